"""How long to leave alone what has failed."""

import random
from datetime import timedelta

LONGEST_WAIT = timedelta(hours=1)
# Who has recovered hears of everything soon, however long they were away.
LONGEST_REST = timedelta(minutes=5)


def back_off(failures: int, longest: timedelta) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time, more or less."""
    seconds = min(2.0 ** min(failures, 30), longest.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311  no secret
