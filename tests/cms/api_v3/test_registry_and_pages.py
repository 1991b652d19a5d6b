"""API v3: for authenticated work only; participants and pages can be read and written there."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver
from wagtail.models import APIToken, Locale

from alliance_pages.models import HomePage, NewsArticlePage
from participants.models import Participant
from tests.factories import make_article, make_full_participant, make_participant

pytestmark = pytest.mark.django_db

SNIPPETS = "/api/v3/snippets/participants.Participant/"


def v3_addresses():
    """Return a concrete address for every route of API v3."""
    [resolver] = [entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/v3/"]
    addresses = []
    for entry in resolver.url_patterns:
        path = str(entry.pattern)
        for placeholder in ("<type>", "<str:type>", "<name>"):
            path = path.replace(placeholder, "participants.Participant")
        while "<" in path:
            path = path[: path.index("<")] + "1" + path[path.index(">") + 1 :]
        addresses.append(f"/api/v3/{path}")
    return [address for address in addresses if address != "/api/v3/openapi.json"]


@pytest.mark.parametrize("address", v3_addresses())
def test_every_route_answers_401_without_a_token(client, address):
    for method in ("get", "post", "patch", "delete", "head", "options"):
        response = getattr(client, method)(address)
        assert response.status_code == 401, (method, address)
        assert response["Cache-Control"] == "private, no-store"
        assert response["Vary"] == "Authorization"


def test_routes_include_the_documentation():
    addresses = v3_addresses()
    assert "/api/v3/docs/" in [address.rstrip("/") + "/" for address in addresses]
    assert len(addresses) > 30


def test_session_and_wrong_token_are_no_key(client, admin_client):
    assert admin_client.get("/api/v3/pages/").status_code == 401
    for header in ("Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer \x00"):
        response = client.get("/api/v3/pages/", headers={"Authorization": header})
        assert response.status_code == 401


def test_answers_with_a_token_are_not_kept(client, token):
    response = client.get("/api/v3/whoami/", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "Authorization" in response["Vary"]


def test_participant_with_everything_is_read(v3):
    participant = make_full_participant()
    status, answer = v3("get", f"snippets/participants.Participant/{participant.pk}/")
    assert status == 200
    assert answer["figures"][0]["basis"] == "unofficial"
    assert answer["texts"][0]["name"] == "Megara"
    assert answer["status"] == "participant"


def test_draft_participant_is_created_changed_and_published(v3):
    english = Locale.objects.get(language_code="en").pk
    status, answer = v3(
        "post",
        "snippets/participants.Participant/",
        {
            "kind": "city",
            "country": "GR",
            "name_local": "Μέγαρα",
            "texts": [{"locale_id": english, "name": "Megara"}],
            "events": [{"kind": "admitted", "date": "2014"}],
        },
    )
    assert status == 201, json.dumps(answer)
    participant = Participant.objects.get()
    assert (participant.live, participant.slug) == (False, "megara")
    path = f"snippets/participants.Participant/{participant.pk}/"
    status, answer = v3("patch", path, {"website": "https://example.org/"})
    assert status == 200, answer
    status, answer = v3("get", f"{path}?version=draft")
    assert answer["website"] == "https://example.org/"
    assert v3("post", f"{path}actions/publish/")[0] == 200
    assert Participant.objects.public().get().status == "participant"


def test_rules_hold_for_api_writes(v3):
    english = Locale.objects.get(language_code="en").pk
    base = {"kind": "city", "country": "GR", "texts": [{"locale_id": english, "name": "Megara"}]}
    for changes, word in (
        ({"country": "ZZ"}, "ZZ"),
        ({"latitude": "38"}, "come together"),
        ({"events": [{"kind": "withdrawn", "date": "2014"}]}, "cannot follow"),
        ({"figures": [{"measure": "roma_population", "value": 1, "is_shown": True}]}, "rests on"),
        ({"texts": []}, "main language"),
    ):
        status, answer = v3("post", "snippets/participants.Participant/", {**base, **changes})
        assert status == 422, (changes, answer)
        assert word in json.dumps(answer, ensure_ascii=False)
    assert not Participant.objects.exists()


def test_participant_that_was_never_admitted_is_not_published_by_api(v3):
    participant = make_participant("megara", joined=None, is_public=False)
    path = f"snippets/participants.Participant/{participant.pk}/actions/publish/"
    status, answer = v3("post", path)
    assert status == 422, answer
    assert not Participant.objects.get().live


def test_user_without_the_right_may_not_write(client, django_user_model):
    editor = django_user_model.objects.create_user("guest", password="pw")
    editor.groups.add(Group.objects.create(name="Nobody"))
    key = APIToken.create_token(user=editor, name="x")[1]
    draft = make_participant("canarytown", is_public=False)
    headers = {"Authorization": f"Bearer {key}"}
    for address in (SNIPPETS, f"{SNIPPETS}{draft.pk}/"):
        response = client.get(address, headers=headers)
        assert response.status_code == 403
        assert "canary" not in response.content.decode()


def test_article_is_written_and_read_with_its_participants(v3, news_index):
    megara = make_participant("megara")
    status, answer = v3(
        "post",
        "pages/",
        {
            "meta": {"type": "alliance_pages.NewsArticlePage", "parent_id": news_index.pk},
            "title": "Megara joins",
            "date": "2014-12",
            "kind": "accession",
            "introduction": "Welcome.",
            "body": [{"type": "paragraph", "value": "<p>Hi<script>alert(1)</script></p>"}],
            "related_participants": [{"participant_id": megara.pk, "role": "announces_accession"}],
        },
    )
    assert status == 201, json.dumps(answer)
    article = NewsArticlePage.objects.get()
    assert (article.live, article.date) == (False, "2014-12")
    assert article.related_participants.get().participant == megara
    assert "script" not in str(article.body)
    status, answer = v3("get", f"pages/{article.pk}/?version=draft")
    assert status == 200
    assert answer["title"] == "Megara joins"


def test_every_page_type_is_read(v3, news_index, country_index, participant_index):
    make_article(news_index)
    status, answer = v3("get", "pages/")
    assert status == 200
    for page in answer["items"]:
        assert v3("get", f"pages/{page['id']}/")[0] == 200, page
    assert len(answer["items"]) >= HomePage.objects.count() + 4


def test_schema_is_valid_json_with_a_token(v3):
    status, answer = v3("get", "openapi.json")
    assert status == 200
    assert "/api/v3/snippets/{type}/" in answer["paths"]
