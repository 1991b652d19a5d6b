"""Entity tags of API v3: a client changes only the version that it has read."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import APIToken

from tests.cms.editing.conftest import address, fresh, opened, send, title_field, title_of
from tests.factories import make_admin, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(db):
    return APIToken.create_token(user=make_admin("robot"), name="test")[1]


@pytest.fixture
def ask(token):
    def ask(method, url, data=None, token=token, **headers):
        return Client().generic(
            method,
            url,
            json.dumps(data) if data is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", **headers},
        )

    return ask


def body(thing, text, **meta):
    name = thing._meta.label
    return {"meta": {"type": name, **meta}, title_field(thing): text}


def newest(thing):
    return getattr(fresh(thing).get_latest_revision_as_object(), title_field(thing))


def test_tag_of_what_was_read_lets_change_it(thing, ask):
    read = ask("GET", address(thing))
    tag = read["ETag"]
    assert tag.startswith('"')
    response = ask("PATCH", address(thing), body(thing, "New"), **{"If-Match": tag})
    assert response.status_code == 200, response.content
    assert newest(thing) == "New"
    assert response["ETag"] not in ("", tag)
    assert response["ETag"] == ask("GET", address(thing))["ETag"]
    # The new tag lets go on without reading again.
    again = {"If-Match": response["ETag"]}
    assert ask("PATCH", address(thing), body(thing, "Newer"), **again).status_code == 200


def test_old_tag_is_refused_and_says_who_changed_what(thing, ask, moderator):
    tag = ask("GET", address(thing))["ETag"]
    field = title_field(thing)
    send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
    response = ask("PATCH", address(thing), body(thing, "By the robot"), **{"If-Match": tag})
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    answer = response.json()
    told = " ".join(error["msg"] for error in answer["errors"])
    assert "Mona saved a newer version (" in told
    assert "Changed there: " in told
    assert newest(thing) == "By Mona"
    assert response["ETag"] == ask("GET", address(thing))["ETag"]


@pytest.mark.parametrize("path", ["actions/publish/", "actions/unpublish/", ""])
def test_other_writes_are_held_to_the_tag(thing, ask, moderator, path):
    tag = ask("GET", address(thing))["ETag"]
    send(moderator, thing, opened(moderator, thing), **{title_field(thing): "By Mona"})
    before = title_of(thing)
    method = "POST" if path else "DELETE"
    response = ask(method, address(thing) + path, {} if path else None, **{"If-Match": tag})
    assert response.status_code == 409
    assert title_of(thing) == before
    assert fresh(thing).live
    now = ask("GET", address(thing))["ETag"]
    response = ask(method, address(thing) + path, {} if path else None, **{"If-Match": now})
    assert response.status_code in (200, 204)


def test_weak_and_foreign_tags_do_not_match(thing, ask):
    tag = ask("GET", address(thing))["ETag"]
    for wrong in (f"W/{tag}", '"1@x"', '"none"', "nonsense", '""', '"a", "b"'):
        response = ask("PATCH", address(thing), body(thing, "New"), **{"If-Match": wrong})
        assert response.status_code == 409, wrong
    for right in (f'"a", {tag}', "*"):
        response = ask("PATCH", address(thing), body(thing, "New"), **{"If-Match": right})
        assert response.status_code == 200, right


def test_without_a_tag_only_the_named_fields_are_changed(thing, ask, moderator):
    field = title_field(thing)
    send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
    other = "website" if field == "name_local" else "title"
    value = "https://example.org/" if other == "website" else "Another title"
    data = {"meta": {"type": thing._meta.label}, other: value}
    assert ask("PATCH", address(thing), data).status_code == 200
    assert newest(thing) == "By Mona"


def test_images_have_tags_too(ask, db):
    image = make_image()
    url = f"/api/v3/images/{image.pk}/"
    tag = ask("GET", url)["ETag"]
    image.title = "Changed"
    image.save()
    assert ask("DELETE", url, **{"If-Match": tag}).status_code == 409
    assert ask("DELETE", url, **{"If-Match": ask("GET", url)["ETag"]}).status_code == 204


def test_who_may_not_change_it_does_not_learn_who_did(thing, ask, moderator, django_user_model):
    tag = ask("GET", address(thing))["ETag"]
    send(moderator, thing, opened(moderator, thing), **{title_field(thing): "By Mona"})
    guest = django_user_model.objects.create_user("guest", password="pw")
    poor = APIToken.create_token(user=guest, name="test")[1]
    response = ask("PATCH", address(thing), body(thing, "x"), token=poor, **{"If-Match": tag})
    assert response.status_code in (403, 404)
    assert b"Mona" not in response.content
    assert "ETag" not in response
    # Whoever may change it learns it.
    guest.groups.add(Group.objects.get(name="Moderators"))
    response = ask("PATCH", address(thing), body(thing, "x"), token=poor, **{"If-Match": tag})
    assert (response.status_code, b"Mona" in response.content) == (409, True)


def test_editor_notices_what_the_api_has_saved(thing, ask, moderator):
    form = opened(moderator, thing)
    ask("PATCH", address(thing), body(thing, "By the robot"))
    response = send(moderator, thing, form, **{title_field(thing): "By Mona"})
    assert response.status_code == 409
    assert "robot saved a newer version" in response.content.decode()


def test_lists_and_missing_things_have_no_tag(ask, db):
    assert "ETag" not in ask("GET", "/api/v3/pages/")
    for missing in ("/api/v3/pages/999999/", "/api/v3/snippets/participants.Participant/9/"):
        assert "ETag" not in ask("GET", missing)
