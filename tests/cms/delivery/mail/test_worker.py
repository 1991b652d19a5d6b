"""Mails and tasks at the deliverer: in threads of their own, by one deliverer only."""

import time
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from cms.delivery import scheduled_tasks as tasks
from cms.delivery.models import Change, QueuedMail, State, WebhookMessage
from cms.delivery.outbox.locks import FileLock, delivery_lock
from tests.cms.delivery.delivering import delivering, eventually
from tests.cms.delivery.hooks import make_change, make_webhook
from tests.cms.delivery.mails import mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def alone(database_for_threads, mail_server, settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    Change.objects.all().delete()


@pytest.fixture
def lock(tmp_path):
    return FileLock(tmp_path / "lock")


@pytest.fixture
def registered(monkeypatch):
    """Leave no tasks but those of the test."""
    monkeypatch.setattr(tasks, "_registered", {})


def test_mail_is_sent_within_about_a_second(lock, mail_server):
    with delivering(lock):
        mail()
        eventually(lambda: mail_server.mails)
        began = time.monotonic()
        mail()
        eventually(lambda: len(mail_server.mails) == 2)
        assert time.monotonic() - began < 3
        eventually(lambda: not QueuedMail.objects.exists())


def test_nothing_is_sent_before_the_commit(lock, mail_server):
    with delivering(lock):
        mail(subject="Before")
        eventually(lambda: mail_server.mails)
        with transaction.atomic():
            mail(subject="Within")
            time.sleep(1.5)
            assert len(mail_server.mails) == 1
        eventually(lambda: len(mail_server.mails) == 2)


def test_slow_mail_server_holds_up_no_webhook(lock, mail_server, receiver):
    mail_server.to_mail = lambda mail: mail_server.closing.wait(20) and None
    make_webhook(receiver.address)
    mail()
    with delivering(lock):
        eventually(lambda: mail_server.mails)
        make_change(1)
        delivered = WebhookMessage.objects.filter(state=State.DELIVERED)
        eventually(lambda: delivered.all().exists())
        assert QueuedMail.objects.filter(attempts=0).count() == 1
        mail_server.closing.set()


def test_two_deliverers_send_every_mail_once(lock, mail_server):
    with delivering(lock), delivering(FileLock(lock.path)):
        for number in range(30):
            mail(subject=str(number))
        eventually(lambda: not QueuedMail.objects.exists())
    assert sorted(int(one.message["Subject"]) for one in mail_server.mails) == list(range(30))


def test_mail_server_that_comes_back_gets_everything(lock, mail_server, settings):
    settings.EMAIL_PORT = 9
    for number in range(3):
        mail(subject=str(number))
    with delivering(lock):
        eventually(lambda: QueuedMail.objects.exclude(last_error="").count() == 3)
        settings.EMAIL_PORT = mail_server.port
        eventually(lambda: not QueuedMail.objects.exists())
    assert len(mail_server.mails) == 3


# The command


def test_command_sends_once_what_is_due(mail_server):
    mail()
    mail()
    call_command("deliver", "--once")
    assert len(mail_server.mails) == 2


def test_command_puts_back_what_was_given_up(mail_server, capsys):
    mail()
    mail(to="waiting@megara.example")
    QueuedMail.objects.filter(recipient="mayor@megara.example").update(given_up_at=timezone.now())
    # Even while a deliverer is at work.
    held = delivery_lock()
    assert held.acquire()
    call_command("deliver", "--retry-mail")
    held.release()
    assert capsys.readouterr().out == "Mails put back into the queue: 1\n"
    assert QueuedMail.objects.due(timezone.now()).count() == 2
    assert mail_server.mails == []


# ScheduledTasks


def test_chore_is_done_at_once_and_then_when_it_is_due(lock, registered):
    done = []
    tasks.register_task("daily", lambda: done.append("daily"), timedelta(days=1))
    tasks.register_task("often", lambda: done.append("often"), timedelta(0))
    with delivering(lock):
        eventually(lambda: done.count("often") == 3)
    assert done.count("daily") == 1


def test_chore_that_fails_is_logged_and_tried_again(lock, registered, monkeypatch, caplog):
    monkeypatch.setattr(tasks, "REST", timedelta(0))
    done, failures = Event(), iter([ValueError, ValueError])

    def work():
        if (failure := next(failures, None)) is not None:
            raise failure
        done.set()

    tasks.register_task("retention", work, timedelta(days=1))
    with delivering(lock):
        assert done.wait(30)
    assert caplog.text.count("A task has failed and will be tried again: retention") == 2


def test_chore_that_takes_long_is_begun_once_and_holds_up_no_mail(lock, registered, mail_server):
    begun, go_on = [], Event()

    def work():
        begun.append(1)
        go_on.wait(20)

    tasks.register_task("long", work, timedelta(0))
    with delivering(lock):
        for _ in range(2):
            mail()
        eventually(lambda: len(mail_server.mails) == 2)
        time.sleep(1.5)
        assert begun == [1]
        go_on.set()


def test_chore_leaves_no_connection_open(lock, registered):
    seen = []

    def work():
        QueuedMail.objects.exists()
        seen.append(connections["default"])

    tasks.register_task("asking", work, timedelta(days=1))
    with delivering(lock):
        eventually(lambda: seen and seen[0].connection is None)


def test_given_up_mail_is_forgotten_by_the_deliverer(lock, mail_server):
    mail()
    old = timezone.now() - timedelta(days=15)
    QueuedMail.objects.update(given_up_at=old, created_at=old)
    with delivering(lock):
        eventually(lambda: not QueuedMail.objects.exists())
    assert mail_server.mails == []
