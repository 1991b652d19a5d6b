"""Mails on their way: offered again while the server is away, given up, never in the log."""

import time
from itertools import pairwise
from threading import Event

import pytest
from django.utils import timezone

from cms.delivery.mail.sending import MOST_REFUSALS, forget_given_up, send_due
from cms.delivery.models import QueuedMail
from cms.delivery.monitoring import backlog
from tests.cms.delivery.mail_server import closed_port, serving_mail
from tests.cms.delivery.mails import let_pass, mail, send

pytestmark = pytest.mark.django_db


def queued():
    return QueuedMail.objects.get()


def seconds_until(moment):
    return (moment - timezone.now()).total_seconds()


def refusing(address, answer="550 No such user"):
    return lambda recipient: answer if recipient == address else "250 OK"


# The server is away


def test_mail_waits_for_a_server_that_is_down(mail_server, settings):
    settings.EMAIL_PORT = port = closed_port()
    for number in range(3):
        mail(subject=f"Receipt {number}")
    send()
    assert set(QueuedMail.objects.values_list("last_error", "attempts")) == {
        ("ConnectionRefusedError", 0)
    }
    with serving_mail(port) as back:
        send()
        assert back.mails == []
        let_pass(seconds=5)
        send()
        assert [one.message["Subject"] for one in back.mails] == [
            "Receipt 0",
            "Receipt 1",
            "Receipt 2",
        ]
        assert back.connections == 1
    assert not QueuedMail.objects.exists()


@pytest.mark.parametrize(
    ("waited", "rest"),
    [({"seconds": 0}, 2), ({"seconds": 40}, 40), ({"hours": 2}, 300), ({"days": 4}, 300)],
)
def test_server_is_left_alone_for_as_long_as_mails_have_waited(mail_server, settings, waited, rest):
    settings.EMAIL_PORT = closed_port()
    mail()
    let_pass(**waited)
    send()
    assert rest - 2 < seconds_until(queued().due_at) < rest + 2


def test_five_days_without_a_server_are_the_end(mail_server, settings):
    settings.EMAIL_PORT = closed_port()
    mail()
    let_pass(days=4, hours=23)
    mail(to="new@megara.example")
    send()
    assert not QueuedMail.objects.given_up().exists()
    let_pass(hours=2)
    send()
    given_up = QueuedMail.objects.given_up().get()
    assert (given_up.recipient, given_up.last_error) == (
        "mayor@megara.example",
        "ConnectionRefusedError",
    )
    let_pass(days=1)
    settings.EMAIL_PORT = mail_server.port
    send()
    assert [one.recipients for one in mail_server.mails] == [["new@megara.example"]]


def test_slow_server_is_waited_for_no_longer_than_the_setting_says(mail_server, settings):
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.to_mail = lambda mail: mail_server.closing.wait(10) and None
    mail()
    began = time.monotonic()
    send()
    assert time.monotonic() - began < 5
    assert (queued().attempts, queued().last_error) == (1, "SMTPServerDisconnected")


@pytest.mark.parametrize("answer", [None, "421 Busy", "450 Later", "451 Later"])
def test_mail_that_is_not_taken_now_is_offered_again(mail_server, answer):
    mail_server.to_mail = lambda mail: answer
    mail()
    send()
    assert 45 < seconds_until(queued().due_at) < 80
    mail_server.to_mail = lambda mail: "250 Queued"
    let_pass(minutes=2)
    send()
    assert not QueuedMail.objects.exists()


def test_repeat_is_known_by_its_message_id(mail_server):
    # The server has the mail, and dies before it has said so.
    mail_server.to_mail = lambda mail: None
    mail()
    send()
    mail_server.to_mail = lambda mail: "250 Queued"
    let_pass(minutes=2)
    send()
    first, second = mail_server.mails
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.raw == second.raw


def test_mails_have_ids_of_their_own(mail_server):
    mail()
    mail()
    send()
    first, second = mail_server.mails
    assert first.message["Message-ID"] != second.message["Message-ID"]


# The server refuses


def test_refused_recipient_holds_up_nobody(mail_server):
    mail_server.to_recipient = refusing("gone@megara.example")
    mail(to="gone@megara.example", cc=["clerk@megara.example"])
    mail(to="other@megara.example")
    send()
    assert [one.recipients for one in mail_server.mails] == [
        ["clerk@megara.example"],
        ["other@megara.example"],
    ]
    assert (queued().recipient, queued().last_error) == (
        "gone@megara.example",
        "SMTPRecipientsRefused 550",
    )


@pytest.mark.parametrize(
    ("part", "error"),
    [("to_recipient", "SMTPRecipientsRefused 554"), ("to_mail", "SMTPDataError 554")],
)
def test_refusal_for_good_is_believed_after_a_few_attempts(mail_server, part, error):
    setattr(mail_server, part, lambda said: "554 Never")
    mail()
    for attempt in range(1, MOST_REFUSALS + 1):
        assert queued().given_up_at is None
        send()
        assert (queued().attempts, queued().last_error) == (attempt, error)
        let_pass(minutes=30)
    assert queued().given_up_at is not None
    setattr(mail_server, part, lambda said: "250 OK")
    send()
    assert QueuedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "answer"), [("to_recipient", "450 Greylisted"), ("to_sender", "550 Not from you")]
)
def test_what_may_change_is_tried_for_five_days(mail_server, part, answer):
    setattr(mail_server, part, lambda said: answer)
    mail()
    for _ in range(9):
        send()
        let_pass(hours=13)
    assert (queued().attempts, queued().given_up_at) == (9, None)
    let_pass(hours=4)
    send()
    assert queued().given_up_at is not None


def test_attempts_become_rarer(mail_server):
    mail_server.to_recipient = refusing("mayor@megara.example", "450 Greylisted")
    mail()
    waits = []
    for _ in range(9):
        send()
        waits.append(seconds_until(queued().due_at))
        let_pass(hours=2)
    assert waits[0] < 80
    assert all(before < after for before, after in pairwise(waits[:6]))
    assert max(waits) < 3600 * 1.2


def test_row_that_nobody_can_read_holds_up_nobody(mail_server):
    QueuedMail.objects.create(recipient="a@megara.example", content="{")
    mail()
    send()
    assert len(mail_server.mails) == 1
    assert queued().last_error == "JSONDecodeError"


def test_it_stops_when_it_is_told_to(mail_server):
    stop = Event()
    mail_server.to_mail = lambda mail: stop.set() or "250 Queued"
    mail()
    mail()
    send_due(stop)
    assert len(mail_server.mails) == QueuedMail.objects.count() == 1


# What was given up


def give_up(server):
    server.to_recipient = lambda address: "550 No such user"
    mail()
    for _ in range(MOST_REFUSALS):
        send()
        let_pass(minutes=30)
    server.to_recipient = lambda address: "250 OK"
    assert QueuedMail.objects.given_up().count() == 1


def test_mail_that_was_given_up_is_forgotten_after_two_weeks(mail_server):
    give_up(mail_server)
    mail(to="waiting@megara.example")
    let_pass(days=13)
    forget_given_up()
    assert QueuedMail.objects.count() == 2
    let_pass(days=1)
    forget_given_up()
    assert queued().recipient == "waiting@megara.example"


def test_mail_tried_again_has_all_its_time_before_it(mail_server):
    give_up(mail_server)
    let_pass(days=6)
    assert QueuedMail.objects.try_again() == 1
    mail_server.to_recipient = lambda address: "550 No such user"
    send()
    assert (queued().given_up_at, queued().attempts) == (None, 1)
    mail_server.to_recipient = lambda address: "250 OK"
    let_pass(minutes=2)
    send()
    assert not QueuedMail.objects.exists()


def test_backlog_tells_what_waits_and_what_was_given_up(mail_server, django_assert_num_queries):
    assert backlog.mail() == backlog.MailBacklog(waiting=0, given_up=0, lag=0, overdue=0)
    give_up(mail_server)
    for number in range(3):
        mail(to=f"{number}@megara.example")
    QueuedMail.objects.waiting().update(due_at=timezone.now())
    let_pass(seconds=90)
    with django_assert_num_queries(1):
        found = backlog.mail()
    assert (found.waiting, found.given_up) == (3, 1)
    assert found.lag == pytest.approx(90, abs=5)
    assert found.overdue == pytest.approx(90, abs=5)


# Privacy


def test_nothing_private_stands_in_the_log(mail_server, settings, caplog):
    caplog.set_level("DEBUG")
    canary = "kanarieka"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = canary
    mail_server.to_recipient = refusing(f"{canary}@megara.example", f"550 <{canary}>: unknown")
    mail(to=f"{canary}@megara.example", subject=canary, body=canary)
    QueuedMail.objects.create(recipient=canary, content=f'{{"subject": {canary}')
    # Without a password it comes as far as the recipient, and with one not so far.
    send()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    for _ in range(MOST_REFUSALS):
        let_pass(hours=1)
        send()
    settings.EMAIL_PORT = closed_port()
    QueuedMail.objects.try_again()
    let_pass(hours=1)
    send()
    for row in QueuedMail.objects.all():
        assert f"Mail {row.pk} will be tried again: " in caplog.text
    for word in ("SMTPNotSupportedError", "SMTPRecipientsRefused 550", "JSONDecodeError"):
        assert word in caplog.text
    assert "away (ConnectionRefusedError), mails that wait: 2" in caplog.text
    assert "is given up" in caplog.text
    assert canary not in caplog.text
    errors = QueuedMail.objects.values_list("last_error", flat=True)
    assert not any(canary in error for error in errors)
