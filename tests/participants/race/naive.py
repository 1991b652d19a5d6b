"""The deliberately broken twin of an admission: max + 1 without a queue.

Run with the race's environment; prints {"numbers": […], "errors": …} for COUNT by EDITORS.
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


def race(editors: int) -> dict:
    keys = list(Participant.objects.values_list("pk", flat=True))
    Participant.objects.update(number=None)
    with ThreadPoolExecutor(editors) as threads:
        outcomes = list(threads.map(admit_naively, keys))
    return {
        "numbers": [outcome for outcome in outcomes if isinstance(outcome, int)],
        "errors": dict(Counter(outcome for outcome in outcomes if isinstance(outcome, str))),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(race(int(sys.argv[1]))))
