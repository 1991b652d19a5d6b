"""A remark on a text: what in it disagrees with the registry, the terminology note or time."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from babel.numbers import format_decimal
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from participants.models.parts.figure import Measure
from participants.values.dates import PartialDate, parse_if_known
from participants.values.fields import OneLineField
from participants.values.languages import babel_locale

LONGEST_REASON = 500


class Rule(models.TextChoices):
    """What sort of remark it is."""

    COUNT = "count", _("how many take part")
    NUMBER = "number", _("number of a participant")
    YEAR = "year", _("date of accession")
    FIGURE = "figure", _("figure of a participant")
    WORD = "word", _("term to avoid")
    EXPIRING = "expiring", _("word that ages")


class Remark(models.Model):
    """What is to be looked at in a text, and why it is kept, if somebody has said so.

    path: model and field, and in a body the place and parts of the block; excerpt: the words;
    key: what is the same as long as sentence and words are; facts: what the registry or the note
    says, by rule; language: of the text; found_on: ISO 8601 date; is_published: whether it stood
    in what was public when all texts were read last; reason: empty where nobody has kept it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=36)
    about = GenericForeignKey("content_type", "object_id")
    path = models.CharField(_("field"), max_length=200)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule)
    excerpt = models.CharField(_("words"), max_length=255)
    sentence = models.TextField(_("sentence"))
    key = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    found_on = models.DateField(_("found on"))
    is_published = models.BooleanField(default=False)
    reason = OneLineField(_("kept, because"), max_length=LONGEST_REASON, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kept_on = models.DateField(_("kept on"), null=True)

    # Otherwise the admin would say of each page that something uses it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "key"], name="remark_is_made_once"
            )
        ]
        indexes = [models.Index(fields=["is_published", "reason"])]

    def __str__(self) -> str:
        return self.excerpt

    @property
    def key_of_words(self) -> str:
        """Return what is the same as long as the sentence and the words in it are."""
        said = "|".join((self.rule, self.excerpt, " ".join(self.sentence.split())))
        return sha256(said.encode()).hexdigest()[:20]

    @property
    def place(self) -> str:
        """Return the name of the field, and in a body the number of the block."""
        app, model, name, *below = self.path.split(".")
        field: Any = apps.get_model(app, model)._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        return f"{label}, {below[0]}" if below else label

    @property
    def rule_name(self) -> str:
        return str(Rule(self.rule).label)

    @property
    def explanation(self) -> str:
        """Return what the registry or the note says, in the active language."""
        return _EXPLAINED[Rule(self.rule)](self.facts)

    @property
    def offer(self) -> str:
        """Return what can stand there instead, in the language of the text, or nothing."""
        with override(self.language):
            return _OFFERED[Rule(self.rule)](self.facts)


def _count(facts: dict[str, Any]) -> str:
    today = gettext("The registry says: %(statement)s today.") % {"statement": _size(facts)}
    when = parse_if_known(facts["when"])
    if when is None:
        return today
    known = " – ".join(str(number) for number in sorted(set(facts["then"])))
    then = gettext("As of %(date)s it knows %(number)s.") % {"date": when, "number": known}
    return f"{today} {then}"


def _size(facts: dict[str, Any]) -> str:
    countries = ngettext("%(number)d country", "%(number)d countries", facts["countries"])
    from_countries = countries % {"number": facts["countries"]}
    if facts["unit"] == "countries":
        return from_countries
    if facts["unit"] == "cities" and facts["counted"]:
        text = ngettext("%(number)d city", "%(number)d cities", facts["counted"])
        return text % {"number": facts["counted"]}
    if facts["unit"] == "regions" and facts["counted"]:
        text = ngettext("%(number)d region", "%(number)d regions", facts["counted"])
        return text % {"number": facts["counted"]}
    words = {"participants": facts["participants"], "from_countries": from_countries}
    return gettext("%(participants)d cities and regions from %(from_countries)s") % words


def _number(facts: dict[str, Any]) -> str:
    sentences = []
    if facts["name"]:
        said = gettext("In the registry %(name)s is number %(number)d.")
        sentences.append(said % {"name": facts["name"], "number": facts["number"]})
    if facts["holder"]:
        said = gettext("Number %(number)d is %(name)s.")
    else:
        said = gettext("No public participant has the number %(number)d.")
    sentences.append(said % {"name": facts["holder"], "number": facts["stated"]})
    return " ".join(sentences)


def _offered_number(facts: dict[str, Any]) -> str:
    if not facts["name"]:
        return ""
    said = gettext("%(name)s is participant number %(number)d")
    return said % {"name": facts["name"], "number": facts["number"]}


def _year(facts: dict[str, Any]) -> str:
    when = PartialDate.parse(facts["joined"])
    said = gettext("In the registry %(name)s joined %(on_date)s.")
    return said % {"name": facts["name"], "on_date": when.as_adverbial}


def _offered_year(facts: dict[str, Any]) -> str:
    return str(PartialDate.parse(facts["joined"]))


def _figure(facts: dict[str, Any]) -> str:
    said = gettext("The registry has for %(name)s: %(measure)s %(values)s.")
    measure = Measure(facts["measure"]).label
    values = _values(facts)
    return said % {"name": facts["name"], "measure": measure, "values": values}


def _values(facts: dict[str, Any]) -> str:
    return ", ".join(" – ".join(map(_decimal, dict.fromkeys(pair))) for pair in facts["values"])


def _decimal(number: int) -> str:
    return str(format_decimal(number, locale=babel_locale()))


def _offered_figure(facts: dict[str, Any]) -> str:
    lower, upper = facts["values"][0]
    if lower == upper:
        return _decimal(lower)
    ends = {"lower": _decimal(lower), "upper": _decimal(upper)}
    return pgettext("range of figures", "%(lower)s to %(upper)s") % ends


def _word(facts: dict[str, Any]) -> str:
    if facts["is_title_only"]:
        said = gettext("“%(term)s” stands in quotations and titles of documents alone.")
    else:
        said = gettext("The terminology note says to avoid “%(term)s”.")
    return " ".join(filter(None, [said % {"term": facts["term"]}, facts["reason"]]))


def _expiring(facts: dict[str, Any]) -> str:
    if facts.get("date"):
        said = gettext("%(date)s is over, and nothing here says so by itself.")
        return said % {"date": PartialDate.parse(facts["date"])}
    return gettext("It will be untrue one day, and nobody will notice. A date stays true.")


def _offered_date(facts: dict[str, Any]) -> str:
    when = parse_if_known(facts.get("when", ""))
    return str(when) if when else ""


Sayer = Callable[[dict[str, Any]], str]
_EXPLAINED: dict[Rule, Sayer] = {
    Rule.COUNT: _count,
    Rule.NUMBER: _number,
    Rule.YEAR: _year,
    Rule.FIGURE: _figure,
    Rule.WORD: _word,
    Rule.EXPIRING: _expiring,
}
_OFFERED: dict[Rule, Sayer] = {
    Rule.COUNT: _size,
    Rule.NUMBER: _offered_number,
    Rule.YEAR: _offered_year,
    Rule.FIGURE: _offered_figure,
    Rule.WORD: lambda facts: str(facts["instead"]),
    Rule.EXPIRING: _offered_date,
}


def once_each(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks with their keys; the same words in one sentence are said once."""
    found: dict[str, Remark] = {}
    for remark in remarks:
        remark.key = remark.key_of_words
        found.setdefault(remark.key, remark)
    return list(found.values())
