"""Sending a report through the API: what is taken in, how it is answered, what is refused."""

import json
from copy import deepcopy

import pytest
from django.db import OperationalError
from django.test import Client

from participants.api.applications.body import largest_document
from participants.api.openapi.sending import EXAMPLES
from participants.applications.submission.rates import REPORTED_FROM_ADDRESS
from participants.corrections import form
from participants.models import CorrectionReport
from tests.factories import make_participant
from tests.participants.applications.api import changed, elsewhere

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v2/corrections/"
KEY = "6c2f7b0e-0d0b-4c56-9d0c-2f1f5d1c8a11"


@pytest.fixture(autouse=True)
def megara(db):
    return make_participant("megara")


def example(name="complete"):
    return deepcopy(EXAMPLES["corrections"][name]["value"])


def post(client, document, content_type="application/json", *, query="", key=None, **extra):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    headers = {"Idempotency-Key": key} if key else {}
    extra.setdefault("REMOTE_ADDR", elsewhere())
    extra["CONTENT_TYPE"] = content_type
    return client.generic("POST", f"{ADDRESS}{query}", body, headers=headers, **extra)


def test_a_complete_report_is_kept_as_it_was_sent(client, megara, mailoutbox):
    document = example()
    answer = post(client, document)
    report = CorrectionReport.objects.get()
    assert answer.status_code == 201
    assert set(answer.json()) == {"reference", "message"}
    assert answer.json()["reference"] == report.reference
    assert answer["Cache-Control"] == "no-store"
    assert (report.participant, report.state, report.language) == (megara, "open", "en")
    assert (report.problem, report.source) == (document["problem"], document["source"])
    assert report.contact_email == document["contact"]["email"]
    assert not mailoutbox


def test_minimum_and_null_are_enough(client):
    nothing = {"correction": None, "source": None, "contact": {"name": None, "email": None}}
    assert post(client, example("minimal")).status_code == 201
    assert post(client, example("minimal") | nothing).status_code == 201


def test_language_is_that_of_the_sentences(client):
    answer = post(client, example(), query="?locale=fr")
    assert "Merci" in answer.json()["message"]
    assert CorrectionReport.objects.get().language == "fr"


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("problem", None, "problem"),
        ("problem", 7, "problem"),
        ("problem", "x" * 5001, "problem"),
        ("problem", "x" * 10_001, "problem"),
        ("problem", "a\x00b", "problem"),
        ("problem", "\ud800", "problem"),
        ("participant", None, "participant"),
        ("participant", "nobody", "participant"),
        ("participant", "hidden", "participant"),
        ("participant", 1, "participant"),
        ("participant", "../megara", "participant"),
        ("contact", "eleni@example.org", "contact"),
        ("contact.email", "nowhere", "contact.email"),
        ("contact.name", "x" * 256, "contact.name"),
        ("contact.fax", "1", "contact.fax"),
        ("note", "mine", "note"),
        ("state", "settled", "state"),
    ],
)
def test_what_is_wrong_is_named(client, place, value, told):
    make_participant("hidden", is_public=False)
    answer = post(client, changed(example(), place, value))
    assert answer.status_code == 400, answer.text
    assert list(answer.json()["errors"]) == [told]
    assert not CorrectionReport.objects.exists()


def test_hidden_and_missing_participants_are_refused_in_the_same_words(client):
    make_participant("hidden", is_public=False)
    answers = [post(client, example() | {"participant": slug}) for slug in ("hidden", "nobody")]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'"x"', b"null", b"[" * 20_000])
def test_what_is_no_document_is_refused_as_a_whole(client, body):
    answer = post(client, body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["correction_report"]


def test_members_given_twice_are_refused(client):
    answer = post(client, b'{"participant": "megara", "problem": "a", "problem": "b"}')
    assert list(answer.json()["errors"]) == ["problem"]


def test_other_bodies_are_refused(client):
    assert post(client, b"x", "text/plain").status_code == 415
    parts = client.post(ADDRESS, {"application": "{}"}, REMOTE_ADDR=elsewhere())
    assert parts.status_code == 415
    assert post(client, b" " * (largest_document() + 1)).status_code == 413


@pytest.mark.parametrize("query", ["?locale=de", "?fields=*", "?locale=fr&locale=en"])
def test_parameters_are_checked(client, query):
    assert post(client, example(), query=query).status_code == 400


def test_the_same_with_the_same_key_is_one_report(client):
    answers = [post(client, example(), key=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    other = post(client, example("minimal"), key=KEY)
    assert other.status_code == 422
    assert CorrectionReport.objects.count() == 1
    assert post(client, example(), key="short").status_code == 400


def test_a_sender_has_a_limit(client):
    for _ in range(REPORTED_FROM_ADDRESS.limit):
        assert post(client, example(), REMOTE_ADDR="192.0.2.5").status_code == 201
    answer = post(client, example(), REMOTE_ADDR="192.0.2.5")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert post(client, example()).status_code == 201


def test_nothing_can_be_read(client):
    post(client, example())
    key = CorrectionReport.objects.get().pk
    for address, status in ((ADDRESS, 405), (f"{ADDRESS}{key}/", 404), (f"{ADDRESS}find/", 404)):
        assert client.get(address).status_code == status


def test_scripts_of_other_origins_may_send(client):
    asked = {"Origin": "https://frontend.example", "Access-Control-Request-Method": "POST"}
    answer = client.options(ADDRESS, headers=asked)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer["Access-Control-Allow-Methods"]
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, example()).status_code == 201


def test_what_cannot_be_kept_can_be_sent_again(client, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OperationalError("canary: eleni@example.org")

    monkeypatch.setattr(form, "log_step", fail)
    answer = post(client, example())
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "canary" not in answer.text + caplog.text
    assert not CorrectionReport.objects.exists()


def test_queries_do_not_grow_with_the_registry(client, django_assert_num_queries):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            post(client, example())
        return len(queries)

    count()
    before = count()
    for number in range(3):
        make_participant(f"other-{number}")
    assert count() == before
