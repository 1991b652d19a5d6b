"""Mails are queued as they will be sent, in the transaction of whoever sends them."""

from email.header import decode_header, make_header
from email.mime.text import MIMEText
from email.utils import parseaddr

import pytest
from django.core.mail import (
    BadHeaderError,
    EmailMessage,
    EmailMultiAlternatives,
    get_connection,
    mail_admins,
    send_mass_mail,
)
from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazystr
from wagtail.admin.mail import send_mail

from cms.delivery.models import QueuedMail
from cms.settings.environment import named_sender
from participants.applications import mails
from tests.cms.delivery.mail_server import closed_port
from tests.cms.delivery.mails import mail, send
from tests.factories import make_admin, make_application

PLACES = "Hódmezővásárhely, Крагујевац, Μέγαρα"
PDF = b"%PDF-1.7\r\n.\r\n\x00\xff\xfe"

pytestmark = pytest.mark.django_db


def taken(server):
    [found] = server.mails
    return found.message


def test_mail_is_queued_without_a_word_to_the_mail_server(mail_server):
    mail()
    assert QueuedMail.objects.count() == 1
    assert mail_server.connections == 0


def test_mail_is_queued_while_the_mail_server_is_down(mail_server, settings):
    settings.EMAIL_PORT = closed_port()
    mail()
    assert QueuedMail.objects.count() == 1


def test_rollback_takes_the_mail_back(mail_server):
    def fail():
        with transaction.atomic():
            mail()
            assert QueuedMail.objects.count() == 1
            raise PermissionError

    with pytest.raises(PermissionError):
        fail()
    send()
    assert mail_server.mails == []


def test_all_mails_say_that_a_program_has_sent_them_and_for_whom(mail_server, settings, client):
    settings.ADMINS = [("Operator", "operator@example.org")]
    admin = make_admin()
    client.post(reverse("wagtailadmin_password_reset"), {"email": admin.email})
    mail_admins("An error", "It happened here.")
    mails.to_office(make_application(), "arrival")
    send_mail("Approval", "A page waits.", ["moderator@example.org"])
    send()
    assert len(mail_server.mails) == 4
    for sent in mail_server.mails:
        assert sent.message["Auto-Submitted"] == "auto-generated"
        name, address = parseaddr(str(sent.message["From"]))
        assert name == "European Alliance of Cities and Regions for Roma Inclusion"
        assert address == "alliance@localhost"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a@example.org", "Alliance"),
        ("Alliance européenne <a@example.org>", "Alliance européenne"),
        ('"Secretariat, office" <a@example.org>', "Secretariat, office"),
    ],
)
def test_sender_has_its_own_name_or_that_of_the_alliance(mail_server, settings, written, name):
    settings.DEFAULT_FROM_EMAIL = named_sender(written, name="Alliance")
    EmailMessage("Receipt", "Thank you.", to=["mayor@megara.example"]).send()
    send()
    assert parseaddr(str(make_header(decode_header(taken(mail_server)["From"])))) == (
        name,
        "a@example.org",
    )


def test_row_goes_when_the_mail_is_sent(mail_server):
    mail()
    send()
    assert len(mail_server.mails) == 1
    assert not QueuedMail.objects.exists()


# What arrives


def test_letters_of_all_alphabets_arrive(mail_server):
    mail(
        to="Πέτρος <petros@megara.example>",
        subject=PLACES,
        body=f"{PLACES}\n.\n",
        cc=["a@b.example"],
    )
    send()
    first, second = mail_server.mails
    assert [first.recipients, second.recipients] == [["petros@megara.example"], ["a@b.example"]]
    for one in (first, second):
        assert one.message["Subject"].strip() == PLACES
        assert one.message.get_content().splitlines() == [PLACES, "."]
        assert one.message["To"] == "Πέτρος <petros@megara.example>"
        assert one.message["Cc"] == "a@b.example"


def test_mail_arrives_byte_for_byte_as_django_would_have_sent_it(mail_server):
    headers = {"Message-ID": "<1@megara.example>", "Date": "Sun, 22 Nov 2026 10:00:00 -0000"}
    message = EmailMessage(
        lazystr(PLACES),
        f"{PLACES}\n" * 50,
        "Office <office@alliance.example>",
        ["a@megara.example"],
        reply_to=["answers@alliance.example"],
        headers={**headers, "Auto-Submitted": "auto-generated", "X-Of": lazystr("us")},
    )
    message.content_subtype = "html"
    message.send()
    send()
    assert mail_server.mails[0].raw == message.message().as_bytes(linesep="\r\n")
    assert mail_server.mails[0].sender == "office@alliance.example"


def test_alternatives_and_attachments_arrive(mail_server):
    message = EmailMultiAlternatives(
        "Letter", "In short", "office@alliance.example", ["a@megara.example"]
    )
    message.attach_alternative(f"<p>{PLACES}</p>", "text/html")
    message.attach("lettre à Крагујевац.pdf", PDF, "application/pdf")
    message.attach("places.csv", PLACES.encode(), "text/csv")
    message.attach(None, b"\x00", "application/octet-stream")
    message.send()
    send()
    arrived = taken(mail_server)
    assert arrived.get_body(("plain",)).get_content().strip() == "In short"
    assert arrived.get_body(("html",)).get_content().strip() == f"<p>{PLACES}</p>"
    letter, places, nameless = arrived.iter_attachments()
    assert (letter.get_filename(), letter.get_content()) == ("lettre à Крагујевац.pdf", PDF)
    assert letter.get_content_type() == "application/pdf"
    assert (places.get_content_type(), places.get_content()) == ("text/csv", PLACES)
    assert nameless.get_content() == b"\x00"


def test_nobody_learns_of_the_hidden_recipients(mail_server):
    mail(cc=["cc@megara.example"], bcc=["hidden@megara.example", "mayor@megara.example"])
    send()
    to, cc, hidden = mail_server.mails
    assert hidden.recipients == ["hidden@megara.example"]
    assert b"hidden" not in to.raw + cc.raw + hidden.raw
    # The same mail for all, by which whoever is reached in two ways knows it.
    assert to.raw == cc.raw == hidden.raw
    assert to.message["Message-ID"].endswith("@alliance.example>")


def test_mail_keeps_the_date_on_which_it_was_queued(mail_server):
    mail()
    queued = QueuedMail.objects.get().content
    send()
    assert taken(mail_server)["Date"] in queued


def test_mail_of_the_administration_is_queued_too(mail_server):
    with transaction.atomic():
        send_mail("Approve", "Please look.", ["a@megara.example"], html_message="<p>Look</p>")
    send()
    assert taken(mail_server)["Auto-Submitted"] == "auto-generated"


# What is not queued


def test_number_of_queued_mails_is_told(mail_server):
    to = ["a@megara.example", "b@megara.example"]
    assert send_mass_mail([("One", "1", None, to), ("Two", "2", None, to[:1])]) == 2
    assert QueuedMail.objects.count() == 3
    assert get_connection().send_messages([EmailMessage("To nobody")]) == 0
    assert QueuedMail.objects.count() == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "Receipt\nBcc: everybody@example.org"},
        {"subject": "Receipt\r\n\r\nAnother body"},
        {"to": "a@megara.example\nBcc: everybody@example.org"},
        {"cc": ["a@megara.example\r\nX: y"]},
        {"reply_to": ["a@megara.example\nX: y"]},
        {"headers": {"X-Reference": "1\nBcc: everybody@example.org"}},
    ],
)
def test_injected_header_is_refused_when_it_is_queued(mail_server, fields):
    with pytest.raises(BadHeaderError):
        mail(**fields)
    assert not QueuedMail.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"bcc": ["a@megara.example\nBcc: everybody@example.org"]}, ValueError),
        ({"bcc": ["unfinished@"]}, ValueError),
        ({"bcc": ["a@megara.example, b@megara.example"]}, ValueError),
        ({"bcc": ["a\0@megara.example"]}, ValueError),
        ({"body": "\ud800"}, UnicodeEncodeError),
        ({"attachments": [MIMEText("a part")]}, TypeError),
        ({"attachments": [("object.bin", object(), "application/x-object")]}, TypeError),
    ],
)
def test_what_could_not_be_sent_is_refused_when_it_is_queued(mail_server, fields, error):
    mail()
    with pytest.raises(error):
        mail(**fields)
    assert QueuedMail.objects.count() == 1
