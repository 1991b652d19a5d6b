"""Which participants stand in a file of open data, and what the file says of itself."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.filters import Question

TITLE = _("Participants of the Alliance")
VERSION = "1"
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Selection:
    """What a question finds, in canonical order. Raises BadRequestError as the question does."""

    question: Question

    @cached_property
    def keys(self) -> array:
        """Return the primary keys; they are all of the registry that is ever held at once."""
        return self.question.remember("canonical keys", self.question.found.canonical().keys)

    @cached_property
    def without_position(self) -> int:
        """Return how many have no coordinates."""
        return self.question.found.filter(latitude=None).count()

    @cached_property
    def date(self) -> date:
        """Return the day that the file answers for. UTC."""
        return self.question.day or timezone.now().date()

    def about(self) -> dict[str, Any]:
        """Return what the file says of itself, in English whoever asks."""
        with override("en"):
            title = str(TITLE)
        return {
            "title": title,
            "version": VERSION,
            "licence": getattr(settings, "PARTICIPANTS_DATA_LICENCE", LICENCE),
            "date": self.date.isoformat(),
            "filter": dict(self.question.filters),
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
