"""Sending an application through the API: what is taken in, and how it is answered."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from wagtail.models import ModelLogEntry

from participants.api.applications.body import largest_document
from participants.applications.submission.letters import MOST_BYTES
from participants.models import Application
from tests.factories import make_admin, make_application, make_participant, make_theme
from tests.participants.applications.api import ADDRESS, elsewhere, example, post, post_parts
from tests.participants.applications.submission.letter_files import jpeg, pdf

pytestmark = pytest.mark.django_db

KEY = "6c2f7b0e-0d0b-4c56-9d0c-2f1f5d1c8a11"


@pytest.fixture(autouse=True)
def theme(db):
    return make_theme()


def test_a_complete_application_is_kept_as_it_was_sent(client):
    answer = post(client, example())
    application = Application.objects.get()
    assert answer.status_code == 201
    assert application.names == {"en": "Megara", "fr": "Mégare"}
    assert (application.population, application.population_year) == (28591, 2011)
    assert (application.roma_population, application.roma_population_basis) == (1800, "unofficial")
    assert application.contact_email == "eleni@example.org"
    [measure] = application.measures.all()
    assert (measure.theme.slug, measure.started_on) == ("housing", "2014-12")


def test_the_answer_tells_the_reference_and_nothing_that_opens_anything(client):
    answer = post(client, example())
    application = Application.objects.get()
    said = answer.json()
    assert set(said) == {"reference", "state", "message"}
    assert (said["reference"], said["state"]) == (application.reference, "unconfirmed")
    assert application.link_secret not in answer.text
    assert "http" not in answer.text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("language", "subject"), [("en", "onfirm"), ("fr", "onfirm")])
def test_the_contact_person_is_asked_to_confirm_the_address(client, mailoutbox, language, subject):
    post(client, example() | {"language": language})
    [mail] = mailoutbox
    assert mail.to == ["eleni@example.org"]
    assert f"/{language}/application/confirm/" in mail.body
    assert subject in mail.subject


def test_null_says_the_same_as_nothing(client):
    nothing = dict.fromkeys(["region", "website", "population", "measures", "letter"])
    document = example("minimal") | nothing
    document["roma_population"]["absence"] = None
    assert post(client, document).status_code == 201
    assert Application.objects.get().population is None


# Letters


def letter_of(client, answer):
    assert answer.status_code == 201, answer.text
    with Application.objects.get().letter.open() as file:
        return file.read()


def test_a_letter_comes_in_base64_within_the_document(client):
    text = base64.b64encode(jpeg()).decode()
    assert letter_of(client, post(client, example() | {"letter": text})).startswith(b"\xff\xd8")


@pytest.mark.parametrize("is_file", [True, False])
def test_a_letter_comes_as_a_part_beside_the_document(client, is_file):
    text = json.dumps(example())
    blob = SimpleUploadedFile("blob", text.encode(), content_type="application/json")
    letter = SimpleUploadedFile("../letter of the mayor.jpg", jpeg())
    answer = post_parts(client, application=blob if is_file else text, letter=letter)
    assert letter_of(client, answer).startswith(b"\xff\xd8")
    assert "mayor" not in Application.objects.get().letter.name


@pytest.mark.parametrize(
    "letter", [base64.b64encode(b"<html>").decode(), base64.b64encode(b"%PDF-1.4").decode(), ""]
)
def test_a_letter_that_is_none_is_told_in_its_place(client, letter):
    answer = post(client, example() | {"letter": letter})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["letter"]


# The request


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_nothing_can_be_read_or_changed(client, method):
    make_application()
    answer = getattr(client, method)(ADDRESS)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST, OPTIONS"
    assert method == "head" or "not allowed" in answer.json()["message"]


@pytest.mark.parametrize("path", ["1/", "find/?id=1", "2026-KQXWTR/"])
def test_no_application_has_an_address(client, path):
    application = make_application()
    for address in (path, f"{application.pk}/", f"{application.reference}/"):
        assert client.get(f"{ADDRESS}{address}").status_code == 404


def test_options_tell_the_methods(client):
    answer = client.options(ADDRESS)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == "POST, OPTIONS"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "text/plain; charset=hex", "", "x"],
)
def test_other_types_are_refused(client, content_type):
    answer = post(client, example(), content_type)
    assert answer.status_code == 415
    assert answer.json()["message"]


@pytest.mark.parametrize("charset", ["utf-16", "hex", "nonsense"])
def test_a_document_is_in_utf_8_whatever_is_said_of_it(client, charset):
    assert post(client, example(), f"application/json; charset={charset}").status_code == 201


def test_too_large_a_document_is_refused_before_it_is_read(client):
    answer = post(client, b" " * (largest_document() + 1))
    assert answer.status_code == 413
    assert answer.json()["message"]


@pytest.mark.parametrize("size", [MOST_BYTES + 1, MOST_BYTES + 4 * 1024 * 1024])
def test_too_large_a_letter_is_refused(client, size):
    letter = SimpleUploadedFile("a.jpg", bytes(size))
    assert post_parts(client, application="{}", letter=letter).status_code == 413


@pytest.mark.parametrize("is_file", [True, False])
def test_too_large_a_document_among_the_parts_is_refused(client, is_file):
    text = " " * (largest_document() + 1)
    part = SimpleUploadedFile("blob", text.encode()) if is_file else text
    assert post_parts(client, application=part).status_code == 413


@pytest.mark.parametrize(("query", "name"), [("?x=1", "x"), ("?locale=de", "locale")])
def test_parameters_are_read_strictly(client, query, name):
    answer = post(client, example(), query=query)
    assert answer.status_code == 400
    assert name in answer.json()["message"]


def test_who_is_signed_in_is_nobody_here():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_admin())
    assert post(client, example(), HTTP_AUTHORIZATION="Bearer x").status_code == 201
    assert ModelLogEntry.objects.get(action__contains="application").user is None


def test_scripts_of_other_origins_may_send(client):
    asked = {
        "Origin": "https://frontend.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,idempotency-key",
    }
    preflight = client.options(ADDRESS, headers=asked)
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    allowed = preflight["Access-Control-Allow-Headers"].lower()
    assert {"content-type", "idempotency-key"} <= set(allowed.split(", "))
    answer = post(client, example(), HTTP_ORIGIN="https://frontend.example.org")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer["Access-Control-Expose-Headers"].split(", ")


# Sending twice, too often, or what is there already


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("letter", [jpeg(), pdf()], ids=["jpeg", "pdf"])
def test_the_same_with_the_same_key_is_taken_in_once(client, mailoutbox, letter, locale):
    document = example() | {"letter": base64.b64encode(letter).decode()}
    first = post(client, document, key=KEY)
    again = post(client, document, key=KEY, query=f"?locale={locale}")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["reference"] == again.json()["reference"]
    assert (Application.objects.count(), len(mailoutbox)) == (1, 1)


def test_another_application_with_the_same_key_is_refused(client):
    post(client, example(), key=KEY)
    answer = post(client, example("minimal"), key=KEY)
    assert answer.status_code == 422
    assert Application.objects.count() == 1


def test_without_a_key_every_sending_is_a_new_one(client):
    answers = [post(client, example()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Application.objects.count() == 2


@pytest.mark.parametrize("key", ["1", "a" * 201, "with a space in it", "clé-de-vingt-lettres", ""])
def test_a_key_that_others_may_have_too_is_refused(client, key):
    answer = post(client, example(), HTTP_IDEMPOTENCY_KEY=key)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["message"]


def test_who_sends_too_much_is_told_when_there_is_room(client):
    address = elsewhere()
    answers = [post(client, b"{}", REMOTE_ADDR=address) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [400] * 60 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    assert post(client, example()).status_code == 201


def test_an_e_mail_address_gets_only_a_few_mails_a_day(client, mailoutbox):
    statuses = [post(client, example()).status_code for _ in range(4)]
    assert statuses == [201, 201, 201, 429]
    assert len(mailoutbox) == 3


def test_members_and_duplicates_are_answered_like_everybody(client):
    new = post(client, example())
    make_participant("megara", number=124, texts={"en": "Megara", "fr": "Mégare"})
    make_application(contact_email="eleni@example.org")
    known = post(client, example())
    assert (new.status_code, known.status_code) == (201, 201)
    assert new.json() | {"reference": ""} == known.json() | {"reference": ""}


# When something else fails


def test_when_no_mail_can_be_sent_nothing_is_kept(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # where nobody listens
    answer = post(client, example())
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "onnection" not in answer.text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "table",
    [
        "participants_sendingrate",
        "participants_application",
        "participants_applicationmeasure",
        "wagtailcore_modellogentry",
    ],
)
def test_when_the_database_cannot_be_written_nothing_is_kept(client, mailoutbox, caplog, table):
    def refuse(execute, sql, *further):
        if sql.startswith(f'INSERT INTO "{table}" '):
            raise OperationalError("attempt to write eleni@example.org to a readonly database")
        return execute(sql, *further)

    with connection.execute_wrapper(refuse):
        answer = post(client, example())
    assert (answer.status_code, set(answer.json())) == (503, {"message"})
    assert int(answer["Retry-After"]) > 0
    assert (Application.objects.count(), len(mailoutbox)) == (0, 0)
    assert "eleni" not in answer.text + caplog.text
    assert "OperationalError" in caplog.text
