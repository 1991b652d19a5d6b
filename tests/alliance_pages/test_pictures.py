"""Files of pictures: under names that nobody guesses, while something public shows them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from alliance_pages.models import StandardPage
from participants.models import CreditedImage, Participant
from tests.factories import make_image, make_page, make_participant

pytestmark = pytest.mark.django_db


def addresses(image):
    return [image.file.url, image.get_rendition("width-100").url]


def statuses(client, image):
    return {client.get(address).status_code for address in addresses(image)}


def make_user(django_user_model, *permissions, groups=(), name="reader"):
    user = django_user_model.objects.create_user(name, password="four-words-in-a-row")
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    for group in groups:
        user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_names_cannot_be_guessed(db):
    one, other = make_image("Mayor"), make_image("Mayor")
    names = {image.file.name for image in (one, other)}
    assert len(names) == 2
    for name in names:
        folder, _, rest = name.partition("/")
        stem, _, ending = rest.partition(".")
        assert (folder, ending) == ("original_images", "png")
        assert len(stem) >= 20
    rendition = one.get_rendition("width-100")
    stem = one.file.name.removeprefix("original_images/").removesuffix(".png")
    assert rendition.file.name.startswith(f"images/{stem}.")


def test_picture_of_a_draft_is_served_once_it_is_public_and_not_a_moment_longer(client):
    image = make_image()
    participant = make_participant("hidden", is_public=False, image=image)
    assert statuses(client, image) == {404}
    participant.save_revision().publish()
    assert statuses(client, image) == {200}
    participant.refresh_from_db()
    participant.unpublish()
    assert statuses(client, image) == {404}


def test_unused_deleted_and_expired_are_not_served(client):
    unused, expired, deleted = make_image("a"), make_image("b"), make_image("c")
    make_participant("expired", image=expired)
    make_participant("deleted", image=deleted)
    assert statuses(client, expired) == statuses(client, deleted) == {200}
    past = timezone.now() - timezone.timedelta(days=1)
    Participant.objects.filter(slug="expired").update(expire_at=past)
    Participant.objects.get(slug="deleted").delete()
    assert (
        statuses(client, unused) == statuses(client, expired) == statuses(client, deleted) == {404}
    )


def test_private_collection_stays_private(client):
    image = make_image()
    make_participant("megara", image=image)
    assert statuses(client, image) == {200}
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    CreditedImage.objects.filter(pk=image.pk).update(collection=collection)
    assert statuses(client, image) == {404}


def test_reader_of_a_page_with_a_password_sees_its_pictures_and_documents(client, home):
    image = make_image()
    document = get_document_model().objects.create(
        title="Letter", file=ContentFile(b"text", name="letter.txt")
    )
    html = f'<p><a linktype="document" id="{document.pk}">letter</a></p>'
    page = make_page(
        StandardPage, home, title="Inside", body=[("paragraph", html), ("image", {"image": image})]
    )
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="open sesame"
    )
    assert statuses(client, image) == {404}
    assert client.get(document.url).status_code == 404
    client.post(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk]),
        {"password": "open sesame", "return_url": page.url},
    )
    assert "letter" in client.get(page.url).content.decode()
    assert statuses(client, image) == {200}
    assert client.get(document.url).status_code == 200
    answer = client.get(image.file.url)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize(
    ("permissions", "groups", "status"),
    [
        ((), (), 404),
        (("wagtailadmin.access_admin",), (), 404),
        ((), ("Editors",), 200),
        ((), ("Moderators",), 200),
    ],
)
def test_drafts_pictures_and_documents_are_for_who_works_with_them(
    django_user_model, permissions, groups, status
):
    client = signed_in(make_user(django_user_model, *permissions, groups=groups))
    image = make_image()
    make_participant("hidden", is_public=False, image=image)
    document = get_document_model().objects.create(
        title="Letter", file=ContentFile(b"text", name="letter.txt")
    )
    assert statuses(client, image) == {status}
    assert client.get(document.url).status_code == status


def test_browser_keeps_a_public_picture_and_a_shared_cache_only_where_it_is_told(client, settings):
    image = make_image()
    make_participant("megara", image=image)
    for address in addresses(image):
        answer = client.get(address)
        control = answer["Cache-Control"]
        assert {"public", "max-age=31536000", "immutable", "s-maxage=0"} == set(control.split(", "))
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again["Cache-Control"]) == (304, control)
        assert client.head(address).status_code == 200
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "x"}}
    assert "s-maxage=3600" in client.get(image.file.url)["Cache-Control"]
    assert client.post(image.file.url).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["images/", "images/nothing.png", "original_images/../db.sqlite3", "documents/letter.txt", "a"],
)
def test_other_files_have_no_address(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_costs_the_same_however_much_is_shown(client, at_most, count):
    image = make_image()
    for place in range(count):
        make_participant(f"place-{place}", image=image)
    address = image.get_rendition("width-100").url
    with at_most(5):
        assert client.get(address).status_code == 200
