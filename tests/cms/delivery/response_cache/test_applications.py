"""Applications go past the answers that are kept; their description is one of those."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import Client, RequestFactory

from participants.applications.submission.rates import SENT_BY_EMAIL
from participants.models import Application
from tests.factories import make_theme
from tests.participants.applications.api import ADDRESS, example, post

DESCRIPTION = "/api/v2/openapi.json"
# As many as one e-mail address may send.
THREADS = SENT_BY_EMAIL.limit


def test_applications_are_never_answered_from_what_was_kept(visitor):
    make_theme()
    heard = []
    for _ in range(2):
        request = RequestFactory().post(ADDRESS, json.dumps(example()), "application/json")
        list(visitor.front(request.environ, lambda *said: heard.append(said)))
    for status, headers in heard:
        assert status.startswith("201")
        assert dict(headers)["Cache-Control"] == "no-store"
        assert "ETag" not in dict(headers)
    assert len(visitor.asked) == Application.objects.count() == 2


def test_a_refusal_to_be_read_is_not_kept_either(visitor):
    assert [visitor.get(ADDRESS).status for _ in range(2)] == [405, 405]
    assert len(visitor.asked) == 2


def test_the_description_is_kept_until_the_themes_change(visitor):
    make_theme()
    first = visitor.get(DESCRIPTION)
    again = visitor.get(DESCRIPTION, if_none_match=first.headers["ETag"])
    assert (first.status, again.status) == (200, 304)
    assert len(visitor.asked) == 1
    make_theme("health", "Santé")
    after = visitor.get(DESCRIPTION, if_none_match=first.headers["ETag"])
    assert after.status == 200
    assert "health" in after.text


def test_the_same_sent_at_the_same_moment_is_taken_in_once(database_for_threads):
    make_theme()
    together = Barrier(THREADS)

    def send(_: int) -> int:
        together.wait()
        status = post(Client(), example(), key="sent-by-many-at-once").status_code
        connection.close()
        return status

    with ThreadPoolExecutor(THREADS) as threads:
        statuses = sorted(threads.map(send, range(THREADS)))
    assert statuses == [200] * (THREADS - 1) + [201]
    assert Application.objects.count() == 1
