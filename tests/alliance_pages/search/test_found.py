"""What is found, in which order, and how it is marked."""

import logging
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from alliance_pages.search.marking import LONGEST_EXCERPT, excerpt, marked
from alliance_pages.search.question import KINDS
from participants.models import InitiativeText
from tests.alliance_pages.search.conftest import titles
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("megara", "participants", "Megara"),
        ("Μεγαρα", "participants", "Megara"),
        ("MÉG", "participants", "Megara"),
        ("megalopolis", "former_participants", "Megalopolis"),
        ("greece", "countries", "Greece"),
        ("Grèce", "countries", "Greece"),
        ("Ελλάδα", "countries", "Greece"),
        ("ellada", "countries", "Greece"),
        ("the Hellenic Republic", "countries", "Greece"),
        ("Österreich", "countries", None),
        ("support centre", "initiatives", "Support centre"),
        ("advice", "initiatives", "Support centre"),
        ("roma week", "news", "Week of Roma in Megara"),
        ("manush", "terminology", "Sinti"),
        ("travellers", "terminology", "Terminology"),
        ("heritage", "pages", "About us"),
        ("declaration", "documents", "Declaration of mayors"),
        # Typing errors
        ("strasburg", "participants", "Strasbourg"),
        ("innsbruk", "participants", "Innsbruck"),
        ("iraklio", "participants", "Irákleio"),
        ("greese", "countries", "Greece"),
        ("terminolgy", "terminology", "Terminology"),
        ("wek of rmoa", "news", None),
        # No operators
        ('"megara" AND* (NEAR)', "news", None),
        ("megara -week", "news", "Week of Roma in Megara"),
    ],
)
def test_everything_is_found_by_its_words(filled, found, text, kind, first):
    assert next(iter(found(text).get(kind, [])), None) == first


def test_titles_come_before_texts_and_each_kind_is_counted(filled, api):
    _, answer = api("search/", q="megara")
    assert [group["kind"] for group in answer["groups"]] == list(KINDS)
    assert titles(answer)["news"] == ["Week of Roma in Megara", "Older news"]
    assert answer["meta"] == {
        "query": "megara",
        "searched_for": "megara",
        "total_count": sum(group["total_count"] for group in answer["groups"]),
    }


def test_participants_are_those_of_the_finder_in_its_order(filled, api, client):
    for slug, name in (("minor", "Megara Minor"), ("new", "New Megara")):
        make_participant(slug, texts={"en": name}, distinct_from=["megara"])
    _, answer = api("participants/", search="megara")
    [group] = api("search/", q="megara", **{"in": "participants"})[1]["groups"]
    assert group["total_count"] == answer["meta"]["total_count"] == 3
    assert [item["title"] for item in group["items"]] == [item["name"] for item in answer["items"]]


def test_what_was_searched_for_instead_is_said(filled, api, client):
    _, answer = api("search/", q="strasburg")
    assert (answer["meta"]["query"], answer["meta"]["searched_for"]) == ("strasburg", "strasbourg")
    page = BeautifulSoup(client.get("/en/search/?q=strasburg").content, "html.parser")
    assert "Nothing has “strasburg”. This is what has “strasbourg”." in page.main.get_text()


def test_site_and_api_find_the_same(filled, api, client):
    _, answer = api("search/", q="megara", links="relative")
    page = BeautifulSoup(client.get("/en/search/?q=megara").content, "html.parser")
    links = [link["href"] for link in page.select(".found li a")]
    assert links == [item["html_url"] for group in answer["groups"] for item in group["items"]]
    assert [mark.get_text() for mark in page.select(".found__title mark")] == ["Megara"] * 2


def test_initiatives_are_read_in_the_main_language_where_there_is_no_other(filled, found):
    assert found("support", locale="fr")["initiatives"] == ["Support centre"]
    text = InitiativeText.objects.get()
    text.title = "Changed"
    text.save()
    assert found("changed")["initiatives"] == ["Changed"]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Mégare, Μέγαρα", ["megara"], ["Μέγαρα"]),
        ("L’Aquila and aquiline", ["aqui"], ["Aquila", "aquiline"]),
        ("nothing here", ["else"], []),
        ("<b>bold</b> & more", ["b"], ["b", "bold", "b"]),
    ],
)
def test_found_words_are_marked_and_nothing_is_lost(text, terms, expected):
    pieces = marked(text, terms)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_found] == expected


def test_an_excerpt_is_short_and_shows_what_was_found():
    text = "before " * 100 + "needle " + "after " * 100
    pieces = excerpt(text, ["needle"])
    assert [piece.text for piece in pieces if piece.is_found] == ["needle"]
    assert len("".join(piece.text for piece in pieces)) <= LONGEST_EXCERPT + 4
    assert excerpt("", ["needle"]) == []


class TestSuggestions:
    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("meg", "Megara"),
            ("Μέγ", "Megara"),
            ("gre", "Greece"),
            ("wee", "Week of Roma in Megara"),
        ],
    )
    def test_are_names_and_titles(self, filled, api, typed, first):
        _, answer = api("search/suggestions/", q=typed)
        assert answer["items"][0]["title"] == first
        assert len(answer["items"]) <= 8

    def test_are_kept_by_nobody(self, filled, client, caplog):
        caplog.set_level(logging.INFO)
        response = client.get("/api/v2/search/suggestions/?q=secretname")
        assert response["Cache-Control"] == "no-store"
        client.get("/en/search/?q=secretname")
        assert "secretname" not in caplog.text
        assert "/en/search/" in {getattr(record, "path", "") for record in caplog.records}


def at(api, path, **parameters):
    """Return what is at a path, with its lists."""
    query = urlencode({"path": path, "lists": "true", **parameters})
    return api(f"resolve/?{query}")


class TestResolve:
    def test_tells_that_the_search_is_there_with_what_it_finds(self, filled, api):
        status, answer = at(api, "/en/search/?q=megara", links="relative")
        assert (status, answer["kind"], answer["route"]) == (200, "search", "search/")
        assert answer["meta"]["title"].startswith("Search: “megara” – ")
        assert answer["meta"]["robots"] == "noindex"
        _, found = api("search/", q="megara", links="relative")
        url = answer["lists"]["found"].pop("url")
        assert answer["lists"]["found"] == found
        assert url.endswith("/api/v2/search/?links=relative&locale=en&q=megara")

    def test_reads_kind_and_page_as_the_site_does(self, filled, api):
        _, answer = at(api, "/en/search/?q=megara&in=news&page=9")
        [group] = answer["lists"]["found"]["groups"]
        assert (group["kind"], len(group["items"])) == ("news", 2)
        for empty in ("/en/search/", "/en/search/?q=!!!", "/fr/search/?q=+"):
            assert at(api, empty)[1]["lists"] == {}

    def test_site_says_where_the_search_is(self, home, api):
        box = api("site/", links="relative")[1]["search"]
        assert box["html_url"] == "/en/search/"
        assert box["search_url"].endswith("/api/v2/search/")
        assert box["suggestions_url"].endswith("/api/v2/search/suggestions/")


@pytest.mark.parametrize("address", ["/en/search/?q=megara", "/api/v2/search/?q=megara"])
def test_answers_say_what_they_depend_on(filled, client, address):
    tags = client.get(address)["Cache-Tag"].split(",")
    assert {"pages", "participants", "documents"} <= set(tags)
