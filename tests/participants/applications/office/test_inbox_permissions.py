"""Who may open what of the inbox: every address, by everybody who could try."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import get_resolver, reverse

from participants.applications import transitions as steps
from participants.models import Application, ApplicationMessage
from tests.factories import make_admin, make_application, make_participant
from tests.participants.applications.office.inbox import LIST, sign_in, step_url

pytestmark = pytest.mark.django_db

EVERYBODY = (None, "Editors", "Moderators", "Accession officers", "admin")
VIEWERS = ("Moderators", "Accession officers", "admin")
DECIDERS = ("Accession officers", "admin")
PREFIX = "participants_application"
EMAIL = "eleni@megara.example.org"

# By the name of each route: who may open it with GET and with POST; an empty tuple where nobody
# may, since the route does not know the method.
MATRIX = {
    f"{PREFIX}_modeladmin_index": (VIEWERS, ()),
    f"{PREFIX}_modeladmin_inspect": (VIEWERS, ()),
    f"{PREFIX}_modeladmin_history": (VIEWERS, ()),
    f"{PREFIX}_assign": (DECIDERS, DECIDERS),
    f"{PREFIX}_ask": (DECIDERS, DECIDERS),
    f"{PREFIX}_note": (DECIDERS, DECIDERS),
    f"{PREFIX}_decline": (DECIDERS, DECIDERS),
    f"{PREFIX}_accept": (DECIDERS, DECIDERS),
    f"{PREFIX}_reverse": (DECIDERS, DECIDERS),
    f"{PREFIX}_publish": ((), VIEWERS),
    f"{PREFIX}_letter": (DECIDERS, ()),
    f"{PREFIX}_person": (DECIDERS, DECIDERS),
    f"{PREFIX}_person_export": ((), DECIDERS),
    f"{PREFIX}_person_erase": ((), DECIDERS),
}


def routes_of_the_inbox():
    """Return the names of all routes below the inbox's address in the admin."""

    def below(resolver, prefix):
        for entry in resolver.url_patterns:
            path = prefix + str(entry.pattern).lstrip("^")
            if hasattr(entry, "url_patterns"):
                yield from below(entry, path)
            else:
                yield path, entry.name

    found = below(get_resolver(), "")
    return {name for path, name in found if path.startswith("admin/participants/application")}


def test_matrix_has_every_route():
    assert routes_of_the_inbox() == set(MATRIX)


def address_of(name, application):
    takes_key = not name.startswith(f"{PREFIX}_person") and not name.endswith("_index")
    return reverse(name, args=[application.pk] if takes_key else [])


def is_let_in(response):
    """Tell whether somebody came to a page, and was not sent away from it."""
    if response.status_code == 302:
        return response["Location"].startswith(LIST)
    return response.status_code == 200


def come_as(client, django_user_model, who):
    if who == "admin":
        client.force_login(make_admin("boss"))
    elif who:
        sign_in(client, django_user_model, who)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_route_opens_for_those_alone_who_may(client, django_user_model, name, who):
    application = make_application()
    come_as(client, django_user_model, who)
    address = address_of(name, application)
    readers, writers = MATRIX[name]
    assert is_let_in(client.get(address)) == (who in readers)
    answers = {"text": "x", "reason": "x", "email": EMAIL, "when": "", "officer": ""}
    assert is_let_in(client.post(address, answers)) == (who in writers)


@pytest.mark.parametrize("who", [None, "Editors", "Moderators"])
def test_nothing_is_changed_or_sent_by_those_who_may_not(
    client, django_user_model, mailoutbox, who
):
    application = make_application()
    before = Application.objects.values().get()
    come_as(client, django_user_model, who)
    answers = {"text": "x", "reason": "x", "email": EMAIL, "agreed": "yes", "when": "2014"}
    for name in MATRIX:
        client.get(address_of(name, application))
        client.post(address_of(name, application), answers)
    assert Application.objects.values().get() == before
    assert not ApplicationMessage.objects.exists()
    assert not mailoutbox


@pytest.mark.parametrize("step", ["assign", "ask", "note", "decline", "accept", "publish"])
def test_step_needs_a_token_against_forgery(django_user_model, step):
    application = make_application()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_admin())
    assert strict.post(step_url(application, step), {"text": "x"}).status_code == 403


def test_publishing_needs_the_right_to_publish(client, django_user_model):
    application = make_application(
        state="accepted", participant=make_participant("tivat", is_public=False)
    )
    sign_in(client, django_user_model, "Accession officers")
    client.post(step_url(application, "publish"))
    application.participant.refresh_from_db()
    assert not application.participant.live


def test_other_rights_on_applications_open_nothing(client, django_user_model):
    user = sign_in(client, django_user_model, "Editors")
    permissions = Permission.objects.filter(
        codename__in=["add_application", "change_application", "delete_application"]
    )
    assert permissions.count() == 3
    user.user_permissions.add(*permissions)
    assert not is_let_in(client.get(reverse(f"{PREFIX}_modeladmin_index")))


def test_officers_group_decides_and_moderators_view(db):
    may = {
        group.name: set(
            group.permissions.filter(content_type__model="application").values_list(
                "codename", flat=True
            )
        )
        for group in Group.objects.all()
    }
    assert may["Accession officers"] == {"view_application", "decide_application"}
    assert may["Moderators"] == {"view_application"}
    assert may["Editors"] == set()


def test_unknown_keys_tell_nothing_to_those_who_may_not_view(client, django_user_model):
    application = make_application()
    steps.note(application, "x", user=None)
    sign_in(client, django_user_model, "Editors")
    for name in ("inspect", "history"):
        route = f"{PREFIX}_modeladmin_{name}"
        there = client.get(reverse(route, args=[application.pk]))
        missing = client.get(reverse(route, args=[application.pk + 1]))
        assert there.status_code == missing.status_code == 302
        assert there["Location"] == missing["Location"]
