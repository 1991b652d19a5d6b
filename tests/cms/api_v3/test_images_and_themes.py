"""Images with their rights, and themes by name, in API v3."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participants.models import CreditedImage, Participant
from tests.factories import locale, make_image, make_participant, make_theme, picture_file

pytestmark = pytest.mark.django_db

RIGHTS = {"author": "A. Person", "licence": "CC-BY-4.0", "source": "https://example.org/"}
TEXTS = {"en": "A map of Megara", "fr": "Une carte de Mégare"}


@pytest.fixture
def upload(token):
    def send(**fields):
        picture = SimpleUploadedFile("map.png", picture_file().read(), content_type="image/png")
        response = Client().post(
            "/api/v3/images/",
            {"file": picture, **fields},
            headers={"Authorization": f"Bearer {token}"},
        )
        return response.status_code, response.json()

    return send


def test_image_is_created_and_read_with_its_rights(upload, v3):
    status, answer = upload(title="Map", **RIGHTS, alternative_texts=json.dumps(TEXTS))
    assert status == 201, answer
    assert answer["alternative_texts"] == TEXTS
    _, answer = v3("get", f"images/{answer['id']}/")
    assert {name: answer[name] for name in RIGHTS} == RIGHTS
    assert CreditedImage.objects.get().alternative_texts == TEXTS


def test_rights_are_changed_and_what_is_not_named_stays(v3):
    image = make_image(alternative_texts=TEXTS)
    changed = {"en": "A better text", "fr": "Un meilleur texte"}
    status, answer = v3("patch", f"images/{image.pk}/", {"alternative_texts": changed})
    assert status == 200, answer
    status, answer = v3("patch", f"images/{image.pk}/", {"author": "Somebody else"})
    assert status == 200, answer
    image.refresh_from_db()
    assert image.alternative_texts == changed
    assert image.author == "Somebody else"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"author": ""},
        {"licence": "mine"},
        {"alternative_texts": "text"},
        {"alternative_texts": '{"fr": "Une carte"}'},
        {"alternative_texts": '{"en": "A map", "xx": "?"}'},
        {"alternative_texts": '{"en": 1}'},
        {"alternative_texts": "[]"},
        {"alternative_texts": '{"en": "' + "x" * 600 + '"}'},
        {"nonsense": "1"},
        {"title": "a\x00b"},
    ],
)
def test_incomplete_image_is_refused_and_the_field_named(upload, fields):
    complete = {"title": "Map", **RIGHTS, "alternative_texts": json.dumps(TEXTS)}
    status, answer = upload(**({**complete, **fields} if fields else {"title": "Map"}))
    assert status == 422, answer
    for name in fields or ("author", "licence", "source", "alternative_texts"):
        assert name in json.dumps(answer)
    assert not CreditedImage.objects.exists()


@pytest.mark.parametrize("content", [b"<svg/>", b"half"])
def test_what_is_no_picture_is_refused(v3, token, content):
    if content == b"half":
        whole = picture_file().read()
        content = whole[: len(whole) // 2]
    response = Client(raise_request_exception=False).post(
        "/api/v3/images/",
        {
            "file": SimpleUploadedFile("map.png", content, content_type="image/png"),
            "title": "Map",
            **RIGHTS,
            "alternative_texts": json.dumps(TEXTS),
        },
        headers={"Authorization": f"Bearer {token}"},
    )
    assert response.status_code == 422
    assert "file" in json.dumps(response.json())
    assert v3("post", "images/", {"title": "Map"})[0] in {415, 422}


def test_public_list_of_images_stays_as_it_is(api):
    make_participant("megara", image=make_image())
    status, answer = api("images/", fields="*")
    assert status == 200
    assert answer["items"][0].keys() == {"id", "meta", "title", "width", "height", "rendition"}


def test_themes_are_set_by_name_and_unknown_ones_named(v3):
    make_theme("housing", "Logement")
    participant = make_participant("megara")
    path = f"snippets/participants.Participant/{participant.pk}/"
    status, answer = v3("patch", path, {"themes": ["Housing"]})
    assert status == 200, answer
    assert v3("get", f"{path}?version=draft")[1]["themes"] == ["Housing"]
    status, answer = v3("patch", path, {"themes": ["Housing", "Castles, old", "Moats"]})
    assert status == 422
    assert [error["loc"] for error in answer["errors"]] == [
        ["body", "themes", 1],
        ["body", "themes", 2],
    ]
    assert "Castles, old" in json.dumps(answer)
    assert v3("get", f"{path}?version=draft")[1]["themes"] == ["Housing"]


def test_what_was_read_can_be_sent_back(v3):
    participant = make_participant("megara")
    path = f"snippets/participants.Participant/{participant.pk}/"
    _, read = v3("get", path)
    texts = [{**text, "locale_id": locale().pk} for text in read["texts"]]
    status, answer = v3("patch", path, {"texts": texts, "events": read["events"]})
    assert status == 200, answer
    assert Participant.objects.get().texts.count() == len(texts)
