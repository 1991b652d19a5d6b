"""Which answers of one state of the content still hold in a later one."""

import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from cms.delivery.models import Invalidation
from cms.delivery.response_cache.answers import Answer
from cms.delivery.response_cache.store import Store


@dataclass(frozen=True)
class Former:
    """What was answered at a version from which invalidations lead to later ones.

    token: of the version; until: POSIX time at which its answers end by themselves; awaited_until:
    until when it is worth waiting to know which of them still hold, by the clock `monotonic`.
    """

    token: str
    store: Store
    until: float
    awaited_until: float

    def may_hold(self, key: Hashable) -> bool:
        """Tell whether it is worth waiting to know whether there still is an answer for a key."""
        return time.monotonic() < self.awaited_until and self.store.answer(key) is not None

    def untouched(self, token: str) -> Iterator[tuple[Hashable, Answer]]:
        """Yield the answers that nothing has touched up to a later version, by their keys.

        Those without tags could show anything.
        """
        touched = _touched_between(self.token, token)
        if touched is None:
            return
        for key, answer in list(self.store.answers.items()):
            tags = answer.tags
            if tags and touched.isdisjoint(tags):
                yield key, answer


def _touched_between(before: str, after: str) -> set[str] | None:
    """Return all tags that the steps between two versions touch, or None where one is missing."""
    steps = {step.before: step for step in Invalidation.objects.all()}
    touched: set[str] = set()
    while before != after:
        step = steps.pop(before, None)
        if step is None:
            return None
        touched.update(step.tags)
        before = step.after
    return touched
