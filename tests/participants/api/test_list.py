"""The participants' list, detail and find, as a frontend uses them."""

import pytest

from tests.factories import (
    make_full_participant,
    make_many_participants,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db


def test_list_gives_what_identifies_a_participant(api, participant_index):
    make_participant("megara", number=124, name_local="Μέγαρα")
    status, answer = api("participants/")
    assert status == 200
    assert answer["meta"] == {"total_count": 1, "next": None}
    [item] = answer["items"]
    assert item["number"] == 124
    assert item["country"] == {"code": "GR", "name": "Greece"}
    assert item["joined_on"] == {"date": "2014", "precision": "year", "display": "2014"}
    assert item["meta"]["html_url"].endswith("/en/participants/megara/")
    assert item["meta"]["detail_url"].endswith(f"/api/v2/participants/{item['id']}/")


def test_detail_gives_figures_only_with_their_basis(api):
    participant = make_full_participant()
    _, answer = api(f"participants/{participant.pk}/")
    figure = next(item for item in answer["figures"] if item["measure"] == "roma_population")
    assert figure["value"] == 1800
    assert (figure["basis"], figure["year"]) == ("unofficial", 2014)
    assert figure["display"].startswith("about 1,800 (unofficial data, 2014, ")


def test_french_answer_says_which_words_are_missing(api):
    participant = make_participant("tivat", country="ME")
    _, answer = api(f"participants/{participant.pk}/", locale="fr")
    assert answer["meta"]["requested_locale"] == "fr"
    assert answer["meta"]["locale"] == "en"
    assert answer["country"]["name"] == "Monténégro"


def test_french_figure_is_written_in_french(api):
    participant = make_full_participant()
    _, answer = api(f"participants/{participant.pk}/", locale="fr", fields="_,figures,name")
    figure = next(item for item in answer["figures"] if item["measure"] == "roma_population")
    assert figure["display"].startswith("environ 1\u202f800 (données non officielles, 2014, ")
    assert answer["name"] == "Megara (fr)"


def test_image_leaves_as_rendition_with_credit(api):
    participant = make_full_participant()
    _, answer = api(f"participants/{participant.pk}/", fields="_,image")
    image = answer["image"]
    assert image["url"].startswith("http")
    assert image["url"].endswith(".webp")
    assert (image["alt"], image["width"], image["height"]) == ("A map", 640, 400)
    assert image["credit"]["author"] == "Alliance CMS project"


def test_find_redirects_by_slug_and_by_number(api, client):
    participant = make_participant("hódmezővásárhely", country="HU", number=99)
    for parameters in ({"slug": "hódmezővásárhely"}, {"number": "99"}, {"id": participant.pk}):
        response = client.get("/api/v2/participants/find/", parameters)
        assert response.status_code == 302
        assert response["Location"].endswith(f"/api/v2/participants/{participant.pk}/")


def test_find_keeps_the_other_parameters(client):
    make_participant("megara")
    response = client.get("/api/v2/participants/find/", {"slug": "megara", "locale": "fr"})
    assert response["Location"].endswith("?locale=fr")


def test_filters_narrow_the_list(api):
    housing = make_theme("housing")
    make_participant("megara", country="GR", kind="city", themes=[housing])
    make_participant("andalusia", country="ES", kind="region", joined="2015-06")
    make_participant("gone", country="FR", joined="2013-05-02")

    def slugs(**parameters):
        status, answer = api("participants/", **parameters)
        assert status == 200, answer
        return [item["slug"] for item in answer["items"]]

    assert slugs(country="GR,ES") == ["andalusia", "megara"]
    assert slugs(kind="region") == ["andalusia"]
    assert slugs(theme="housing") == ["megara"]
    assert slugs(joined_after="2014-01-01", joined_before="2014-12-31") == ["megara"]
    assert slugs(status="participant", order="-joined_on") == ["andalusia", "megara", "gone"]
    assert slugs(status="withdrawn") == []
    assert slugs(order="-name", limit=1, offset=1) == ["gone"]


@pytest.mark.parametrize("query", ["hodmezovasarhely", "HÓDMEZŐVÁSÁRHELY", "hódmező", "Hodmezo"])
def test_search_does_not_mind_accents_and_case(api, query):
    make_participant("hodmezovasarhely", texts={"en": "Hódmezővásárhely"}, country="HU")
    make_participant("megara")
    assert api("participants/", search=query)[1]["meta"]["total_count"] == 1


@pytest.mark.parametrize("query", ["μεγαρα", "Μέγαρα", "megara", "mégare", "124"])
def test_search_finds_any_name_in_any_script(api, query):
    make_participant(
        "megara", number=124, name_local="Μέγαρα", texts={"en": "Megara", "fr": "Mégare"}
    )
    make_participant("kragujevac", name_local="Крагујевац", country="RS")
    _, answer = api("participants/", search=query)
    assert [item["slug"] for item in answer["items"]] == ["megara"]


def test_fields_choose_what_is_given(api):
    make_participant("megara")
    assert api("participants/", fields="_,slug,id")[1]["items"][0].keys() == {"id", "slug"}
    assert "number" not in api("participants/", fields="-number")[1]["items"][0]
    assert "figures" in api("participants/", fields="*")[1]["items"][0]


@pytest.mark.parametrize("count", [3, 300])
def test_list_with_all_fields_costs_the_same_at_any_size(api, at_most, participant_index, count):
    # What comes first in the list has everything; the rest makes the registry long.
    for place in range(min(count, 20)):
        make_full_participant(f"a-place-{place:02}")
    make_many_participants(count - 20)
    api("participants/", fields="*", limit=20)  # makes the renditions
    with at_most(12):
        status, answer = api("participants/", fields="*", limit=20)
    assert status == 200
    assert len(answer["items"]) == min(count, 20)
    assert answer["meta"]["total_count"] == count
    assert all(item["image"] and item["figures"] for item in answer["items"])
