"""Every answer of API v3 is JSON, and says what was wrong with a request."""

import json

import pytest
from django.db import connection
from django.test import Client
from wagtail.api.validators import OrderingValidator

from alliance_pages.models import NewsArticlePage
from participants.models import CreditedImage, Participant
from tests.factories import make_article, make_full_participant, make_image, make_participant

pytestmark = pytest.mark.django_db

SNIPPETS = "snippets/participants.Participant/"


def problem(response):
    assert response["Content-Type"] == "application/problem+json", response.content[:200]
    answer = json.loads(response.content)
    assert answer["status"] == response.status_code
    assert answer["title"]
    return answer


@pytest.fixture
def ask(token):
    """Return a function that gives the response itself."""
    client = Client(raise_request_exception=False)

    def send(method, address, body=b"", content_type="application/json", **headers):
        return client.generic(
            method,
            address,
            body,
            content_type=content_type,
            headers={"Authorization": f"Bearer {token}", **headers},
        )

    return send


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v3/nothing/", 404),
        ("GET", "/api/v3/", 404),
        ("GET", "/api/v3", 404),
        ("GET", "/api/v3/pages/%00/", 404),
        ("GET", "/api/v3/pages/1%00/", 404),
        ("GET", f"/api/v3/pages/{2**63}/", 404),
        ("GET", f"/api/v3/{SNIPPETS}{2**63}/", 404),
        ("GET", f"/api/v3/{SNIPPETS}1_0/", 404),
        ("GET", f"/api/v3/{SNIPPETS}abc/", 404),
        ("PUT", "/api/v3/pages/", 405),
        ("TRACE", "/api/v3/pages/", 405),
        ("POST", "/api/v3/openapi.json", 405),
    ],
)
def test_what_is_not_there_is_a_problem_document(ask, method, address, status):
    response = ask(method, address)
    assert response.status_code == status
    problem(response)
    assert response["Cache-Control"] == "private, no-store"


def test_host_that_is_not_ours_is_a_problem_document(ask):
    assert problem(ask("GET", "/api/v3/pages/", Host="evil.example"))["status"] == 400


@pytest.mark.parametrize(
    "query",
    [
        "no_such_parameter=1",
        "limit=1_0",
        "limit=١",
        "limit=%201%20",
        "limit=1&limit=2",
        f"offset={2**63}",
        "search=a%00b",
        "locale=%00",
        "search=" + "x" * 300,
        "search=" + "a+" * 30,
        "search_operator=foo",
        f"child_of={2**64}",
        "translation_of=null",
    ],
)
def test_unknown_and_unreadable_parameters_are_named(ask, query):
    response = ask("GET", f"/api/v3/pages/?{query}")
    assert response.status_code in {404, 422}, response.content
    assert query.partition("=")[0] in json.dumps(problem(response)) or response.status_code == 404


@pytest.mark.parametrize(
    "query", ["limit=5&offset=0", "search=%22", "search=+", "search=%22megara"]
)
def test_usual_parameters_are_taken(ask, query):
    assert ask("GET", f"/api/v3/pages/?{query}").status_code == 200
    assert ask("GET", f"/api/v3/{SNIPPETS}?{query}").status_code == 200
    assert ask("GET", f"/api/v3/images/?{query}").status_code == 200


def test_no_order_gives_a_row_twice(v3, news_index):
    participants = [make_full_participant("megara"), make_full_participant("cork")]
    make_article(news_index, participants=participants)
    make_image()
    refused, taken = set(), set()
    for address, model in {
        f"{SNIPPETS}?": Participant,
        "pages/?type=alliance_pages.NewsArticlePage&": NewsArticlePage,
        "images/?": CreditedImage,
    }.items():
        orders = OrderingValidator(model=model, fields=[], db_fields_only=True).allowed_fields
        for order in orders:
            status, answer = v3("get", f"{address}order={order}")
            if status == 422:
                assert answer["errors"][0]["loc"] == ["query", "order"]
                refused.add(order)
                continue
            assert status == 200, (address, order)
            keys = [item["id"] for item in answer["items"]]
            assert len(set(keys)) == len(keys) == answer["count"], order
            taken.add(order)
    assert {"texts", "-figures", "themes"} <= refused
    assert {"number", "-country", "date"} <= taken


def test_lists_are_filtered_by_the_fields_that_they_print(v3):
    make_participant("megara", country="GR")
    make_participant("cork", country="IE")
    status, answer = v3("get", f"{SNIPPETS}?country=IE")
    assert (status, answer["count"]) == (200, 1)
    assert v3("get", f"{SNIPPETS}?nonsense=IE")[0] == 422
    assert v3("get", f"{SNIPPETS}?translation_of=null")[0] == 422
    assert v3("get", "images/?author=nobody")[0] == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"kind": NaN}', 400),
        (b'{"x": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b'"x"', 422),
        (b'{"meta": []}', 422),
        (b'{"name_local": "\\u0000"}', 422),
        (b'{"name_local": "\\ud800"}', 422),
        (b'{"latitude": 1e999}', 422),
        (b'{"number": 99999999999999999999}', 422),
        (b'{"no_such_member": 1}', 422),
        (b'{"status": "participant"}', 422),
        (b'{"texts": [{"nam": "Megara"}]}', 422),
    ],
)
def test_bodies_are_read_strictly(ask, body, status):
    response = ask("POST", f"/api/v3/{SNIPPETS}", body)
    assert response.status_code == status, response.content
    problem(response)
    assert not Participant.objects.exists()


@pytest.mark.parametrize("body", [b"null", b""])
def test_a_body_that_is_nothing_is_refused(ask, body, news_index):
    participant = make_participant("megara")
    for method, address in {
        "POST": "pages/",
        "PATCH": f"pages/{news_index.pk}/",
        "post": SNIPPETS,
        "patch": f"{SNIPPETS}{participant.pk}/",
    }.items():
        response = ask(method.upper(), f"/api/v3/{address}", body)
        assert response.status_code == 422, (method, address)
        problem(response)


def test_fault_in_a_body_is_named_at_its_place(v3):
    status, answer = v3("post", SNIPPETS, {"texts": [{"name": "a"}, {"nam": "\x00", "name": "b"}]})
    assert status == 422
    assert [error["loc"] for error in answer["errors"]] == [["body", "texts", 1, "nam"]]


def test_body_must_be_json(ask):
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        response = ask("POST", f"/api/v3/{SNIPPETS}", b"--x", content_type=kind)
        assert response.status_code == 415
        problem(response)


def test_body_that_is_too_large_is_refused(ask, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = ask("POST", f"/api/v3/{SNIPPETS}", b'{"name_local": "' + b"x" * 2000 + b'"}')
    assert response.status_code == 413
    problem(response)


def test_head_and_options_are_answered(ask, client):
    got = ask("GET", "/api/v3/whoami/")
    head = ask("HEAD", "/api/v3/whoami/")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))
    options = ask("OPTIONS", "/api/v3/pages/")
    assert (options.status_code, options.content) == (204, b"")
    assert set(options["Allow"].split(", ")) == {"GET", "POST", "HEAD", "OPTIONS"}
    assert client.options("/api/v3/pages/").status_code == 401


def test_refusal_after_writing_leaves_nothing_behind(ask, monkeypatch, news_index, v3):
    from wagtail.api.v3.routers import pages as router

    article = make_article(news_index)
    monkeypatch.setattr(
        router.Status, "__init__", lambda *_: (_ for _ in ()).throw(OverflowError("after all"))
    )
    before = type(article).objects.count()
    response = ask("POST", f"/api/v3/pages/{article.pk}/actions/copy/", b"{}")
    assert response.status_code == 422
    assert type(article).objects.count() == before


def test_fault_of_ours_is_reported_and_told_as_json(ask, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("zqsecret")

    monkeypatch.setattr("wagtail.api.v3.registry.registry.list_content_types", broken)
    response = ask("GET", "/api/v3/schema/")
    assert response.status_code == 500
    assert "zqsecret" not in json.dumps(problem(response))
    assert "zqsecret" in caplog.text


def test_openapi_document_is_for_anybody_and_is_made_once(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/api/v3/openapi.json", headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 200
    document = response.json()
    assert "/api/v3/snippets/{type}/" in document["paths"]
    assert "AllowAnonymous" not in response.content.decode()
    assert "public" in response["Cache-Control"]
    again = client.get("/api/v3/openapi.json", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.head("/api/v3/openapi.json").status_code == 200
    assert client.get("/api/v3/docs/").status_code == 401


def test_deleting_what_others_need_says_what_they_are(v3, v3_as, news_index):
    megara = make_participant("megara")
    article = make_article(news_index)
    article.related_participants.create(participant=megara)
    article.save()
    status, answer = v3("delete", f"{SNIPPETS}{megara.pk}/")
    assert status == 409, answer
    assert "Megara joins" in json.dumps(answer["errors"], ensure_ascii=False)
    assert Participant.objects.filter(pk=megara.pk).exists()
    assert v3_as("Editors", "delete", f"{SNIPPETS}{megara.pk}/")[0] == 403


def test_draft_that_refers_is_counted_for_who_may_not_see_it(
    keys, news_index, v3_as, django_user_model
):
    from django.contrib.auth.models import Permission

    megara = make_participant("megara")
    draft = make_article(news_index, "Canary in a draft", live=False)
    draft.related_participants.create(participant=megara)
    draft.save()
    viewer = django_user_model.objects.get(username="viewer")
    viewer.user_permissions.add(Permission.objects.get(codename="delete_participant"))
    status, answer = v3_as("viewer", "delete", f"{SNIPPETS}{megara.pk}/")
    assert status == 409
    assert "Canary" not in json.dumps(answer)
    assert "1 more" in json.dumps(answer)
    assert "Canary" in json.dumps(v3_as("superuser", "delete", f"{SNIPPETS}{megara.pk}/")[1])


def test_image_in_use_and_deleted_twice(v3):
    image = make_image()
    make_participant("megara", image=image)
    assert v3("delete", f"images/{image.pk}/")[0] in {204, 409}
    assert connection.is_usable()
