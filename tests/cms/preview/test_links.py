"""The list of preview links: editors see and revoke their own, administrators all."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from participants.models import FrontendPreview
from tests.cms.preview.tokens import FRONTEND, preview, token_for
from tests.factories import make_admin, make_participant

pytestmark = pytest.mark.django_db
LIST = "/admin/preview-links/"


@pytest.fixture
def place(settings):
    settings.FRONTEND_PREVIEW_URL = {"": FRONTEND}
    return make_participant("megara")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def people(db):
    users = [get_user_model().objects.create_user(name, password="pw") for name in ("edda", "mona")]
    for user in users:
        user.groups.add(Group.objects.get(name="Editors"))
    return users


def test_editor_sees_and_revokes_own_links(place, people, client):
    edda, mona = people
    own, other = token_for(edda, place), token_for(mona, place)
    browser = signed_in(edda)
    listed = browser.get(LIST).content.decode()
    assert "Megara" in listed
    assert "mona" not in listed
    foreign = FrontendPreview.objects.get(user=mona)
    assert browser.post(f"{LIST}delete/{foreign.pk}/", follow=True).status_code == 404
    assert preview(client, other)[0] == 200
    mine = FrontendPreview.objects.get(user=edda)
    assert browser.get(f"{LIST}delete/{mine.pk}/").status_code == 200
    assert browser.post(f"{LIST}delete/{mine.pk}/").status_code == 302
    assert preview(client, own) == (
        403,
        {"message": "token: has been revoked; open the preview anew."},
    )
    # What is shown next is another link, and the former one stays revoked.
    assert preview(client, token_for(edda, place))[0] == 200
    assert preview(client, own)[0] == 403


def test_administrator_revokes_all_links_and_strangers_none(place, people, client):
    token = token_for(people[0], place)
    link = FrontendPreview.objects.get()
    assert client.get(LIST)["Location"].startswith("/admin/login/")
    stranger = get_user_model().objects.create_user("nobody", password="pw")
    assert signed_in(stranger).post(f"{LIST}delete/{link.pk}/").status_code == 302
    assert preview(client, token)[0] == 200
    admin = signed_in(make_admin())
    assert "edda" in admin.get(LIST).content.decode()
    assert admin.post(f"{LIST}delete/{link.pk}/").status_code == 302
    assert preview(client, token)[0] == 403


def test_list_asks_the_same_for_many_links(place, people, at_most):
    browser = signed_in(people[0])
    for slug in ("tivat", "kotor", "bar"):
        token_for(people[0], make_participant(slug))
    browser.get(LIST)
    with at_most(20):
        browser.get(LIST)
    for number in range(20):
        token_for(people[0], make_participant(f"place-{number}"))
    with at_most(20):
        browser.get(LIST)


def test_menu_has_the_list_where_there_are_frontends(admin_client, settings):
    settings.FRONTEND_PREVIEW_URL = {}
    assert LIST not in admin_client.get("/admin/").content.decode()
    settings.FRONTEND_PREVIEW_URL = {"": FRONTEND}
    assert LIST in admin_client.get("/admin/").content.decode()
