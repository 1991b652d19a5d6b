"""The same sending is taken in once, and nobody sends without measure."""

import json

import pytest

from participants.applications.submission.form import ApplicationForms
from participants.applications.submission.rates import (
    SENT_BY_EMAIL,
    SENT_FROM_ADDRESS,
    TooManyError,
)
from participants.applications.submission.submission import KeyReusedError, letter_sent_with, send
from participants.models import Application
from tests.participants.applications.submission.filled import filled, letter, measure
from tests.participants.applications.submission.letter_files import pdf
from tests.participants.race.service import make_service, own_database

pytestmark = pytest.mark.django_db


def checked(files=None, **changes) -> ApplicationForms:
    forms = ApplicationForms(filled([measure()], **changes), files)
    assert forms.is_valid(), forms.errors
    return forms


def test_sending_keeps_an_unconfirmed_application_and_asks_to_confirm(mailoutbox):
    sent = send(checked(), key="one", address="192.0.2.1")
    assert sent.is_new
    assert (sent.application.state, sent.application.confirmed_at) == ("unconfirmed", None)
    [mail] = mailoutbox
    assert mail.to == ["eleni@megara.example.org"]
    assert "/en/application/confirm/" in mail.body


def test_mail_is_written_in_the_language_of_correspondence(mailoutbox):
    send(checked(language="fr"), key="one", address="192.0.2.1")
    assert "/fr/application/confirm/" in mailoutbox[0].body


@pytest.mark.parametrize("file", [letter, lambda: letter("letter.pdf", pdf())])
def test_same_sending_is_taken_in_once(mailoutbox, file):
    first = send(checked({"letter": file()}), key="one", address="192.0.2.1")
    again = send(checked({"letter": file()}), key="one", address="192.0.2.1")
    assert (again.application, again.is_new) == (first.application, False)
    assert len(mailoutbox) == 1


def test_key_is_not_taken_for_another_content():
    send(checked(), key="one", address="192.0.2.1")
    with pytest.raises(KeyReusedError):
        send(checked(region="Elsewhere"), key="one", address="192.0.2.1")
    with pytest.raises(KeyReusedError):
        send(checked({"letter": letter()}), key="one", address="192.0.2.1")
    assert Application.objects.count() == 1


def test_letter_of_a_sending_is_found_by_its_key_alone():
    send(checked({"letter": letter()}), key="one", address="192.0.2.1")
    assert letter_sent_with("one").read().startswith(b"\x89PNG")
    assert letter_sent_with("two") is None


def test_address_and_email_are_limited_and_nothing_is_kept_beyond():
    for place in range(SENT_BY_EMAIL.limit):
        send(checked(), key=str(place), address=f"192.0.2.{place}")
    with pytest.raises(TooManyError) as caught:
        send(checked(contact_email="ELENI+x@megara.example.org"), key="x", address="192.0.2.9")
    assert 0 < caught.value.retry_after <= SENT_BY_EMAIL.window.total_seconds()
    for place in range(SENT_FROM_ADDRESS.limit):
        mail = f"someone{place}@example.org"
        send(checked(contact_email=mail), key=f"a{place}", address="192.0.2.77")
    with pytest.raises(TooManyError):
        send(checked(contact_email="new@example.org"), key="y", address="192.0.2.77")
    assert Application.objects.count() == SENT_BY_EMAIL.limit + SENT_FROM_ADDRESS.limit


@pytest.mark.service
def test_clicks_at_the_same_moment_make_one_application(tmp_path):
    with own_database("alliance_sending") as database_url:
        service = make_service(tmp_path, database_url)
        outcome = json.loads(
            service.run("-m", "tests.participants.applications.submission.sending_race")
        )
    assert outcome == {"applications": 1, "told": 1, "new": 1, "mails": 1}
