"""What the API loads of participants: what is asked for, and no more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import HomePage, ParticipantIndexPage
from participants.api.representations import FIELDS
from participants.models import InitiativeText, MembershipEvent, ParticipantText
from tests.databases import taken_back
from tests.factories import (
    make_full_participant,
    make_many_participants,
    make_page,
    make_participant,
)

pytestmark = pytest.mark.django_db

LINK = '<p><a linktype="page" id="{}">read</a></p>'
HOME = 'data-type="alliance_pages.HomePage"'


class TestFields:
    @pytest.fixture(scope="class", params=[{}, {"as_of": "2016-05-01"}], ids=["now", "as_of"])
    def whole(self, request, django_db_setup, django_db_blocker):
        """Return a day, and what is told of a participant when everything is asked for."""
        with taken_back(django_db_blocker):
            home = HomePage.objects.get(locale__language_code="en")
            make_page(ParticipantIndexPage, home, title="Participants")
            make_full_participant("megara", number=124)
            asked = {"fields": "*", **request.param}
            [everything] = Client().get("/api/v2/participants/", asked).json()["items"]
            yield request.param, everything

    @pytest.mark.parametrize("name", FIELDS)
    def test_a_field_alone_is_what_it_is_among_all(self, api, whole, name):
        day, everything = whole
        status, alone = api("participants/", fields=f"_,{name}", **day)
        assert status == 200
        [item] = alone["items"]
        if "meta" in item:
            assert item == {"meta": {name: everything["meta"][name]}}
        else:
            assert item == {name: everything[name]}


def test_only_what_is_asked_for_is_read(client):
    make_full_participant("megara")
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v2/participants/?fields=_,slug")
    [rows] = [entry["sql"] for entry in asked if '"slug"' in entry["sql"]]
    assert "search_text" not in rows
    assert "website" not in rows
    assert not any("participants_participanttext" in entry["sql"] for entry in asked)
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v2/participants/?fields=_,slug,website,name")
    assert any("website" in entry["sql"] for entry in asked)
    assert any("participants_participanttext" in entry["sql"] for entry in asked)


@pytest.mark.parametrize("count", [2, 12])
def test_links_in_texts_are_resolved_together(api, at_most, home, count):
    for place in range(count):
        make_full_participant(f"place-{place}")
    ParticipantText.objects.update(summary=LINK.format(home.pk))
    InitiativeText.objects.update(description=LINK.format(home.pk))
    api("participants/", fields="*")
    with at_most(14):
        _, answer = api("participants/", fields="*")
    for item in answer["items"]:
        for text in (item["summary"], item["initiatives"][0]["description"]):
            assert f'href="http://localhost/en/" {HOME} data-id="{home.pk}"' in text


def test_successor_that_is_a_draft_is_not_told(api):
    hidden = make_participant("hidden", is_public=False)
    shown = make_participant("shown")
    for slug, successor in (("one", hidden), ("two", shown)):
        participant = make_participant(slug)
        MembershipEvent.objects.create(
            participant=participant, kind="merged", date="2018", successor=successor, sort_order=9
        )
    _, answer = api("participants/", fields="_,slug,events")
    told = {item["slug"]: item["events"][-1]["successor"] for item in answer["items"]}
    assert (told["one"], told["two"]) == (None, "shown")


def test_cursor_goes_on_where_a_participant_has_come_before_it(api):
    make_many_participants(6)
    _, first = api("participants/", limit=2)
    after = first["meta"]["next"].partition("after=")[2]
    make_participant("abano")
    _, second = api("participants/", limit=2, after=after, fields="_,slug")
    assert [item["slug"] for item in second["items"]] == ["z-place-2", "z-place-3"]


def test_an_answer_of_more_than_a_megabyte_is_refused(api):
    for place in range(3):
        make_participant(f"place-{place}")
    ParticipantText.objects.update(summary=f"<p>{'Words ' * 60_000}</p>")
    status, answer = api("participants/", fields="*")
    assert status == 400
    assert answer["message"].startswith("limit: ")
    assert api("participants/", fields="*", limit=2)[0] == 200
    assert api("participants/")[0] == 200


def test_key_beyond_every_database_is_not_found(api):
    make_participant("megara")
    assert api(f"participants/{10**30}/")[0] == 404
