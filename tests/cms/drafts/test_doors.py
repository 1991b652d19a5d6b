"""The sweep asks at all addresses there are, and those that guard are what answers."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import resolve
from wagtail.models import Page

from alliance_pages.models import StandardPage
from cms.access import urls as guarded
from tests.cms.drafts.canaries import KINDS, canary, found_in
from tests.cms.drafts.doors import OPEN_ENDED, Doors
from tests.cms.drafts.people import SORTS, make_person
from tests.cms.private_data.routes import Route, routes, text_of
from tests.factories import make_admin, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(made):
    def browser(name):
        client = Client()
        client.force_login(make_person(name, made))
        return client

    return browser


def test_every_route_is_asked(doors):
    asked = {
        address.partition("?")[0]
        for found in (doors.admin(), doors.tokens(), doors.public())
        for address in found
    }
    missing = [
        route.place
        for route in routes()
        if route.place not in OPEN_ENDED
        and not {f"/{route.place % filling}" for filling in doors.fillings(route, most=1)} & asked
    ]
    # Who ends a session or fails on purpose tells nothing.
    assert missing == ["admin/failwhale/", "admin/logout/"]


def test_token_that_looks_like_a_canary_is_none():
    assert found_in(f'value="xBzvDu9yQ{canary("own")}"') == {canary("own")}
    with pytest.raises(LookupError, match="zvdu9y"):
        canary("du")


def test_route_that_is_in_no_list_is_noticed(doors):
    new = Route("admin/secrets/%(secret_id)s/", ["secret_id"], print)
    with pytest.raises(LookupError, match="secret_id"):
        list(doors.fillings(new, most=1))


def test_guards_stand_before_what_they_guard(doors: Doors):
    ours = {route.place for route in routes() if route.answers in _callbacks()}
    assert len(ours) == len(guarded.urlpatterns)
    for route in routes(below="admin/"):
        if route.place in ours:
            for filling in doors.fillings(route, most=1):
                assert resolve(f"/{route.place % filling}").func in _callbacks(), route.place


def test_each_guard_has_an_address_of_wagtail_to_guard():
    places = [route.place for route in routes(below="admin/")]
    ours = {route.place for route in routes(below="admin/") if route.answers in _callbacks()}
    assert {place for place in ours if places.count(place) < 2} == set()


def _callbacks():
    return {pattern.callback for pattern in guarded.urlpatterns}


def test_guards_are_kept_by_no_cache_and_want_somebody_signed_in():
    answer = Client().get("/admin/choose-page/search/?q=zv")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")
    assert "no-cache" in answer.headers["Cache-Control"]


def test_chooser_gives_others_the_published_title(made, signed_in):
    section = made.section.pk
    edited = next(page for page in made.keys["page"] if page.slug == "pedited")
    client = signed_in("edits and publishes the section")
    addresses = (
        f"/admin/choose-page/{edited.get_parent().pk}/",
        "/admin/choose-page/search/?q=Page",
        f"/admin/choose-page/chosen-multiple/?id={edited.pk}",
    )
    for address in addresses:
        told = text_of(client.get(address))
        assert "Page edited" in told, address
        assert found_in(told) <= KINDS["own"], address
    chooser = text_of(client.get(f"/admin/choose-page/{section}/"))
    assert canary("own") in chooser
    admin = Client()
    admin.force_login(make_admin())
    assert canary("edited", "page") in text_of(admin.get(addresses[0]))
    assert canary("edited", "page") in text_of(admin.get(addresses[2]))


@pytest.mark.parametrize("name", ["enters the admin", "edits and publishes the section"])
def test_address_that_is_typed_tells_no_title(made, signed_in, name):
    client = signed_in(name)
    for page in made.keys["page"]:
        form = {"external-link-chooser-url": page.full_url, "external-link-chooser-link_text": "x"}
        answer = client.post("/admin/choose-external-link/", form)
        assert answer.status_code == 200
        assert found_in(text_of(answer)) <= found_in(page.full_url), page
    form = {"external-link-chooser-url": made.section.full_url}
    chosen = text_of(client.post("/admin/choose-external-link/", form))
    assert ('"adminTitle": "Section"' in chosen) is (name != "enters the admin")


def test_refused_form_names_no_page_that_was_sent(made, signed_in):
    client = signed_in("edits and publishes the section")
    own, hidden = made.keys["own"][0], made.keys["page"][0]
    form = {"new_parent_page": hidden.pk, "new_title": "", "new_slug": ""}
    copying = text_of(client.post(f"/admin/pages/{own.pk}/copy/", form))
    assert "A page that you may not see" in copying
    assert found_in(copying) <= KINDS["own"]


def test_who_may_move_a_page_is_asked_and_nobody_else(made, signed_in):
    own, draft = made.keys["own"][0], made.keys["page"][0]
    place = make_page(StandardPage, made.section, title="Other place", slug="other-place")
    # A slug that is in use is told as well, before Wagtail asks.
    make_page(StandardPage, place, title="Twin", slug=draft.slug, live=False)
    moving = f"/admin/pages/{own.pk}/move/{place.pk}/confirm/"
    client = signed_in("edits and publishes the section")
    told = text_of(client.get(moving))
    assert canary("own") in told
    assert "Other place" in told
    stranger = signed_in("enters the admin")
    for address in (
        moving,
        f"/admin/pages/{own.pk}/move/{draft.pk}/confirm/",
        f"/admin/pages/{draft.pk}/move/{place.pk}/confirm/",
    ):
        answer = stranger.get(address, follow=True)
        assert found_in(text_of(answer)) == set(), address
    assert found_in(text_of(client.get(f"/admin/pages/{own.pk}/move/{draft.pk}/confirm/"))) == set()
    assert client.post(moving).status_code == 302
    assert StandardPage.objects.get(pk=own.pk).get_parent().pk == place.pk


def test_bulk_action_names_what_may_be_seen(made, signed_in):
    own, draft = made.keys["own"][0], made.keys["page"][0]
    client = signed_in("adds pages to the section")
    told = found_in(
        text_of(client.get(f"/admin/bulk/wagtailcore/page/delete/?id={own.pk}&id={draft.pk}"))
    )
    assert told == {canary("own")}


def test_translating_asks_for_the_right_to_edit(made, signed_in):
    draft, section = made.keys["page"][0], made.section
    source, of_section = made.keys["translation source"]
    translator = signed_in("translates")
    refused = (
        f"/admin/localize/submit/page/{draft.pk}/",
        f"/admin/localize/update/{source.pk}/",
        f"/admin/localize/update/{of_section.pk}/",
    )
    for address in refused:
        assert found_in(text_of(translator.get(address, follow=True))) == set(), address
    admin = Client()
    admin.force_login(make_admin())
    assert canary("draft", "page") in text_of(admin.get(refused[0]))
    assert canary("french") in text_of(admin.get(refused[2]))
    assert section.title in text_of(admin.get(refused[2]))


def test_translations_are_published_by_who_may_publish_them(
    made, signed_in, django_capture_on_commit_callbacks
):
    of_section, french = made.keys["translation source"][1], made.keys["french"][0]
    address, sent = f"/admin/localize/update/{of_section.pk}/", {"publish_translations": "on"}
    editor = signed_in("edits and publishes the section")
    user = get_user_model().objects.get(pk=editor.session["_auth_user_id"])
    user.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(address, sent).status_code == 302
    assert not Page.objects.get(pk=french.pk).live
    admin = Client()
    admin.force_login(make_admin())
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address, sent)
    assert Page.objects.get(pk=french.pk).live


def test_table_has_every_group_of_the_project():
    assert {group for sort in SORTS.values() for group in sort.groups} == {
        "Editors",
        "Moderators",
        "Accession officers",
    }
