"""Bringing what a row says into a participant, in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from participants.dates import PartialDate
from participants.importer.planning.matching import Conflict
from participants.importer.planning.participant_row import ParticipantRow
from participants.importer.planning.values import EventCell
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

PLAIN = (
    *("number", "slug", "name_local", "kind", "country"),
    *("latitude", "longitude", "website", "source_url"),
)


class RowApplier:
    """Know the languages and themes that rows may name, and apply rows."""

    def __init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}

    def apply(self, row: ParticipantRow, participant: Participant) -> None:
        """Let the participant say what the row says. Raises Conflict where that cannot be."""
        for name in PLAIN:
            value = getattr(row, name)
            if value is not None:
                setattr(participant, name, value)
        if row.distinct_from is not None:
            participant.distinct_from = sorted(row.distinct_from)
        self._apply_texts(row, participant)
        if row.themes is not None:
            self._apply_themes(row.themes, participant)
        self._apply_membership(row, participant)
        for measure, statement in row.figures.items():
            _apply_figure(Measure(measure), statement, participant)

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
                % {"known": ", ".join(sorted(self.themes))},
            )
        items = {item.tag_id: item for item in participant.theme_items.all()}
        themes = [self.themes[slug] for slug in slugs]
        rows = [items.get(theme.pk) or ParticipantTheme(tag=theme) for theme in themes]
        participant.set_rows(theme_items=rows)

    def _apply_membership(self, row: ParticipantRow, participant: Participant) -> None:
        events = list(participant.events.all())
        if row.events is not None:
            events = _history(row.events, events)
        elif row.joined_on is not None:
            events = _joined_on(row.joined_on, events)
        participant.set_rows(events=events)


def _history(
    cells: Sequence[EventCell], events: Sequence[MembershipEvent]
) -> list[MembershipEvent]:
    """Return the events that the cells tell of; those that are known keep their notes."""
    left = list(events)
    history = []
    for place, cell in enumerate(cells):
        known = next((event for event in left if _is_told(event, cell)), None)
        if known:
            left.remove(known)
        event = known or MembershipEvent(kind=cell.kind, date=cell.date, successor=_successor(cell))
        event.sort_order = place
        history.append(event)
    return history


def _successor(cell: EventCell) -> Participant | None:
    if not cell.successor:
        return None
    successor = Participant.objects.filter(slug=cell.successor).first()
    if successor is None:
        raise Conflict(
            "events", cell.successor, _("There is no participant with this slug to merge into.")
        )
    return successor


def _is_told(event: MembershipEvent, cell: EventCell) -> bool:
    if (event.kind, event.date) != (cell.kind, cell.date):
        return False
    successor = event.successor.slug if event.successor else ""
    return cell.successor in {successor, "?"}


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


def _apply_figure(measure: Measure, statement: Mapping[str, Any], participant: Participant) -> None:
    """Show the figure of the statement; that of another source or year stays on the record."""
    figures = list(participant.figures.all())
    of_measure = [figure for figure in figures if figure.measure == measure]
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
