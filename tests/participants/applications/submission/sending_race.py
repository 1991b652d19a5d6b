"""Threads, each with a connection of its own, that send the same form at once.

Run with the race's environment; prints how many applications and mails came of it, and how many
sendings were told that theirs was new.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.core import mail  # noqa: E402  after setup()

from participants.applications.submission.form import ApplicationForms  # noqa: E402
from participants.applications.submission.rates import SENT_BY_EMAIL  # noqa: E402
from participants.applications.submission.submission import Sent, send  # noqa: E402
from participants.models import Application  # noqa: E402
from tests.participants.applications.submission.filled import filled, measure  # noqa: E402

# Fewer than the limit of one e-mail address, which the losers count for as well.
THREADS = SENT_BY_EMAIL.limit


def click(fields: dict[str, str]) -> Sent:
    forms = ApplicationForms(fields)
    assert forms.is_valid(), forms.errors
    return send(forms, key="one", address="192.0.2.1")


if __name__ == "__main__":
    sent_form = filled([measure()])
    with ThreadPoolExecutor(THREADS) as threads:
        sent = list(threads.map(click, [sent_form] * THREADS))
    outcome = {
        "applications": Application.objects.count(),
        "told": len({one.application.pk for one in sent}),
        "new": sum(one.is_new for one in sent),
        "mails": len(mail.outbox),
    }
    sys.stdout.write(json.dumps(outcome))
