"""What the deliverer does regularly beside delivering, and how long it waits after a failure."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

logger = logging.getLogger(__name__)

# Before a task that has failed is tried again.
REST = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
# Who has recovered hears of everything soon, however long they were away.
LONGEST_REST = timedelta(minutes=5)


@dataclass(frozen=True)
class ScheduledTask:
    """A task, and how long to wait after it was done."""

    name: str
    task: Callable[[], object]
    every: timedelta


_registered: dict[str, ScheduledTask] = {}


def register_task(name: str, task: Callable[[], object], every: timedelta) -> None:
    """Have the deliverer do a task in a thread of its own when it starts, and then regularly.

    The task must bear being done more often: a deliverer that is started anew knows nothing of
    the one before.
    """
    _registered[name] = ScheduledTask(name, task, every)


class ScheduledTasks:
    """The tasks of one deliverer, and when each is to be done next."""

    def __init__(self) -> None:
        self._due_at: dict[str, datetime] = {}

    def due(self, now: datetime) -> list[ScheduledTask]:
        """Return what is to be done now; what is being done at the moment is still among it."""
        return [task for task in _registered.values() if self._due_at.get(task.name, now) <= now]

    def do(self, task: ScheduledTask) -> None:
        """Do the task; after a failure, which goes to the log, it is due again soon."""
        try:
            task.task()
            rest = task.every
        except Exception:
            logger.exception("A task has failed and will be tried again: %s", task.name)
            rest = min(REST, task.every)
        self._due_at[task.name] = timezone.now() + rest


def back_off(failures: int, longest: timedelta) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time, more or less."""
    seconds = min(2.0 ** min(failures, 30), longest.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311  no secret
