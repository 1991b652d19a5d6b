"""A participant as a row of the flat table, each of its parts read once."""

from datetime import date
from functools import cached_property

from django.utils.translation import override

from participants.models import EventKind, Figure, Measure, MembershipEvent, Participant
from participants.models.parts.membership import Membership, events_until
from participants.models.parts.text import ParticipantText
from participants.registry.listing.shapes import membership_of

# A merger always has a successor; this stands for one that the reader may not know of.
UNNAMED_SUCCESSOR = "?"


class TableRow:
    """Answer what the columns ask; day and includes_drafts as in `columns`."""

    def __init__(
        self, participant: Participant, *, day: date | None = None, includes_drafts: bool = False
    ) -> None:
        self.participant = participant
        self.day = day
        self.includes_drafts = includes_drafts

    @cached_property
    def texts(self) -> dict[str, ParticipantText]:
        """Return the texts by language code."""
        return self.participant.texts_by_language

    @cached_property
    def membership(self) -> Membership:
        """Return where the membership stands, or stood on the day."""
        return membership_of(self.participant, self.day)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the figures that readers see first, by measure."""
        return {item.measure: item for item in self.participant.figures.all() if item.is_shown}

    @property
    def history(self) -> str:
        """Return the events until the day in one text; the office's notes stay inside."""
        events = list(self.participant.events.all())
        told = events_until(events, self.day) if self.day else events
        return "; ".join(map(self._told, told))

    def _told(self, event: MembershipEvent) -> str:
        words = [event.kind, event.date]
        if event.kind == EventKind.MERGED:
            successor = event.successor
            is_named = successor and (self.includes_drafts or successor.is_public)
            words += ["into", successor.slug if successor and is_named else UNNAMED_SUCCESSOR]
        return " ".join(filter(None, words))

    @property
    def themes(self) -> str:
        """Return the slugs of the themes, sorted."""
        return ";".join(sorted(item.tag.slug for item in self.participant.theme_items.all()))

    def display(self, measure: Measure, language: str) -> str | None:
        """Return the whole statement of the figure that is shown, in a language."""
        figure = self.figures.get(measure)
        if figure is None:
            return None
        with override(language):
            return figure.display
