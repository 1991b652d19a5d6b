"""The choices of each filter with how many there would be, and names of what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from alliance_pages.finder.parameters import ORDER
from alliance_pages.finder.question import Question
from participants.api.summary import Facets
from participants.models import Kind, OnFile, Status
from participants.values.countries import country_choices
from participants.values.languages import by_language, default_language
from participants.values.text import fold

Labels = Mapping[str, str]

ORDERS: dict[str, Promise] = {
    "name": _("Name"),
    "-number": _("Last to join first"),
    "number": _("First to join first"),
    "-name": _("Name, from Z to A"),
    "joined_on": _("Date of joining"),
    "-joined_on": _("Date of joining, the latest first"),
    "country": _("Country code"),
    "-country": _("Country code, from Z to A"),
}
# What is offered; the headings of the table lead to others.
OFFERED_ORDERS = ("name", "-number", "number")


@dataclass(frozen=True)
class Option:
    """A value that can be chosen. count: how many there would be, or None where none is told."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A parameter with its values. any: what it is called that none is chosen, if none can be."""

    parameter: str
    label: str
    any: str | None
    options: list[Option]


@dataclass(frozen=True)
class Chosen:
    """A value that is chosen. query: what asks for the same without it."""

    parameter: str
    value: str
    label: str
    query: str


def choices_of(question: Question, facets: Facets, total: int) -> list[Choice]:
    """Return what can be chosen, the order last. total: how many are found."""
    columns = facets.by_column
    standing = columns["standing"]
    statuses = {
        name: sum(standing[code] for code in codes)
        for name, codes in Status.by_name().items()
        if name in {"former", "all"}
    }
    by_name: list[tuple[str, str, str, Mapping[str, int]]] = [
        ("country", gettext("Country"), gettext("All countries"), columns["country"]),
        ("kind", gettext("Kind of authority"), gettext("All kinds"), columns["kind"]),
        (
            "theme",
            gettext("Theme"),
            gettext("All themes"),
            {theme["slug"]: theme["count"] for theme in facets.themes},
        ),
        (
            "status",
            gettext("Participation"),
            pgettext("participation", "Taking part"),
            statuses,
        ),
        ("year", gettext("Year of joining"), gettext("All years"), columns["year"]),
        ("has", gettext("On file"), gettext("Anything"), facets.on_file),
    ]
    filters = [
        Choice(name, label, any_, _options(question, name, counts, labels_of(name, facets), total))
        for name, label, any_, counts in by_name
    ]
    return [*filters, Choice(ORDER, gettext("Order"), None, _orders(question))]


def _options(
    question: Question, name: str, counts: Mapping[str, int], labels: Labels, total: int
) -> list[Option]:
    """Return those that there is somebody of, and what is chosen: its count is that of the list."""
    chosen = question.chosen.get(name, "")
    options = [
        Option(value, label, counts[value], is_chosen=value == chosen)
        for value, label in labels.items()
        if counts.get(value) or (value == chosen and value in counts)
    ]
    if chosen and not any(option.is_chosen for option in options):
        words = ", ".join(labels.get(value, value) for value in chosen.split(","))
        options.append(Option(chosen, words, total, is_chosen=True))
    return options


def _orders(question: Question) -> list[Option]:
    """Return by what the list can be ordered; unless said, a search has the best fit first."""
    offered = dict.fromkeys([*OFFERED_ORDERS, *([question.order] if question.order else [])])
    usual = gettext("Best fit") if "q" in question.chosen else None
    options = [Option("", usual, None, is_chosen=not question.order)] if usual else []
    for value in offered:
        # Of its own accord the list is ordered by name.
        is_usual = value == "name" and not usual
        is_chosen = value == question.order or (is_usual and not question.order)
        shown = "" if is_usual else value
        label = ", ".join(str(ORDERS[part]) for part in value.split(","))
        options.append(Option(shown, label, None, is_chosen=is_chosen))
    return options


def labels_of(name: str, facets: Facets) -> Labels:
    """Return what the values of a filter are called, in the order in which they are offered."""
    if name == "country":
        return dict(country_choices())
    if name == "kind":
        return {kind: str(capfirst(label)) for kind, label in Kind.choices}
    if name == "status":
        return {
            "former": pgettext("participation", "Former"),
            "all": pgettext("participation", "All"),
            **{code: str(capfirst(label)) for code, label in Status.choices},
        }
    if name == "year":
        return {year: year for year in sorted(facets.by_column["year"], reverse=True)}
    if name == "has":
        return {what: str(capfirst(label)) for what, label in OnFile.choices}
    language = get_language() or default_language()
    labels = {
        theme["slug"]: by_language(theme["labels"], language) or theme["slug"]
        for theme in facets.themes
    }
    return dict(sorted(labels.items(), key=lambda label: fold(label[1])))


def chosen_of(question: Question, facets: Facets) -> list[Chosen]:
    """Return the values that are chosen, each with the way to the list without it."""
    found = []
    for name, value in question.chosen.items():
        labels = {} if name == "q" else labels_of(name, facets)
        values = [value] if name == "q" else value.split(",")
        for one in values:
            others = ",".join(other for other in values if other != one)
            query = question.query(**{name: others or None, "page": None})
            found.append(Chosen(name, one, _words(name, one, labels), query))
    return found


def _words(name: str, value: str, labels: Labels) -> str:
    """Return how a chosen value is called where nothing else says what it chooses."""
    if name == "q":
        return gettext("“%(text)s”") % {"text": value}
    if name == "year":
        return gettext("joined in %(year)s") % {"year": value}
    if name == "has":
        return gettext("with %(what)s") % {"what": OnFile(value).label}
    return labels.get(value, value)
