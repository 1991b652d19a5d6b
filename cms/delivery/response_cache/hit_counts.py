"""Counting what is answered without Django, for the figures of the site."""

import time
from collections import Counter
from threading import Lock

from cms.delivery.monitoring import metrics
from cms.delivery.monitoring import views as monitoring
from cms.delivery.response_cache.state import Content, State

# How often the counts are handed on. Seconds.
INTERVAL = 1.0


class HitCounts:
    """Counts in memory, handed on to the metrics about once a second; nothing without a token."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.is_on = bool(monitoring.token())
        self._answers: Counter[metrics.Answer] = Counter()
        self._lock = Lock()
        self._handed_on = time.monotonic()
        self._changes = 0

    def count(self, method: str, status: int, kind: str, state: State) -> None:
        """Count an answer from the store; kind: "hit" or "not_modified"."""
        if not self.is_on:
            return
        with self._lock:
            self._answers[method, status, kind] += 1
            if time.monotonic() - self._handed_on < INTERVAL:
                return
            self._handed_on = time.monotonic()
            answers, self._answers = self._answers, Counter()
            changes, self._changes = self.content.changes - self._changes, self.content.changes
            metrics.record_front(
                answers,
                evicted=state.store.forget_evictions(),
                versions=changes,
                entries=len(state.store.answers),
                size=state.store.size,
            )
