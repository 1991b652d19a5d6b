"""Pages of several types in one list, each with its own fields."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import CountryPage, HomePage, StandardPage
from tests.alliance_pages.api.test_pages import full_article
from tests.factories import make_article, make_image, make_page, make_participant
from tests.paging import page_at, rest_after

pytestmark = pytest.mark.django_db

ARTICLE, COUNTRY = "alliance_pages.NewsArticlePage", "alliance_pages.CountryPage"
BOTH = f"{ARTICLE},{COUNTRY}"


@pytest.fixture
def pages(news_index, country_index):
    """Return an article, a country page and another article, by their keys."""
    megara = make_participant("megara")
    one = full_article(news_index, "One", megara, make_image())
    greece = make_page(CountryPage, country_index, title="Greece", country="GR")
    two = full_article(news_index, "Two", megara, make_image("Other"))
    make_page(StandardPage, news_index.get_parent(), title="About")
    return [one.pk, greece.pk, two.pk]


def items(api, **parameters):
    status, answer = api("pages/", **parameters)
    assert status == 200, answer
    return answer["items"]


def test_each_page_gives_what_it_gives_with_its_type_alone(api, pages):
    found = items(api, type=BOTH, fields="*")
    assert [item["id"] for item in found] == pages
    alone = {
        item["id"]: item
        for kind in (ARTICLE, COUNTRY)
        for item in items(api, type=kind, fields="*")
    }
    assert found == [alone[key] for key in pages]
    assert found[0]["lead_image"]["url"]
    assert found[0]["related_participants"][0]["participant"]["slug"] == "megara"
    assert [item["slug"] for item in found[1]["participants"]] == ["megara"]
    assert "participants" not in found[0]
    assert "lead_image" not in found[1]


def test_named_fields_are_given_by_the_types_that_have_them(api, pages):
    found = items(api, type=BOTH, fields="_,title,country,date")
    assert [[*item] for item in found] == [
        ["title", "date"],
        ["title", "country"],
        ["title", "date"],
    ]
    assert found[1]["country"] == {"code": "GR", "name": "Greece"}
    found = items(api, type=BOTH, fields="_,country")
    assert [[*item] for item in found] == [[], ["country"], []]
    found = items(api, type=BOTH, fields="*,-body,-country")
    assert all("body" not in item and "country" not in item for item in found)
    assert "date" in found[0]


def test_fields_may_be_added_to_those_that_lists_give(api, pages):
    plain = items(api, type=BOTH)
    found = items(api, type=BOTH, fields="date")
    assert [item.pop("date", None) and "date" for item in found] == ["date", None, "date"]
    assert found == plain


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"type": BOTH, "fields": "nonsense"}, "fields: “nonsense”"),
        ({"type": BOTH, "fields": "date,umbrella_term"}, "fields: “umbrella_term”"),
        ({"type": BOTH, "fields": "*,-nonsense"}, "fields: “nonsense”"),
        ({"type": BOTH, "fields": "parent"}, "fields: “parent”"),
        ({"fields": "date"}, "fields: “date”"),
        ({"type": COUNTRY, "fields": "date"}, "fields: “date”"),
        ({"type": BOTH, "country": "GR"}, "unknown query parameter: country"),
        ({"type": BOTH, "theme": "housing"}, "unknown query parameter: theme"),
        ({"type": BOTH, "kind": "event"}, "unknown query parameter: kind"),
        ({"type": BOTH, "order": "date"}, "order: “date”"),
        ({"type": BOTH, "order": "title,country"}, "order: “country”"),
        ({"type": f"{BOTH},nonsense"}, "type: “nonsense” is none of: "),
        ({"type": ""}, "type: “” is none of: "),
        ({"type": ARTICLE.lower()}, f"type: “{ARTICLE.lower()}” is none of: "),
        ({"type": f"{BOTH},"}, "type: “” is none of: "),
    ],
)
def test_what_none_of_the_types_knows_is_refused(api, query, name):
    status, answer = api("pages/", **query)
    assert status == 400
    assert answer["message"].startswith(name)


def test_a_type_named_twice_is_one(api, pages):
    found = items(api, type=f"{ARTICLE},{ARTICLE}", fields="_,id,date")
    assert [item["id"] for item in found] == [pages[0], pages[2]]
    assert all(item["date"] for item in found)


def test_pages_of_a_general_type_give_what_all_pages_have(api, pages):
    found = items(api, type=f"wagtailcore.Page,{ARTICLE}", fields="*", limit=100)
    by_key = {item["id"]: item for item in found}
    assert HomePage.objects.first().pk in by_key
    assert "date" in by_key[pages[0]]
    assert "country" not in by_key[pages[1]]


def test_what_is_not_public_stays_away(api, pages, news_index):
    draft = make_article(news_index, "Draft", live=False)
    keys = [item["id"] for item in items(api, type=BOTH, fields="*")]
    assert draft.pk not in keys
    draft.live = True
    draft.save()
    keys = [item["id"] for item in items(api, type=BOTH, fields="*")]
    assert draft.pk in keys


def test_order_search_and_cursors_go_through_all_types(api, pages):
    question = {"type": BOTH, "fields": "_,id,date,country", "order": "-title", "limit": 1}
    seen, address = page_at("/api/v2/pages/", question)
    assert seen + rest_after(address) == [pages[2], pages[0], pages[1]]
    found = items(api, type=BOTH, search="greece", fields="_,id,country")
    assert {"id": pages[1], "country": {"code": "GR", "name": "Greece"}} in found


def test_each_page_is_in_its_own_language(api, pages, french_home):
    article = make_article(french_home, "Nouvelles", date="2014-03-01")
    found = items(api, type=BOTH, fields="_,id,date", locale="fr")
    assert [(item["id"], item["date"]["display"]) for item in found] == [
        (article.pk, "1er mars 2014")
    ]


@pytest.mark.parametrize(
    "fields", ["*", "_,id,date,related_participants", "_,id,body,participants"]
)
def test_queries_grow_with_the_types_and_not_with_the_pages(news_index, country_index, fields):
    countries = iter(("GR", "FR", "RS", "ES", "IT", "PT", "HU", "RO", "BG", "CZ"))

    def add(count):
        for _ in range(count):
            country = next(countries)
            participant = make_participant(f"place-{country.lower()}", country=country)
            make_page(CountryPage, country_index, title=country, country=country)
            full_article(news_index, f"News of {country}", participant, make_image(country))

    def queries():
        question = {"type": BOTH, "fields": fields, "limit": 100}
        page_at("/api/v2/pages/", question)
        with CaptureQueriesContext(connection) as asked:
            keys, _ = page_at("/api/v2/pages/", question)
        return len(keys), len(asked)

    add(2)
    few, cost = queries()
    add(8)
    many, cost_of_many = queries()
    assert (few, many) == (4, 20)
    assert cost_of_many == cost <= 21
