"""What is worked out once for each state of the registry, and never again until it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Now

from participants.registry.compiled_query import CompiledQuery

Answer = TypeVar("Answer")

MOST_ANSWERS = 64  # the keys of 100,000 participants take 800 kB

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


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
        """Ask the database, in one query."""
        found = _STATE.rows()
        return cls(*found[0]) if found else cls(None)

    def remember(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return the answer to a question about this state, asking for it the first time only.

        Another process may have changed the registry since; the answer is then newer than this
        state, which nobody will ask about again.
        """
        if self.token is None:
            return answer()
        key = (self, question)
        with _lock:
            if key in _answers:
                _answers.move_to_end(key)
                return _answers[key]
        found = answer()
        with _lock:
            _answers[key] = found
            while len(_answers) > MOST_ANSWERS:
                _answers.popitem(last=False)
        return found


def _state() -> QuerySet:
    from participants.models import Participant, RegistryState

    expiring = Participant.objects.filter(live=True, expire_at__gt=Now()).order_by("expire_at")
    return (
        RegistryState.objects.filter(pk=1)
        .annotate(next_expiry=Subquery(expiring.values("expire_at")[:1]))
        .values_list("token", "next_expiry")
    )


_STATE = CompiledQuery(_state)
