"""Search text of any kind finds something or nothing, on both databases and for every model."""

import pytest
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.search.utils import parse_query_string

from participants.models import CreditedImage
from participants.registry.search_backend import searchable_query, searchable_text
from tests.factories import make_article, make_image

pytestmark = pytest.mark.django_db

TYPED = [
    "",
    '"',
    'a"b',
    '"a b',
    "\x00",
    "a\x00b",
    " \t\n\u00a0",
    "*",
    "a*",
    "AND",
    "a OR",
    "NEAR(a b)",
    "^title:{a} (b",
    "- a -",
    "a\\",
    "l''é' \\'",
    "%s a%d %",
    "a:* & b | !c <-> d",
    "\ud800",
    "a\ud83d b",
    "\u200b😀",
    "x" * 100_000,
    " ".join(f"w{place}" for place in range(500)),
    " ".join(f"w{place}" for place in range(5000)),
    '"' * 1000,
]


@pytest.mark.parametrize("text", TYPED, ids=lambda text: ascii(text[:12]))
def test_every_model_can_be_searched_for_any_text(news_index, text):
    make_article(news_index)
    backend = get_search_backend()
    for operator in (None, "and", "or"):
        parsed = parse_query_string(text, operator=operator)[1]
        for model in get_indexed_models():
            for search in (backend.search, backend.autocomplete):
                found = search(text, model, operator=operator)
                assert len(found) == found.count()
                assert len(search(parsed, model.objects.all())) >= 0


@pytest.mark.parametrize(
    "text", ["Map", '"Map', 'Map"', "- Map *", "Map\x00", "map \ud800", " Map ( ", "^Map:"]
)
def test_what_is_around_a_word_does_not_hide_it(text):
    image = make_image("Map of Megara")
    backend = get_search_backend()
    assert list(backend.search(text, CreditedImage)) == [image]
    assert list(backend.autocomplete(text, CreditedImage)) == [image]
    assert list(backend.search(f"{text} elsewhere", CreditedImage, operator="and")) == []


@pytest.mark.parametrize("text", ['"', " ", "***", "\x00", "( ) - :", "\ud800"])
def test_text_without_a_word_finds_nothing(text):
    make_image("Map")
    for operator in ("and", "or"):
        assert list(get_search_backend().search(text, CreditedImage, operator=operator)) == []


def test_words_keep_what_belongs_to_them():
    assert (
        searchable_text("  L'Aquila  saint-denis 50% Μέγαρα ") == "L'Aquila saint-denis 50% Μέγαρα"
    )
    assert searchable_text("x" * 600) == "x" * 500
    assert len(searchable_text("a " * 40).split()) == 20


def test_combined_queries_lose_only_what_has_no_word():
    empty = PlainText(" ")
    assert searchable_query(And([empty, Phrase('"')])) is None
    assert repr(searchable_query(Or([empty, PlainText("a", operator="or")]))) == repr(
        PlainText("a", operator="or")
    )
    assert searchable_query(Not(empty)) is MATCH_ALL
    assert repr(searchable_query(And([Phrase('a "b'), PlainText("c")]))) == repr(
        And([Phrase("a b"), PlainText("c")])
    )
