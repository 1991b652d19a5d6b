"""Participants as cards show them, loaded only where the cards were not printed before."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from functools import cached_property

from participants.registry.listing.loading import load
from participants.registry.listing.rows import ParticipantRow
from participants.registry.pictures.loading import Pictures
from participants.registry.pictures.renditions import THUMBNAIL
from participants.registry.registry_cache import RegistryVersion

# What a card shows of a participant, save for its figures and its picture.
CARD = (
    *("number", "slug", "country", "kind", "status", "name_local", "image_id"),
    *("joined_on", "joined_on_precision", "left_on", "left_on_precision"),
    *("texts.name", "themes"),
)


class Cards:
    """Some participants, at most MOST_KEYS, loaded when the first of them is asked for.

    registry: its version, read before the keys were; reads: what is loaded of each; day: of which
    they tell the membership, or None for now.
    """

    def __init__(
        self,
        keys: Sequence[int],
        registry: RegistryVersion,
        reads: Sequence[str] = CARD,
        day: date | None = None,
    ) -> None:
        self.keys = tuple(keys)
        self._registry = registry
        self._day = day
        self._reads = (*reads, "events") if day else reads
        shown = load(self.keys, ("image_id",))
        self._pictures = Pictures((row.image_id, THUMBNAIL) for row in shown if row.image_id)

    @property
    def version(self) -> Hashable | None:
        """Return what names all that the cards print, or None where nobody can tell."""
        if self._registry.token is None or self._pictures.version is None:
            return None
        return self._registry, self.keys, self._pictures.version, self._day

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[ParticipantRow]:
        return iter(self._participants)

    @cached_property
    def _participants(self) -> list[ParticipantRow]:
        found = load(self.keys, self._reads)
        for row in found:
            row.image = self._pictures.by_key.get(row.image_id or 0)
            if self._day:
                row.stand_as_on(self._day)
        return found
