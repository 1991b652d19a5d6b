"""What happened to participants, in sentences."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from participants.models import EventKind, MembershipEvent
from participants.models.querysets import ParticipantQuerySet
from participants.models.reading import ParticipantReading

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class Part(NamedTuple):
    """A part of a sentence. named: the participant that it names, or None."""

    text: str
    named: ParticipantReading | None = None

    @property
    def language(self) -> str | None:
        """Return the language of a name, or None where it is that of the sentence."""
        text = self.named.text if self.named else None
        return text.locale.language_code if text else None


def dated_events(found: ParticipantQuerySet) -> QuerySet[MembershipEvent]:
    """Return the events of some participants, the latest first.

    One without a date cannot be put in order, and is left out.
    """
    dated = MembershipEvent.objects.filter(participant__in=found.order_by().values("pk"))
    return dated.exclude(date="").order_by(
        "-date", F("participant__number").desc(nulls_last=True), "-participant", "-sort_order"
    )


def statement(participant: ParticipantReading, event: MembershipEvent) -> str:
    """Return what happened in a sentence. The event has a date, and a merger its successor."""
    return "".join(part.text for part in parts_of(participant, event))


def parts_of(participant: ParticipantReading, event: MembershipEvent) -> Iterator[Part]:
    """Yield the parts of that sentence."""
    # What is not said of a successor that is not public: its name.
    successor: Any = event.successor if event.successor and event.successor.is_public else None
    words = {
        "participant": [
            Part(participant.name, participant),
            Part(f" ({participant.country_name})"),
        ],
        "successor": [Part(successor.name, successor)] if successor else [],
        "when": [Part(event.when.as_adverbial if event.when else "")],
    }
    if event.kind == EventKind.MERGED and successor:
        text = gettext("%(participant)s merged into %(successor)s %(when)s.")
    else:
        text = STATEMENTS[EventKind(event.kind)]()
    # What stands between placeholders comes by turns with their names.
    for number, piece in enumerate(_PLACEHOLDER.split(text)):
        if number % 2:
            yield from words[piece]
        elif piece:
            yield Part(piece)


STATEMENTS: dict[EventKind, Callable[[], str]] = {
    EventKind.ADMITTED: lambda: gettext("%(participant)s joined the Alliance %(when)s."),
    EventKind.SUSPENDED: lambda: gettext(
        "The participation of %(participant)s was suspended %(when)s."
    ),
    EventKind.REINSTATED: lambda: gettext("%(participant)s was reinstated %(when)s."),
    EventKind.WITHDRAWN: lambda: gettext("%(participant)s withdrew from the Alliance %(when)s."),
    EventKind.RENAMED: lambda: gettext("%(participant)s was renamed %(when)s."),
    EventKind.MERGED: lambda: gettext("%(participant)s merged into another authority %(when)s."),
}
