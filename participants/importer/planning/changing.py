"""Bringing what a row says into a participant, in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from participants.importer.planning.matching import Conflict
from participants.importer.planning.participant_row import ParticipantRow
from participants.importer.planning.values import EventCell
from participants.importer.reading.faults import Remark
from participants.models import (
    EventKind,
    Figure,
    Measure,
    MembershipEvent,
    Participant,
    ParticipantText,
    ParticipantTheme,
    Theme,
)
from participants.values.dates import PartialDate

PLAIN = ("number", "slug", "name_local", "kind", "country", "latitude", "longitude")


class RowApplier:
    """Know the languages and themes that rows may name, and apply rows."""

    def __init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}

    def apply(self, row: ParticipantRow, participant: Participant) -> list[Remark]:
        """Let the participant say what the row says. Raises Conflict where that cannot be.

        What the row says less exactly than the participant does stays, and is told in a remark.
        """
        for name in PLAIN:
            value = getattr(row, name)
            if value is not None:
                setattr(participant, name, value)
        for name, address in row.links.items():
            setattr(participant, name, address)
        if row.distinct_from is not None:
            participant.distinct_from = sorted(row.distinct_from)
        self._apply_texts(row, participant)
        if row.themes is not None:
            self._apply_themes(row.themes, participant)
        remarks = self._apply_membership(row, participant)
        for measure, statement in row.figures.items():
            remarks += _apply_figure(row.row, Measure(measure), statement, participant)
        return remarks

    def _apply_texts(self, row: ParticipantRow, participant: Participant) -> None:
        texts = {text.locale_id: text for text in participant.texts.all()}
        for language in {**row.names, **row.locations}:
            locale = self.locales[language]
            if locale.pk not in texts:
                if language not in row.names:
                    raise Conflict(
                        f"name_{language}",
                        "",
                        _("A location in this language needs a name in it too."),
                    )
                texts[locale.pk] = ParticipantText(locale=locale)
            text = texts[locale.pk]
            text.name = row.names.get(language, text.name)
            text.location_note = row.locations.get(language, text.location_note)
        participant.set_rows(texts=list(texts.values()))

    def _apply_themes(self, slugs: Sequence[str], participant: Participant) -> None:
        unknown = [slug for slug in slugs if slug not in self.themes]
        if unknown:
            raise Conflict(
                "themes",
                "; ".join(unknown),
                _("There is no such theme. Write some of: %(known)s.")
                % {"known": "; ".join(sorted(theme.label for theme in self.themes.values()))},
            )
        items = {item.tag_id: item for item in participant.theme_items.all()}
        themes = [self.themes[slug] for slug in slugs]
        rows = [items.get(theme.pk) or ParticipantTheme(tag=theme) for theme in themes]
        participant.set_rows(theme_items=rows)

    def _apply_membership(self, row: ParticipantRow, participant: Participant) -> list[Remark]:
        events = list(participant.events.all())
        remarks: list[Remark] = []
        if row.events is not None:
            events, kept = _history(row.events, events)
            remarks = [_finer("events", row.row, *dates) for dates in kept]
        elif row.joined_on is not None:
            finer = _finer_admission(row.joined_on, events)
            if finer:
                remarks = [_finer("joined_on", row.row, row.joined_on, finer)]
            else:
                events = _joined_on(row.joined_on, events)
        participant.set_rows(events=events)
        return remarks


def _finer(column: str, row: int, stated: str, known: str) -> Remark:
    sentence = _("The registry knows it more exactly, as %(known)s. That stays.")
    return Remark(row, column, stated, sentence % {"known": known})


def _is_finer(known: str, stated: str) -> bool:
    """Return whether a date says all that another one says, and more. stated: "" says nothing."""
    return known != stated and (not stated or known.startswith(f"{stated}-"))


def _finer_admission(stated: str, events: Sequence[MembershipEvent]) -> str:
    """Return the date of the last admission if it is finer than the one that is stated, or ""."""
    known = [event.date for event in events if event.kind == EventKind.ADMITTED]
    return known[-1] if known and _is_finer(known[-1], stated) else ""


def _history(
    cells: Sequence[EventCell], events: Sequence[MembershipEvent]
) -> tuple[list[MembershipEvent], list[tuple[str, str]]]:
    """Return the events that the cells tell of; those that are known keep their notes.

    Also the dates of the cells to which a finer one is known, each with that.
    """
    left = list(events)
    # What is told exactly so is found first: "admitted 2014; admitted 2014-12" are two.
    exact = {
        place: left.pop(left.index(known))
        for place, cell in enumerate(cells)
        if (known := next((event for event in left if _is_stated(event, cell)), None))
    }
    history, kept = [], []
    for place, cell in enumerate(cells):
        known = exact.get(place)
        if known is None:
            known = next((event for event in left if _is_known_finer(event, cell)), None)
            if known:
                left.remove(known)
                kept.append((cell.date, known.date))
        event = known or MembershipEvent(kind=cell.kind, date=cell.date, successor=_successor(cell))
        event.sort_order = place
        history.append(event)
    return history, kept


def _successor(cell: EventCell) -> Participant | None:
    if not cell.successor:
        return None
    successor = Participant.objects.filter(slug=cell.successor).first()
    if successor is None:
        raise Conflict(
            "events", cell.successor, _("There is no participant with this slug to merge into.")
        )
    return successor


def _is_stated(event: MembershipEvent, cell: EventCell) -> bool:
    return event.date == cell.date and _is_same_step(event, cell)


def _is_known_finer(event: MembershipEvent, cell: EventCell) -> bool:
    return _is_finer(event.date, cell.date) and _is_same_step(event, cell)


def _is_same_step(event: MembershipEvent, cell: EventCell) -> bool:
    successor = event.successor.slug if event.successor else ""
    return event.kind == cell.kind and cell.successor in {successor, "?"}


def _joined_on(when: str, events: list[MembershipEvent]) -> list[MembershipEvent]:
    """Return the events with the admission at another date, if there is at most one admission."""
    if not events:
        return [MembershipEvent(kind=EventKind.ADMITTED, date=when)]
    admissions = [event for event in events if event.kind == EventKind.ADMITTED]
    if admissions and admissions[-1].date == when:
        return events
    if len(admissions) != 1:
        raise Conflict(
            "joined_on",
            when,
            _("There are several admissions. Correct the column “events” instead."),
        )
    admissions[0].date = PartialDate.parse(when).isoformat()
    return events


def _apply_figure(
    row: int, measure: Measure, statement: Mapping[str, Any], participant: Participant
) -> list[Remark]:
    """Show the figure of the statement; that of another source or year stays on the record.

    The same figure without its year keeps the year that is known.
    """
    figures = list(participant.figures.all())
    of_measure = [figure for figure in figures if figure.measure == measure]
    remarks = []
    if year := _known_year(statement, of_measure):
        statement = {**statement, "year": year}
        remarks = [_finer(f"{measure}_year", row, "", str(year))]
    origin = (statement.get("source", ""), statement.get("year"))
    figure = next((figure for figure in of_measure if (figure.source, figure.year) == origin), None)
    if figure is None:
        figure = Figure(measure=measure, sort_order=len(figures))
        figures.append(figure)
    for other in of_measure:
        other.is_shown = False
    for field, default in FIGURE_DEFAULTS.items():
        setattr(figure, field, statement.get(field, default))
    figure.is_shown = True
    participant.set_rows(figures=figures)
    return remarks


def _known_year(statement: Mapping[str, Any], figures: Sequence[Figure]) -> int | None:
    """Return the year of the shown figure if the statement is that figure without its year."""
    shown = next((figure for figure in figures if figure.is_shown), None)
    if shown is None or statement.get("year") is not None:
        return None
    stated = [statement.get(name, FIGURE_DEFAULTS[name]) for name in SAME_FIGURE]
    return shown.year if stated == [getattr(shown, name) for name in SAME_FIGURE] else None


FIGURE_DEFAULTS: dict[str, Any] = {
    "value": None,
    "value_max": None,
    "qualifier": "exact",
    "basis": "",
    "year": None,
    "source": "",
    "source_url": "",
    "absence": "",
}
# What makes a statement the same one, whichever year it holds for.
SAME_FIGURE = ("value", "value_max", "source", "absence")
