"""The document of what surrounds every page is kept, confirmed by its tag, and never stale."""

import json

import pytest

from alliance_pages.models import SiteSettings
from tests.factories import make_page, make_participant, make_settings

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v2/site/?locale=en"


def test_second_reader_gets_it_without_django(visitor, home):
    first, second = visitor.get(ADDRESS), visitor.get(ADDRESS)
    assert (first.status, second.status) == (200, 200)
    assert first.body == second.body
    assert len(visitor.asked) == 1
    assert first.headers["ETag"] == second.headers["ETag"]
    assert "public" in first.headers["Cache-Control"]
    assert first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_tag_confirms_it_until_something_in_it_changes(visitor, home):
    settings = make_settings(mission="Old words")
    tag = visitor.get(ADDRESS).headers["ETag"]
    assert visitor.get(ADDRESS, if_none_match=tag).status == 304
    settings.mission = "A draft"
    settings.save_revision()
    assert visitor.get(ADDRESS, if_none_match=tag).status == 304
    # Something public that it does not tell of: worked out anew, and still the same.
    make_page(type(home), home.get_root(), title="Elsewhere", slug="elsewhere")
    assert visitor.get(ADDRESS, if_none_match=tag).status == 304
    settings.get_latest_revision().publish()
    answer = visitor.get(ADDRESS, if_none_match=tag)
    assert (answer.status, json.loads(answer.body)["mission"]) == (200, "A draft")
    tag = answer.headers["ETag"]
    make_participant("megara")
    answer = visitor.get(ADDRESS, if_none_match=tag)
    assert json.loads(answer.body)["counts"]["participants"]["count"] == 1
    SiteSettings.objects.all().delete()
    assert json.loads(visitor.get(ADDRESS).body)["mission"] == ""


def test_head_says_what_get_says_without_a_body(visitor, home):
    answer = visitor.get(ADDRESS)
    head = visitor.get(ADDRESS, method="HEAD")
    assert (head.status, head.raw) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]
    assert visitor.get(ADDRESS, method="HEAD", if_none_match=head.headers["ETag"]).status == 304


def test_languages_are_answers_of_their_own(visitor, home, french_home):
    english, french = visitor.get(ADDRESS), visitor.get("/api/v2/site/?locale=fr")
    assert english.headers["ETag"] != french.headers["ETag"]
    assert visitor.get("/api/v2/site/").body == english.body


def test_refusal_is_no_document(visitor, home):
    answer = visitor.get("/api/v2/site/?locale=xx")
    assert answer.status == 400
    assert "ETag" not in answer.headers
    assert json.loads(answer.body)["message"].startswith("locale:")
