"""Choosing a participant, from an article or a merger."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Participant
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"wagtailsnippetchoosers_participants_participant:{name}", args=args)


def found(client, **query):
    return [
        str(item) for item in client.get(address("choose_results"), query).context_data["results"]
    ]


class TestFinding:
    @pytest.mark.parametrize(
        "query",
        [
            "Hódmezővásárhely",
            "hodmezovasarhely",
            "HODMEZO",
            "vásárhelykutas",
            "Zwei",
            "134",
            "zwei 134",
            "μεγα",
        ],
    )
    def test_by_any_name_prefix_and_number(self, admin_client, query):
        make_participant(
            "hodmezovasarhely",
            texts={"en": "Hódmezővásárhely", "fr": "Zweinames"},
            name_local="Vásárhelykutas Μέγαρα",
            number=134,
        )
        make_participant("tivat", country="ME", number=13)
        assert found(admin_client, q=query) == ["Hódmezővásárhely"]

    @pytest.mark.parametrize("query", ['"', "(", "*", "roma " * 500])
    def test_odd_searches_find_nothing(self, admin_client, query):
        make_participant("megara")
        assert found(admin_client, q=query) == []

    def test_tells_places_of_the_same_name_apart(self, admin_client):
        make_participant("valencia", texts={"en": "Valencia"}, country="ES", number=7)
        make_participant("valencia-2", texts={"en": "Valencia"}, country="PT", is_public=False)
        text = admin_client.get(address("choose_results")).content.decode()
        cells = re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", text)
        assert cells[:4] == ["7", "Spain", "city", "participant"]
        assert cells[4:] == ["", "Portugal", "city", "participant"]

    def test_chosen_one_is_named(self, admin_client):
        participant = make_participant("megara")
        answer = admin_client.get(address("chosen", participant.pk)).json()
        assert answer["result"]["string"] == "Megara"
        answer = admin_client.get(address("chosen_multiple"), {"id": participant.pk}).json()
        assert [one["string"] for one in answer["result"]] == ["Megara"]


class TestCosts:
    @pytest.mark.parametrize("count", [3, 30])
    def test_the_same_at_any_size(self, admin_client, at_most, count):
        for number in range(count):
            make_participant(f"place-{number}")
        for name in ("choose", "choose_results"):
            admin_client.get(address(name))
            with at_most(12):
                admin_client.get(address(name))


class TestCounts:
    """The paginator remembers its count for as long as the registry stays as it is."""

    @pytest.fixture(params=["chooser", "listing"])
    def count(self, admin_client, request):
        listing = reverse("wagtailsnippets_participants_participant:list")
        path = address("choose_results") if request.param == "chooser" else listing

        def ask(**query):
            context = admin_client.get(path, query).context_data
            name = "results" if request.param == "chooser" else "page_obj"
            return context[name].paginator.count

        return ask

    def test_follow_what_is_added_and_deleted(self, count):
        assert count() == 0
        make_participant("megara")
        assert count() == 1
        make_participant("tivat", country="ME", is_public=False)
        assert (count(), count()) == (2, 2)
        Participant.objects.get(slug="tivat").delete()
        assert count() == 1

    def test_follow_the_search(self, count):
        make_participant("megara")
        make_participant("tivat")
        assert (count(q="meg"), count(q="x"), count(q='"'), count()) == (1, 0, 0, 2)

    def test_follow_the_filter(self, admin_client, count):
        make_participant("megara")
        make_participant("seville", country="ES")
        listing = reverse("wagtailsnippets_participants_participant:list")
        for country, expected in (("ES", 1), ("GR", 1), ("XK", 0)):
            answer = admin_client.get(listing, {"country": country})
            assert answer.context_data["page_obj"].paginator.count == expected
        assert count() == 2

    def test_are_asked_for_once(self, count):
        make_participant("megara")
        count()
        with CaptureQueriesContext(connection) as queries:
            count()
        counting = 'COUNT(*) AS "__count" FROM "participants_participant"'
        assert [query["sql"] for query in queries if counting in query["sql"]] == []


class TestPermissions:
    @pytest.mark.parametrize("name", ["choose", "choose_results", "chosen", "chosen_multiple"])
    def test_closed_to_those_who_may_not_see_the_registry(self, client, django_user_model, name):
        participant = make_participant("canarytown", is_public=False)
        user = django_user_model.objects.create_user("guest", password="pw")
        group = Group.objects.create(name="Admin only")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)
        client.force_login(user)
        path = address(name, *([participant.pk] if name == "chosen" else []))
        response = client.get(
            path, {"id": participant.pk}, headers={"x-requested-with": "XMLHttpRequest"}
        )
        assert response.status_code == 403
        assert "anarytown" not in response.content.decode()
        user.user_permissions.add(Permission.objects.get(codename="view_participant"))
        response = client.get(
            path, {"id": participant.pk}, headers={"x-requested-with": "XMLHttpRequest"}
        )
        assert "anarytown" in response.content.decode()
