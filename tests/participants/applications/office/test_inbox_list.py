"""The list of applications in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_admin, make_application
from tests.participants.applications.office.inbox import LIST, sign_in

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.now() - timedelta(days=days, hours=1)


def listed(client, **question):
    """Return the names of the applications in the list, in their order."""
    response = client.get(LIST, question)
    assert response.status_code == 200
    return [application.name_local for application in response.context_data["object_list"]]


@pytest.fixture
def five(admin_client):
    """Make applications of various states, each named after what it is."""
    officer = make_admin("officer")
    for name, fields in {
        "fresh": {"confirmed_at": days_ago(1), "kind": "city", "country": "HU"},
        "old": {"confirmed_at": days_ago(40), "state": "in_review", "assigned_to": officer},
        "asked": {"confirmed_at": days_ago(100), "state": "question_asked"},
        "accepted": {
            "confirmed_at": days_ago(300),
            "state": "accepted",
            "decided_at": days_ago(290),
        },
        "declined": {
            "confirmed_at": days_ago(200),
            "state": "declined",
            "decided_at": days_ago(190),
        },
    }.items():
        make_application(name_local=name, **fields)
    make_application(name_local="unconfirmed", is_confirmed=False)
    return officer


def test_what_waits_longest_comes_first_and_unconfirmed_ones_never(admin_client, five):
    assert listed(admin_client) == ["old", "fresh", "asked", "declined", "accepted"]


def test_list_says_what_an_officer_needs_to_choose(admin_client, five):
    page = admin_client.get(LIST, {"state": "in_review"}).content.decode()
    for words in ("Megara", "Greece", "municipality", "in review", ">40<", "officer"):
        assert words in page


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ({"state": "waiting"}, ["old", "fresh"]),
        ({"state": "accepted"}, ["accepted"]),
        ({"state": "unconfirmed"}, []),
        ({"state": "nonsense"}, []),
        ({"age": "7"}, ["old"]),
        ({"age": "90"}, []),
        ({"age": "nonsense"}, []),
        ({"country": "HU"}, ["fresh"]),
        ({"kind": "city"}, ["fresh"]),
        ({"assigned": "me"}, []),
        ({"assigned": "nobody", "state": "waiting"}, ["fresh"]),
        ({"assigned": "nonsense"}, []),
    ],
)
def test_filters_narrow_the_list(admin_client, five, question, names):
    assert listed(admin_client, **question) == names


def test_officer_finds_what_is_assigned_to_them(client, five):
    client.force_login(five)
    assert listed(client, assigned="me") == ["old"]


class TestSearch:
    @pytest.mark.parametrize("words", ["Hódmező", "hodmezo", "HODMEZO", "μεγαρ", "megar", "mega"])
    def test_finds_names_without_regard_to_accents_case_and_script(self, admin_client, words):
        make_application(names={"en": "Hódmezővásárhely"}, name_local="Μέγαρα")
        make_application(names={"en": "Tivat"}, name_local="Tivat")
        assert listed(admin_client, q=words) == ["Μέγαρα"]

    def test_finds_a_reference(self, admin_client):
        application = make_application(name_local="wanted")
        make_application()
        assert listed(admin_client, q=application.reference.lower()) == ["wanted"]

    @pytest.mark.parametrize(
        "words", ["eleni", "eleni@megara.example.org", "22960", "Stamoulis", '"', "%", "x" * 5000]
    )
    def test_finds_nobody_by_the_data_of_persons(self, admin_client, words):
        make_application()
        assert listed(admin_client, q=words) == []

    def test_spaces_find_all(self, admin_client):
        make_application()
        assert len(listed(admin_client, q="  ")) == 1


@pytest.mark.parametrize(
    "parameter",
    ["contact_email__startswith", "contact_name", "messages__text__contains", "link_secret", "x"],
)
def test_no_other_parameter_asks_for_what_the_list_does_not_show(
    client, django_user_model, parameter
):
    application = make_application()
    sign_in(client, django_user_model, "Moderators")
    whole = listed(client)
    assert listed(client, **{parameter: "e"}) == whole == [application.name_local]


@pytest.mark.parametrize(
    "question", [{"p": "0"}, {"p": "-1"}, {"p": "9" * 30}, {"p": "x"}, {"o": "-99.x.0"}, {"o": ""}]
)
def test_odd_questions_are_answered(admin_client, question):
    make_application()
    assert listed(admin_client, **question)


def test_list_can_be_sorted_by_age(admin_client, five):
    assert listed(admin_client, o="5")[0] == "fresh"
    assert listed(admin_client, o="-5")[0] == "accepted"


def test_queries_do_not_grow_with_the_list(admin_client, five, at_most):
    listed(admin_client)
    with at_most(17):
        listed(admin_client)
    for number in range(12):
        make_application(measures=[], assigned_to=five, name_local=f"n{number}")
    with at_most(17):
        listed(admin_client)


def test_home_says_how_many_wait_and_leads_to_them(admin_client, five):
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "2 applications waiting" in page
    assert f'href="{LIST}?state=waiting"' in page


def test_home_tells_nobody_else(client, django_user_model):
    make_application()
    sign_in(client, django_user_model, "Editors")
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "waiting" not in page
    assert LIST not in page


def test_groups_can_be_given_the_two_permissions_that_there_are(admin_client):
    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "Can decide on applications" in page
    assert "add_application" not in page
