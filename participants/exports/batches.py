"""Many participants, a few at a time."""

from array import array
from collections.abc import Callable, Iterator, Sequence

from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet

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
