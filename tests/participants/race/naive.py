"""The deliberately broken twin of an admission: max + 1 without a queue.

Run with the race's environment; prints {"numbers": […], "errors": …} for COUNT by OFFICERS.
"""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import DatabaseError  # noqa: E402  after setup()
from django.db.models import Max  # noqa: E402

from participants.models import Participant  # noqa: E402


def admit_naively(pk: int) -> int | str:
    number = (Participant.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
    try:
        Participant.objects.filter(pk=pk).update(number=number)
    except DatabaseError as error:
        return type(error).__name__
    return number


def race(count: int, officers: int) -> dict:
    rows = [Participant(slug=f"naive-{place}", country="CY") for place in range(count)]
    keys = [row.pk for row in Participant.objects.bulk_create(rows)]
    with ThreadPoolExecutor(officers) as threads:
        outcomes = list(threads.map(admit_naively, keys))
    return {
        "numbers": [outcome for outcome in outcomes if isinstance(outcome, int)],
        "errors": dict(Counter(outcome for outcome in outcomes if isinstance(outcome, str))),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(race(*map(int, sys.argv[1:]))))
