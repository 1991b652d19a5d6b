"""What is worked out once for each state of the registry, and never again until it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Now

from participants.registry.compiled_query import CompiledQuery

Answer = TypeVar("Answer")

MOST_ANSWERS = 64  # the keys of 100,000 participants take 800 kB


class AnswersByVersion:
    """What was worked out for versions of something, the least recently read going first.

    most: how much is kept; size: how much of that an answer is, each the same unless told.
    """

    def __init__(self, most: int, size: Callable[[Any], int] = lambda answer: 1) -> None:
        self._most = most
        self._size = size
        self._kept = 0
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(
        self, version: Hashable | None, question: Hashable, answer: Callable[[], Answer]
    ) -> Answer:
        """Return the answer to a question about a version, asking for it the first time only.

        version: None where nobody can tell one from the next, so that nothing is kept. Another
        process may have changed things since it was read; the answer is then newer than the
        version, which nobody will ask about again.
        """
        if version is None:
            return answer()
        key = (version, question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = answer()
        with self._lock:
            if key in self._answers:  # another thread was faster
                self._kept -= self._size(self._answers.pop(key))
            self._answers[key] = found
            self._kept += self._size(found)
            while self._kept > self._most:
                _key, oldest = self._answers.popitem(last=False)
                self._kept -= self._size(oldest)
        return found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._kept = 0


_answers = AnswersByVersion(MOST_ANSWERS)


@dataclass(frozen=True)
class RegistryVersion:
    """The state that the registry is in now.

    token: None where nobody can tell one state from the next; next_expiry: when the next
    participant expires, because that changes what is public without anything being written.
    """

    token: str | None
    next_expiry: datetime | None = None

    @classmethod
    def now(cls) -> "RegistryVersion":
        """Ask the database, in one query, unless it was asked within `one_registry_version`."""
        held = _held.get()
        if held:
            return held[0]
        found = _STATE.rows()
        version = cls(*found[0]) if found else cls(None)
        if held is not None:
            held.append(version)
        return version

    @property
    def if_known(self) -> "RegistryVersion | None":
        """Return the version, or None where nobody can tell one state from the next."""
        return self if self.token else None

    def remember(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return the answer to a question about this state, asking for it the first time only."""
        return _answers.get(self.if_known, question, answer)


def _state() -> QuerySet:
    from participants.models import Participant, RegistryState

    expiring = Participant.objects.filter(live=True, expire_at__gt=Now()).order_by("expire_at")
    return (
        RegistryState.objects.filter(pk=1)
        .annotate(next_expiry=Subquery(expiring.values("expire_at")[:1]))
        .values_list("token", "next_expiry")
    )


_STATE = CompiledQuery(_state)

# The version that was asked for, or none yet; None where each question asks anew.
_held: ContextVar[list[RegistryVersion] | None] = ContextVar("held", default=None)


@contextmanager
def one_registry_version() -> Iterator[None]:
    """Ask for the version once for all that is read within, in this thread.

    Reading alone: what is changed within would be answered from before.
    """
    before = _held.set([])
    try:
        yield
    finally:
        _held.reset(before)
