"""The sentence of a country page that says who takes part."""

import pytest
from django.utils.translation import override

from alliance_pages.models import CountryPage
from alliance_pages.models.countries import MOST_IN_WORDS, who_takes_part
from tests.factories import make_many_participants, make_page, make_participant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "names", "sentence"),
    [
        ("en", [], "No city or region of this country takes part at present."),
        ("en", ["Tivat"], "1 city or region of this country takes part in the Alliance: Tivat."),
        (
            "en",
            ["Lille", "Lyon", "Metz"],
            "3 cities and regions of this country take part in the Alliance: Lille, Lyon and Metz.",
        ),
        ("fr", [], "Aucune ville ni région de ce pays ne participe actuellement."),
        (
            "fr",
            ["Lille", "Lyon"],
            "2 villes et régions de ce pays participent à l’Alliance\xa0: Lille et Lyon.",
        ),
    ],
)
def test_few_are_named_in_the_grammar_of_the_language(language, names, sentence):
    with override(language):
        assert who_takes_part(len(names), names) == sentence


def test_many_are_counted():
    with override("en"):
        sentence = who_takes_part(1234, ["Lille"] * 48)
    assert sentence == "1,234 cities and regions of this country take part in the Alliance."
    with override("fr"):
        assert who_takes_part(MOST_IN_WORDS + 1, ["Lille"] * 6).startswith("6 villes et régions de")


def test_page_and_api_say_the_same_and_only_of_those_that_take_part(client, api, country_index):
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    nobody = "No city or region of this country takes part at present."
    assert nobody in client.get(page.url).content.decode()
    make_participant("megara", country="GR")
    make_participant("lyon", country="FR")
    make_participant("volos", country="GR", is_public=False)
    one = "1 city or region of this country takes part in the Alliance: Megara."
    html = client.get(page.url).content.decode()
    assert one in html
    assert nobody not in html
    assert api(f"pages/{page.pk}/")[1]["participants_sentence"] == one


@pytest.mark.parametrize("count", [3, 60])
def test_sentence_costs_no_query_of_its_own_however_many_there_are(
    client, country_index, django_assert_max_num_queries, count
):
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    make_many_participants(count)
    client.get(page.url)
    with django_assert_max_num_queries(8):
        client.get(page.url)
