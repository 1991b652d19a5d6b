"""What docs/automation.md says of tokens: what each group's may do, how they end, what is noted."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import APIToken, ModelLogEntry, PageLogEntry

from tests.cms.api_v3.conftest import ask_with
from tests.cms.project.test_docs import DOCS, rows, section
from tests.factories import (
    locale,
    make_admin,
    make_article,
    make_image,
    make_participant,
    picture_file,
)

pytestmark = pytest.mark.django_db

TABLE = rows(section(DOCS / "automation.md", "What a token may do"))
GROUPS = ("Editors", "Moderators", "Accession officers", "superuser")
PARTICIPANTS = "snippets/participants.Participant/"
RIGHTS = {"author": "A", "licence": "CC0-1.0", "source": "B", "alternative_texts": '{"en": "A"}'}


def user_of(users, group):
    if group == "superuser":
        return make_admin()
    user = users.create_user(group.replace(" ", "-"))
    user.groups.add(Group.objects.get(name=group))
    return user


def of_pages(index):
    draft = make_article(index, "Draft", live=False)
    live = make_article(index, "Live")
    index.copy_for_translation(locale("fr"), copy_parents=True)
    new = {
        "meta": {"type": "alliance_pages.NewsArticlePage", "parent_id": index.pk},
        "title": "New",
        "date": "2014",
        "kind": "event",
        "introduction": "A.",
    }
    return {
        "read drafts of pages": [("get", f"pages/{draft.pk}/?version=draft")],
        "make and change pages, copy them for translation": [
            ("post", "pages/", new),
            ("patch", f"pages/{live.pk}/", {"title": "Changed"}),
            ("post", f"pages/{live.pk}/actions/copy_for_translation/", {"locale": "fr"}),
        ],
        "publish, unpublish and delete public pages": [
            ("post", f"pages/{draft.pk}/actions/publish/"),
            ("post", f"pages/{live.pk}/actions/unpublish/"),
            ("delete", f"pages/{live.pk}/"),
        ],
    }


def of_participants():
    draft = f"{PARTICIPANTS}{make_participant('hidden', is_public=False).pk}/"
    public = f"{PARTICIPANTS}{make_participant('public').pk}/"
    texts = [{"locale_id": locale("en").pk, "name": "Tokenville"}]
    return {
        "read drafts of participants": [("get", f"{draft}?version=draft")],
        "make and change participants": [
            ("post", PARTICIPANTS, {"kind": "city", "country": "GR", "texts": texts}),
            ("patch", public, {"website": "https://example.org/"}),
        ],
        "publish, unpublish and delete participants": [
            ("post", f"{draft}actions/publish/"),
            ("post", f"{public}actions/unpublish/"),
            ("delete", public),
        ],
    }


def of_the_site(index):
    redirect = {"old_path": "/x", "redirect_link": "https://example.org/"}
    return {
        "read and change redirects, sites and languages of content": [
            *[("get", "redirects/"), ("post", "redirects/", redirect)],
            *[("get", "sites/"), ("get", "locales/")],
            ("post", "sites/", {"hostname": "a.example", "root_page_id": index.pk}),
        ],
    }


def of_files():
    image = f"images/{make_image().pk}/"
    stored = ContentFile(b"%PDF-1.4", "a.pdf")
    document = f"documents/{get_document_model().objects.create(title='A', file=stored).pk}/"
    return {
        "list images and documents": [("get", "images/"), ("get", "documents/")],
        "add, change and delete images and documents": [
            *[("upload", "images/"), ("upload", "documents/")],
            *[("patch", image, {"author": "B"}), ("delete", image)],
            *[("patch", document, {"title": "B"}), ("delete", document)],
        ],
    }


def upload(key, path):
    fields = {"title": "File", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}
    if path == "images/":
        fields |= RIGHTS | {"file": picture_file()}
    headers = {"Authorization": f"Bearer {key}"}
    return Client().post(f"/api/v3/{path}", fields, headers=headers).status_code


def status_of(key, method, path, *data):
    """Ask, and undo what was done."""
    with transaction.atomic():
        asked = upload(key, path) if method == "upload" else ask_with(key, method, path, *data)[0]
        transaction.set_rollback(True)
    return asked


@pytest.mark.parametrize("group", GROUPS)
def test_token_may_do_what_the_table_says(group, news_index, django_user_model):
    key = APIToken.create_token(user=user_of(django_user_model.objects, group), name="test")[1]
    tried = of_pages(news_index) | of_participants() | of_the_site(news_index) | of_files()
    said = {row[0]: row[1 + GROUPS.index(group)] for row in TABLE}
    assert said.keys() == tried.keys()
    for what, asked in tried.items():
        for request in asked:
            status = status_of(key, *request)
            allowed = {"yes": {200, 201, 204}, "no": {403, 404}}[said[what]]
            assert status in allowed, (group, what, request, status)


@pytest.mark.parametrize(
    "kind",
    [
        *("participants.Theme", "participants.Application", "alliance_pages.AnnouncementTemplate"),
        *("alliance_pages.SiteSettings", "alliance_pages.WithdrawnAddress"),
        *("auth.User", "auth.Group", "delivery.Webhook"),
    ],
)
def test_what_has_no_address_is_opened_by_no_token(v3, kind):
    assert v3("get", f"snippets/{kind}/")[0] in {404, 422}


def test_token_ends_when_it_is_revoked_or_its_user_goes(django_user_model):
    user = user_of(django_user_model.objects, "Editors")
    token, key = APIToken.create_token(user=user, name="test")
    user.set_password("another-password-of-a-test")
    user.save()
    assert ask_with(key, "get", "pages/")[0] == 200
    user.is_active = False
    user.save()
    assert ask_with(key, "get", "pages/")[0] == 401
    user.is_active = True
    user.save()
    assert ask_with(key, "get", "pages/")[0] == 200
    token.revoke()
    assert ask_with(key, "get", "pages/")[0] == 401


def test_token_ends_with_the_key_it_was_made_under(django_user_model, settings):
    user = user_of(django_user_model.objects, "Editors")
    key = APIToken.create_token(user=user, name="test")[1]
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key of a test " * 3
    assert ask_with(key, "get", "pages/")[0] == 401
    settings.SECRET_KEY_FALLBACKS = [former]
    assert ask_with(key, "get", "pages/")[0] == 200


def test_what_a_group_loses_its_tokens_lose(django_user_model):
    hidden = make_participant("hidden", is_public=False)
    user = user_of(django_user_model.objects, "Editors")
    key = APIToken.create_token(user=user, name="test")[1]
    path = f"{PARTICIPANTS}{hidden.pk}/"
    assert ask_with(key, "get", path)[0] == 200
    Group.objects.get(name="Editors").permissions.clear()
    assert ask_with(key, "get", path)[0] in {403, 404}


def test_use_and_writing_are_noted(news_index, django_user_model):
    user = user_of(django_user_model.objects, "Editors")
    token, key = APIToken.create_token(user=user, name="test")
    article = make_article(news_index, "Live")
    assert ask_with(key, "patch", f"pages/{article.pk}/", {"title": "Changed"})[0] == 200
    token.refresh_from_db()
    assert token.last_used_at
    assert PageLogEntry.objects.filter(page=article, action="wagtail.edit").get().user == user


def test_making_renaming_and_revoking_are_noted(admin_client, admin_user, django_user_model):
    user = user_of(django_user_model.objects, "Editors")
    admin_client.post("/admin/api-tokens/new/", {"name": "for letters", "user": user.pk})
    token = APIToken.objects.get(user=user)
    admin_client.post(f"/admin/api-tokens/edit/{token.pk}/", {"name": "for letters and lists"})
    admin_client.post(f"/admin/api-tokens/delete/{token.pk}/")
    token.refresh_from_db()
    assert token.revoked_at
    noted = ModelLogEntry.objects.for_instance(token).order_by("pk")
    assert [(entry.action, entry.user) for entry in noted] == [
        ("wagtail.apitoken.create", admin_user),
        ("wagtail.edit", admin_user),
        ("wagtail.apitoken.revoke", admin_user),
    ]


@pytest.mark.parametrize("group", GROUPS[:-1])
def test_users_make_no_tokens_for_themselves(group, client, django_user_model):
    client.force_login(user_of(django_user_model.objects, group))
    client.post(
        "/admin/api-tokens/new/", {"name": "own", "user": django_user_model.objects.get().pk}
    )
    assert not APIToken.objects.exists()
