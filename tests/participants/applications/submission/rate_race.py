"""Eight threads, each with a connection of its own, that all count for the same sender at once.

Run with the race's environment; prints {"careful": {…}, "naive": {…}}, how often each came about.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import django

django.setup()

from django.db import DatabaseError  # noqa: E402  after setup()
from django.utils import timezone  # noqa: E402

from participants.applications.submission.rates import Rate, TooManyError, check  # noqa: E402
from participants.models import SendingRate  # noqa: E402

THREADS, SENDINGS = 8, 200
RATE = Rate("race", 20, timedelta(hours=1))


def careful(_: int) -> str:
    try:
        check(RATE, "192.0.2.1")
    except TooManyError:
        return "refused"
    return "counted"


def naive(_: int) -> str:
    """Count as the twin does that reads before it writes, with nothing to hold others off."""
    defaults = {"forget_at": timezone.now()}
    try:
        row, _ = SendingRate.objects.get_or_create(key="naive", defaults=defaults)
        if len(row.times) >= RATE.limit:
            return "refused"
        row.times.append(0)
        row.save()
    except DatabaseError:
        return "error"
    return "counted"


def race(count: Callable[[int], str]) -> Counter[str]:
    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(threads.map(count, range(SENDINGS)))


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"careful": race(careful), "naive": race(naive)}))
