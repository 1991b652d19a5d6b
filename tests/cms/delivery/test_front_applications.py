"""Applications go past the answers that are kept; their description is one of those."""

import json

from django.test import RequestFactory

from participants.models import Application
from tests.factories import make_theme
from tests.participants.applications.api import ADDRESS, example

DESCRIPTION = "/api/v2/openapi.json"


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
