"""Which participants stand in a file of open data, and what the file says of itself."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from participants.exports.shapes import About, Licence
from participants.models import EventKind, Figure, Measure, MembershipEvent, Participant
from participants.models.parts.membership import Membership, events_until
from participants.models.parts.texts import ParticipantText
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.filters import Filters
from participants.registry.listing.rows import membership_of

TITLE = _("Participants of the Alliance")
VERSION = "1"
LICENCE: Licence = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Selection:
    """What a filters finds, in canonical order. Raises BadRequestError as the filters does."""

    filters: Filters

    @cached_property
    def keys(self) -> array:
        """Return the primary keys; they are all of the registry that is ever held at once."""
        return self.filters.remember("canonical keys", self.filters.found.canonical().keys)

    @cached_property
    def without_position(self) -> int:
        return self.filters.found.filter(latitude=None).count()

    @cached_property
    def date(self) -> date:
        """Return the day that the file answers for. UTC."""
        return self.filters.day or timezone.now().date()

    def about(self) -> About:
        """Return what the file says of itself, in English whoever asks."""
        with override("en"):
            title = str(TITLE)
        licence: Licence = getattr(settings, "PARTICIPANTS_DATA_LICENCE", LICENCE)
        return {
            "title": title,
            "version": VERSION,
            "licence": licence,
            "date": self.date.isoformat(),
            "filter": dict(self.filters.given),
            "total_count": len(self.keys),
        }

    def batches(self, *parts: str) -> Iterator[list[Participant]]:
        """Yield what is still public when its turn comes, with the named parts."""
        return batches(self.keys, Participant.objects.public, parts)


BATCH = 500


def batches(
    keys: array, everybody: Callable[[], ParticipantQuerySet], parts: Sequence[str]
) -> Iterator[list[Participant]]:
    """Yield the participants of the keys in their order, with a fixed number of queries a batch.

    Those whom `everybody` has lost since the keys were read are left out.
    """
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found = everybody().filter(pk__in=some).with_parts(*parts)
        by_key = {participant.pk: participant for participant in found}
        yield [by_key[key] for key in some if key in by_key]


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
        return self.participant.texts_by_language

    @cached_property
    def membership(self) -> Membership:
        return membership_of(self.participant, self.day)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the figures that readers see first, by measure."""
        return {item.measure: item for item in self.participant.figures.all() if item.is_shown}

    @property
    def history(self) -> str:
        """Return the events until the day in one text; the office's notes stay inside."""
        events = list(self.participant.events.all())
        shown = events_until(events, self.day) if self.day else events
        return "; ".join(map(self._step, shown))

    def _step(self, event: MembershipEvent) -> str:
        words = [event.kind, event.date]
        if event.kind == EventKind.MERGED:
            successor = event.successor
            is_named = successor and (self.includes_drafts or successor.is_public)
            words += ["into", successor.slug if successor and is_named else UNNAMED_SUCCESSOR]
        return " ".join(filter(None, words))

    @property
    def themes(self) -> str:
        return ";".join(sorted(item.tag.slug for item in self.participant.theme_items.all()))

    def display(self, measure: Measure, language: str) -> str | None:
        figure = self.figures.get(measure)
        if figure is None:
            return None
        with override(language):
            return figure.display
