"""Two people edit one thing: the second never replaces what the first has saved unseen."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, Revision, Site

from alliance_pages.models import AnnouncementTemplate, HomePage
from cms.delivery.models import Webhook
from participants.editing.together import hold
from participants.models import Theme
from tests.cms.editing.conftest import fresh, opened, send, shown_form, title_field
from tests.factories import make_admin, make_image, make_theme, make_withdrawn

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def newest(thing):
    return getattr(fresh(thing).get_latest_revision_as_object(), title_field(thing))


@pytest.fixture
def second(person):
    return person("sven")


class TestEditorsWithRevisions:
    @pytest.mark.parametrize("action", [None, "publish", "submit"])
    def test_second_save_is_refused_and_kept(self, thing, moderator, second, action):
        field = title_field(thing)
        form, other = opened(moderator, thing), opened(second, thing)
        send(moderator, thing, form, **{field: "By Mona"})
        response = send(second, thing, other, action=action, **{field: "By Sven"})
        assert response.status_code == 409
        assert newest(thing) == "By Mona"
        text = text_of(response)
        assert "Mona saved a newer version (" in text
        label = fresh(thing)._meta.get_field(field).verbose_name.capitalize()
        assert f"Changed there: {label}." in text
        again = shown_form(response)
        assert again[field] == ["By Sven"]
        page = BeautifulSoup(response.content, "html.parser")
        links = [link["href"] for link in page.select(".messages a")]
        assert any("/compare/" in link for link in links)
        for link in links:
            assert second.get(link).status_code == 200
        assert page.select_one("form[data-edit-form]")["data-controller"].find("autosave") == -1

    def test_saving_again_is_refused_until_the_box_is_ticked(self, thing, moderator, second):
        field = title_field(thing)
        form, other = opened(moderator, thing), opened(second, thing)
        send(moderator, thing, form, **{field: "By Mona"})
        response = send(second, thing, other, **{field: "By Sven"})
        again = shown_form(response)
        assert send(second, thing, again).status_code == 409
        box = BeautifulSoup(response.content, "html.parser").select_one("[name=replaced_version]")
        assert (
            box["form"]
            == BeautifulSoup(response.content, "html.parser").select_one("form[data-edit-form]")[
                "id"
            ]
        )
        assert send(second, thing, again, replaced_version=box["value"]).status_code == 302
        assert newest(thing) == "By Sven"

    def test_the_box_is_for_the_version_that_was_told(self, thing, moderator, second, person):
        field = title_field(thing)
        other = opened(second, thing)
        send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
        response = send(second, thing, other, **{field: "By Sven"})
        box = BeautifulSoup(response.content, "html.parser").select_one("[name=replaced_version]")
        third = person("tara")
        send(third, thing, opened(third, thing), **{field: "By Tara"})
        again = shown_form(response)
        refused = send(second, thing, again, replaced_version=box["value"])
        assert refused.status_code == 409
        assert "Tara saved" in text_of(refused)
        assert newest(thing) == "By Tara"

    def test_autosave_is_refused(self, thing, moderator, second):
        field = title_field(thing)
        other = opened(second, thing)
        send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
        response = send(second, thing, other, autosave=True, **{field: "By Sven"})
        assert response.status_code == 409
        answer = response.json()
        assert (answer["success"], answer["error_code"]) == (False, "invalid_revision")
        assert "Mona saved a newer version" in answer["error_message"]
        assert newest(thing) == "By Mona"

    def test_autosaved_words_of_others_are_noticed(self, thing, moderator, second):
        field = title_field(thing)
        form = opened(moderator, thing)
        first = send(moderator, thing, form, autosave=True, **{field: "By Mona"}).json()
        other = opened(second, thing)
        # Autosave writes its revision anew: the key stays the same.
        key = {"overwrite_revision_id": first["revision_id"]}
        later = send(moderator, thing, form, autosave=True, **{field: "By Mona too"}, **key).json()
        assert later["revision_id"] == first["revision_id"]
        response = send(second, thing, other, **{field: "By Sven"})
        assert response.status_code == 409
        assert newest(thing) == "By Mona too"

    def test_own_autosave_is_no_conflict(self, thing, moderator):
        field = title_field(thing)
        form = opened(moderator, thing)
        saved = send(moderator, thing, form, autosave=True, **{field: "By Mona"}).json()
        version = f"{saved['revision_id']}@{saved['revision_created_at']}"
        form = {**form, "loaded_version": version}
        assert send(moderator, thing, form, **{field: "By Mona too"}).status_code == 302
        assert newest(thing) == "By Mona too"

    def test_another_window_of_ones_own_is_told_so(self, thing, moderator):
        field = title_field(thing)
        form, other = opened(moderator, thing), opened(moderator, thing)
        send(moderator, thing, form, **{field: "First window"})
        response = send(moderator, thing, other, **{field: "Second window"})
        assert "You saved a newer version in another window (" in text_of(response)

    def test_wagtails_own_fields_suffice(self, thing, moderator, second):
        field = title_field(thing)
        other = opened(second, thing)
        del other["loaded_version"]
        send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
        assert send(second, thing, other, **{field: "By Sven"}).status_code == 409

    def test_old_version_is_not_brought_back_over_a_new_one(self, thing, moderator, second):
        field = title_field(thing)
        send(moderator, thing, opened(moderator, thing), **{field: "Draft"})
        old = fresh(thing).revisions.order_by("pk").first()
        if hasattr(thing, "snippet_viewset"):
            url = reverse(
                thing.snippet_viewset.get_url_name("revisions_revert"), args=[thing.pk, old.pk]
            )
        else:
            url = reverse("wagtailadmin_pages:revisions_revert", args=[thing.pk, old.pk])
        form = shown_form(second.get(url))
        send(moderator, thing, opened(moderator, thing), **{field: "Newer draft"})
        assert second.post(url, form).status_code == 409
        assert newest(thing) == "Newer draft"
        assert second.post(url, shown_form(second.get(url))).status_code == 302
        assert newest(thing) != "Newer draft"

    def test_thing_that_had_no_revision_yet(self, home, moderator, second):
        Revision.objects.for_instance(home).delete()
        HomePage.objects.update(latest_revision=None)
        form, other = opened(moderator, home), opened(second, home)
        assert form["loaded_version"] == ["none"]
        assert send(moderator, home, form, title="By Mona").status_code == 302
        assert send(second, home, other, title="By Sven").status_code == 409

    def test_publication_in_between_is_no_conflict(self, thing, moderator, second):
        field = title_field(thing)
        send(moderator, thing, opened(moderator, thing), **{field: "By Mona"})
        other = opened(second, thing)
        fresh(thing).latest_revision.publish()
        assert send(second, thing, other, **{field: "By Sven"}).status_code == 302
        assert newest(thing) == "By Sven"

    def test_publication_while_a_save_waits_stays(self, thing, moderator, monkeypatch):
        thing.unpublish()
        field = title_field(thing)
        form = opened(moderator, thing)
        waits = iter([True])

        def hold_after_another(instance):
            if next(waits, False):
                fresh(thing).latest_revision.publish()
            hold(instance)

        monkeypatch.setattr("participants.editing.views.hold", hold_after_another)
        assert send(moderator, thing, form, **{field: "By Mona"}).status_code == 302
        assert fresh(thing).live
        assert newest(thing) == "By Mona"

    def test_unknown_versions_are_conflicts(self, thing, moderator):
        form = opened(moderator, thing)
        for nonsense in ("", "x", "1@never", "99999999999999999999@2026-01-01", "@", "\x00"):
            response = send(moderator, thing, {**form, "loaded_version": nonsense})
            assert response.status_code == 409, nonsense


def make_document():
    from django.core.files.base import ContentFile

    return get_document_model().objects.create(title="Charter", file=ContentFile(b"x", "c.txt"))


def make_translator():
    return get_user_model().objects.create_user(
        "tara", "tara@example.org", "pw", first_name="Tara", last_name="Tern"
    )


ROWS = {
    "theme": (make_theme, "slug", "Slug"),
    "template": (AnnouncementTemplate.objects.first, "title", "Title"),
    "image": (make_image, "title", "Title"),
    "document": (make_document, "title", "Title"),
    "redirect": (
        lambda: Redirect.objects.create(old_path="/old", redirect_link="https://example.org/"),
        "redirect_link",
        "Redirect to any URL",
    ),
    "withdrawn": (lambda: make_withdrawn("/old"), "title", "Title of what was there"),
    "webhook": (
        lambda: Webhook.objects.create(name="Frontend", address="https://93.184.215.14/hook"),
        "name",
        "Name",
    ),
    "site": (Site.objects.get, "site_name", "Site name"),
    "user": (make_translator, "first_name", "First Name"),
    "group": (lambda: Group.objects.create(name="Translators"), "name", "Name"),
}
ADDRESSES = {
    "image": "wagtailimages:edit",
    "document": "wagtaildocs:edit",
    "redirect": "wagtailredirects:edit",
    "webhook": "delivery_webhooks:edit",
    "site": "wagtailsites:edit",
    "user": "wagtailusers_users:edit",
    "group": "wagtailusers_groups:edit",
}


class TestEditorsWithoutRevisions:
    @pytest.fixture(params=ROWS)
    def row(self, request, db):
        make, field, label = ROWS[request.param]
        row = make()
        name = ADDRESSES.get(request.param) or row.snippet_viewset.get_url_name("edit")
        return row, reverse(name, args=[row.pk]), field, label

    def test_second_save_is_refused_kept_and_possible_on_purpose(self, client, row, db):
        thing, url, field, label = row
        mona = make_admin("Mona")
        client.force_login(mona)
        first, second = shown_form(client.get(url)), shown_form(client.get(url))
        mine = "https://example.org/mine" if field == "redirect_link" else "mine"
        yours = mine.replace("mine", "yours")
        assert client.post(url, {**first, field: mine}).status_code == 302
        client.force_login(make_admin("Sven"))
        response = client.post(url, {**second, field: yours})
        assert response.status_code == 409
        text = text_of(response)
        assert "Mona saved a newer version" in text
        assert label in text.partition("Changed there: ")[2].partition(".")[0]
        assert getattr(fresh(thing), field) == mine
        again = shown_form(response)
        assert again[field] == [yours]
        assert client.post(url, again).status_code == 409
        box = BeautifulSoup(response.content, "html.parser").select_one("[name=replaced_version]")
        assert client.post(url, {**again, "replaced_version": box["value"]}).status_code == 302
        assert getattr(fresh(thing), field) == yours

    def test_what_members_of_a_group_may_do_with_pages_is_not_lost(self, client, home):
        group = Group.objects.create(name="Translators")
        url = reverse("wagtailusers_groups:edit", args=[group.pk])
        client.force_login(make_admin())
        form = shown_form(client.get(url))
        access = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page=home, permission=access)
        assert client.post(url, {**form, "name": "Interpreters"}).status_code == 409
        assert group.page_permissions.count() == 1

    def test_other_fields_of_one_form_are_a_conflict_too(self, client, db):
        theme = make_theme()
        url = reverse(theme.snippet_viewset.get_url_name("edit"), args=[theme.pk])
        client.force_login(make_admin())
        first, second = shown_form(client.get(url)), shown_form(client.get(url))
        labels = next(name for name in first if name.startswith("labels"))
        client.post(url, {**first, labels: "Shelter"})
        assert client.post(url, {**second, "slug": "homes"}).status_code == 409
        assert Theme.objects.get(pk=theme.pk).slug == "housing"

    def test_form_without_a_change_in_between_is_saved(self, client, row):
        thing, url, field, _ = row
        client.force_login(make_admin())
        form = shown_form(client.get(url))
        value = "https://example.org/new" if field == "redirect_link" else "new"
        assert client.post(url, {**form, field: value}).status_code == 302
        assert getattr(fresh(thing), field) == value
