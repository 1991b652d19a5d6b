"""What can be wrong with an entry of the registry, as questions to the database."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Locale

from participants.models import Figure, MembershipEvent, Participant, ParticipantText, Status
from participants.values.languages import content_languages, default_language

YEARS_UNTIL_OLD = 2
EMPTY_PARAGRAPHS = r"^(<p[^>]*>(<br ?/?>)?</p>)*$"


class Fault(models.TextChoices):
    """What can be wrong with an entry, in the order of the report."""

    TRANSLATION = "translation", _("missing translation")
    OLD_FIGURE = "old_figure", _("old figure")
    COORDINATES = "coordinates", _("no coordinates")
    IMAGE_RIGHTS = "image_rights", _("picture without rights")
    DATE = "date", _("date not exact")


@dataclass(frozen=True)
class Question:
    """Rows that each stand for one fault, ordered by the participant's name.

    path: from the row to the participant, "" where the row is the participant; is_watched:
    whether the registry's state changes with every answer (WATCHED_MODELS of `database.py`).
    """

    fault: Fault
    rows: QuerySet
    details: Callable[[Any], str]
    path: str = ""
    is_watched: bool = True

    def narrowed(self, countries: Collection[str]) -> QuerySet:
        """Return the rows of those who take part or are being prepared, in their order.

        Who withdrew or merged is history: nobody brings its entry up to date any more.
        """
        to = f"{self.path}__" if self.path else ""
        rows = self.rows.filter(**{f"{to}status__in": [*Status.taking_part(), Status.NOT_ADMITTED]})
        if countries:
            rows = rows.filter(**{f"{to}country__in": countries})
        return rows.order_by(f"{to}sort_name", *([f"{to}pk"] if to else []), "pk")

    def key(self, row: Any) -> int:
        return getattr(row, f"{self.path}_id") if self.path else row.pk


def questions() -> list[Question]:
    """Return what is asked, in the order of the report."""
    locales = {
        locale.language_code: locale
        for locale in Locale.objects.filter(language_code__in=content_languages())
    }
    untranslated = [untranslated_into(locale) for locale in locales.values()]
    main = locales.pop(default_language(), None)
    return [
        *untranslated,
        *([without_summary(main, [*locales.values()])] if main and locales else []),
        old_figures(timezone.now().year - YEARS_UNTIL_OLD),
        Question(
            Fault.COORDINATES, Participant.objects.filter(latitude=None), lambda _participant: ""
        ),
        without_rights(),
        inexact_dates(),
    ]


def untranslated_into(locale: Locale) -> Question:
    """Ask for participants without a text in a language."""
    texts = ParticipantText.objects.filter(participant=OuterRef("pk"), locale=locale)
    details = gettext("no text in %(language)s") % {"language": _language(locale.language_code)}
    rows = Participant.objects.filter(~Exists(texts))
    return Question(Fault.TRANSLATION, rows, lambda _participant: details)


def without_summary(main: Locale, others: list[Locale]) -> Question:
    """Ask for texts without a summary where the main language has one."""
    languages = {locale.pk: _language(locale.language_code) for locale in others}

    def details(text: ParticipantText) -> str:
        return gettext("no summary in %(language)s") % {"language": languages[text.locale_id]}

    empty = Q(summary="") | Q(summary__regex=EMPTY_PARAGRAPHS)
    original = ParticipantText.objects.filter(
        ~empty, participant=OuterRef("participant"), locale=main
    )
    rows = ParticipantText.objects.filter(empty, Exists(original), locale__in=others)
    return Question(Fault.TRANSLATION, rows, details, "participant")


def old_figures(oldest: int) -> Question:
    """Ask for shown figures from before a year, and for those of no year."""

    def details(figure: Figure) -> str:
        year = figure.year or gettext("no year is stated")
        measure = figure.get_measure_display()
        return gettext("%(measure)s: %(year)s") % {"measure": measure, "year": year}

    rows = Figure.objects.filter(Q(year=None) | Q(year__lt=oldest), is_shown=True)
    return Question(Fault.OLD_FIGURE, rows, details, "participant")


def without_rights() -> Question:
    """Ask for participants whose picture lacks what `missing_rights` names."""

    def details(participant: Participant) -> str:
        image: Any = participant.image
        missing = ", ".join(map(str, image.missing_rights()))
        return gettext("“%(title)s” lacks: %(missing)s") % {
            "title": image.title,
            "missing": missing,
        }

    language = default_language()
    lacking = get_image_model().objects.filter(
        Q(author="")
        | Q(licence="")
        | Q(source="")
        | ~Q(alternative_texts__has_key=language)
        | Q(**{f"alternative_texts__{language}": ""})
    )
    rows = Participant.objects.filter(image__in=lacking).select_related("image")
    return Question(Fault.IMAGE_RIGHTS, rows, details, is_watched=False)


def inexact_dates() -> Question:
    """Ask for events of which only the year is known, or nothing."""

    def details(event: MembershipEvent) -> str:
        date = event.date or gettext("date unknown")
        kind = event.get_kind_display()
        return gettext("%(event)s: %(date)s") % {"event": kind, "date": date}

    rows = MembershipEvent.objects.alias(known=Length("date")).filter(known__lte=4)
    return Question(Fault.DATE, rows, details, "participant")


def _language(code: str) -> str:
    return get_language_info(code)["name_translated"]
