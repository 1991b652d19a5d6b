"""What maps show, and what a profile says of a merger."""

import pytest

from participants.models import MembershipEvent
from participants.registry.totals import MOST_PLACES
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


def test_places_have_what_a_map_shows_without_pages(crowd, api):
    status, answer = api("participants/places/", links="relative", locale="fr")
    assert status == 200
    assert answer["meta"] == {"total_count": len(answer["items"])}
    fields = "_,html_url,locale,name,position"
    asked = {"links": "relative", "locale": "fr", "fields": fields, "limit": 100}
    assert answer["items"] == api("participants/", **asked)[1]["items"]
    assert api("participants/places/", country="FR")[1]["meta"]["total_count"] == 2


def test_too_many_places_are_counted_alone(crowd, api, monkeypatch):
    monkeypatch.setattr("participants.api.endpoint.MOST_PLACES", 3)
    answer = api("participants/places/")[1]
    assert answer["meta"]["total_count"] > 60
    assert answer["items"] == []
    assert len(api("participants/places/", country="FR")[1]["items"]) == 2
    assert MOST_PLACES == 1_000


@pytest.mark.parametrize("name", ["limit", "fields", "after", "order", "facets", "status"])
def test_places_know_the_filters_alone(api, name):
    status, answer = api("participants/places/", **{name: "x"})
    assert status == 400
    assert name in answer["message"]


def test_profile_names_what_it_merged_into(bilingual, ask):
    lyon, draft = make_participant("lyon"), make_participant("draft", is_public=False)
    text = lyon.texts.get()
    text.name = "Lyon Metropolis"
    lyon.texts.add(text)
    lyon.save_revision().publish()
    for slug, successor in (("rhone", lyon), ("hidden", draft)):
        place = make_participant(slug)
        place.events.add(
            MembershipEvent(kind="merged", date="2018", successor=successor, sort_order=9)
        )
        place.save_revision().publish()
    [*_before, event] = ask("/en/participants/rhone/").json()["item"]["events"]
    assert event["successor"] == "lyon"
    assert event["merged_into"] == {
        "id": lyon.pk,
        "meta": {
            "detail_url": f"http://localhost/api/v2/participants/{lyon.pk}/",
            "html_url": "/en/participants/lyon/",
            "locale": "en",
        },
        "slug": "lyon",
        "name": "Lyon Metropolis",
    }
    hidden = ask("/en/participants/hidden/").json()["item"]["events"][-1]
    assert (hidden["successor"], hidden["merged_into"]) == (None, None)
