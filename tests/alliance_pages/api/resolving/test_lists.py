"""The lists of a page come with the answer for its path."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import CountryPage
from tests.alliance_pages.api.resolving.listed import listed, shown
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_many_participants,
    make_page,
    make_participant,
)

pytestmark = pytest.mark.django_db


def test_pages_that_list_nothing_have_none_and_nobody_has_them_unasked(bilingual, client, lists):
    paths = ("/en/about/", "/en/news/megara-joins/", "/en/join/form/", "/en/participants/feed/")
    for path in paths:
        assert lists(path) == {}
    for query in ({}, {"lists": "false"}):
        assert "lists" not in client.get("/api/v2/resolve/", {"path": "/en/", **query}).json()


def test_bad_values_are_named(client, bilingual, settings):
    for value in ("", "1", "True", "true,false", "\x00"):
        answer = client.get("/api/v2/resolve/", {"path": "/en/", "lists": value})
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("lists: ")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    many = client.get("/api/v2/resolve/", {"path": "/en/news/?a&b&c&d&e&f", "lists": "true"})
    assert (many.status_code, many.json()["message"]) == (400, "path: has too many parameters.")


def test_drafts_and_hidden_pages_are_in_no_list(bilingual, lists, news_index, country_index):
    make_participant("secret", is_public=False, country="GR")
    make_article(news_index, "Secret", slug="secret", live=False)
    make_page(CountryPage, country_index, title="Secret", slug="secret", country="FR", live=False)
    make_page(CountryPage, country_index, title="Greece", country="GR")
    for path in ("/en/", "/en/news/", "/en/countries/", "/en/countries/greece/"):
        assert lists(path), path
    paths = ("/en/", "/en/news/", "/en/participants/", "/en/countries/", "/en/countries/greece/")
    told = json.dumps([lists(path) for path in (*paths, "/en/nothing/?q=secret")])
    assert "megara" in told
    assert "secret" not in told.lower().replace("search=secret", "")


def test_home_and_countries_list_what_their_pages_show(crowd, client, lists, country_index):
    make_page(CountryPage, country_index, title="France", country="FR")
    home = lists("/en/")
    cards = shown(client, "/en/")
    assert listed(home["participants"]) + listed(home["articles"]) == cards
    france = lists("/en/countries/france/")
    assert listed(france["participants"]) == shown(client, "/en/countries/france/")
    assert len(france["places"]["items"]) == len(france["participants"]["items"]) == 2
    assert "figures" in france["participants"]["items"][0]
    assert lists("/en/countries/")["countries"]["items"] == [
        {
            "meta": {"html_url": "/en/countries/france/"},
            "country": {"code": "FR", "name": "France"},
        }
    ]


PROFILE_PARTS = ("timeline", "related", "sharing")


def test_links_are_as_they_were_asked_for(crowd, lists):
    for path in ("/en/", "/en/news/", "/en/participants/", "/en/participants/megara/"):
        relative, full = lists(path), lists(path, links="full")
        for name in relative.keys() - {
            "participants_summary",
            "articles_summary",
            "former",
            "finder",
            *PROFILE_PARTS,
        }:
            links = listed(relative[name])
            assert [f"http://localhost{link}" for link in links] == listed(full[name])
            assert links or "megara" in path
            assert "links=relative" in relative[name]["url"]


def test_lists_are_in_the_language_of_the_path(bilingual, lists):
    assert listed(lists("/fr/les-participants/")["participants"])[0].startswith("/fr/")
    assert "locale=fr" in lists("/fr/actualités/")["articles"]["url"]


def test_answer_names_what_its_lists_depend_on(bilingual, ask):
    def tags(path, lists):
        return set(ask(path, lists=lists).headers["Cache-Tag"].split(","))

    for path, further in (
        ("/en/", {"counts"}),
        ("/en/participants/", {"counts"}),
        ("/en/news/", {"counts"}),
        ("/en/about/", set()),
        # A citation names the day, and others are led to.
        ("/en/participants/megara/", {"counts", "profiles"}),
        ("/en/nothing/?q=megara", {"pages", "participants", "themes"}),
        ("/en/search/?q=megara", {"pages", "documents"}),
    ):
        assert tags(path, "true") - tags(path, "false") == further, path


# What it costs


PATHS = (
    *("/en/", "/en/news/?year=2014", "/en/participants/?kind=city&page=2", "/en/countries/"),
    *("/en/countries/greece/", "/en/participants/megara/", "/en/nothing/?q=place"),
)


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("size", [1, 40])
def test_queries_do_not_grow(bilingual, ask, news_index, country_index, size):
    most = dict(zip(PATHS, (23, 24, 18, 14, 31, 22, 21), strict=True))
    make_page(CountryPage, country_index, title="Greece", country="GR")
    make_many_participants(size)
    for number in range(size):
        place = make_full_participant(f"place-{number}", country="GR", number=None)
        image = make_image(f"Map {number}")
        make_article(news_index, f"Place {number}", lead_image=image, participants=[place])
    found = {}
    for path in PATHS:
        ask(path)
        with CaptureQueriesContext(connection) as asked:
            ask(path)
        found[path] = len(asked)
    assert {path: count for path, count in found.items() if count > most[path]} == {}
