"""What has happened to a participant, and what was told of it, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participants.models import EventKind
from participants.models.reading import ParticipantReading
from participants.values.dates import PartialDate

STATEMENTS = {
    EventKind.ADMITTED: _("Joined the Alliance"),
    EventKind.SUSPENDED: _("Participation suspended"),
    EventKind.REINSTATED: _("Participation resumed"),
    EventKind.WITHDRAWN: _("Withdrew from the Alliance"),
    EventKind.RENAMED: _("Renamed"),
    EventKind.MERGED: _("Merged into another authority"),
}


@dataclass(frozen=True)
class Happening:
    """A step of a timeline, in the active language.

    when: None where nobody knows; successor, article: what the statement leads to, if anything;
    source_url: where it is stated, or empty.
    """

    when: PartialDate | None
    statement: str
    successor: Any = None
    article: Any = None
    source_url: str = ""


def statement_of(kind: str, number: int | None) -> str:
    """Return what has happened in a few words. kind: that of an event; number: of the place."""
    if kind == EventKind.ADMITTED and number:
        numbered = gettext("Joined the Alliance as participant no. %(number)s")
        return numbered % {"number": number}
    return str(STATEMENTS[EventKind(kind)])


def membership_steps(participant: ParticipantReading) -> list[Happening]:
    """Return the steps of a membership in their order; its events must be loaded."""
    return [
        Happening(
            event.when,
            statement_of(event.kind, participant.number),
            successor=event.successor if event.successor and event.successor.is_public else None,
            source_url=event.source_url,
        )
        for event in participant.events.all()
    ]


def in_order_of_time(steps: Iterable[Happening], told: Iterable[Happening]) -> list[Happening]:
    """Return what has happened with what was told of it, the oldest first.

    steps: in their order; one of unknown date stays behind the one before it.
    """
    placed: list[tuple[date, Happening]] = []
    latest = date.min
    for step in steps:
        latest = max(latest, step.when.earliest) if step.when else latest
        placed.append((latest, step))
    placed += [(article.when.earliest if article.when else date.min, article) for article in told]
    return [happening for _day, happening in sorted(placed, key=lambda pair: pair[0])]
