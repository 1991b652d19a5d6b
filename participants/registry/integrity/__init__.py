"""Whether everything that is derived, promised or pointed at in the registry is so.

Reading only: nothing is mended here.
"""

from collections.abc import Callable, Iterator

from participants.models import Participant
from participants.registry.integrity.participant_checks import LINKED_CHECKS, ROW_CHECKS
from participants.registry.integrity.registry_checks import (
    STORAGE_CHECKS,
    WHOLE_CHECKS,
    Finding,
    label_of,
)

__all__ = ["Finding", "findings"]

CHUNK = 500
# The renditions of a picture, which with_everything() would load, are nothing to check.
PARTS = ("texts", "themes", "events", "representatives", "figures", "initiatives")


def findings(progress: Callable[[int], None] = lambda checked: None) -> Iterator[Finding]:
    """Yield every fault, with a fixed number of queries for each 500 participants.

    progress: called with the number of participants checked so far.
    """
    for check in (*STORAGE_CHECKS, *WHOLE_CHECKS):
        yield from check()
    checked = 0
    for chunk in _chunks():
        for participant in chunk:
            label = label_of(participant)
            for check_row in (*LINKED_CHECKS, *ROW_CHECKS):
                for sentence in check_row(participant):
                    yield Finding(label, sentence)
        checked += len(chunk)
        progress(checked)


def _chunks() -> Iterator[list[Participant]]:
    everybody = (
        Participant.objects.order_by("pk")
        .select_related("latest_revision", "live_revision", "issued_number", "image")
        .with_parts(*PARTS)
    )
    last = 0
    while chunk := list(everybody.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk
