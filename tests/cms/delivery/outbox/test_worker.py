"""The deliverer: one at a time, never held up by a receiver, and back after any failure."""

import socket
import subprocess
import sys
import threading
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from cms.delivery.models import Change, Purge, State, WebhookMessage
from cms.delivery.outbox import worker
from cms.delivery.outbox.locks import FileLock, delivery_lock
from cms.delivery.outbox.worker import Deliverer, start_in_process
from cms.delivery.webhooks.messages import forget_old_messages
from tests.cms.delivery.delivering import delivering, eventually
from tests.cms.delivery.hooks import make_change, make_webhook
from tests.cms.delivery.receiver import receiving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(database_for_threads, settings, monkeypatch):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    monkeypatch.setattr(worker, "RECOVERY", 0.01)
    Change.objects.all().delete()
    yield
    # The command sets one for the whole of its process.
    socket.setdefaulttimeout(None)


@pytest.fixture
def lock(tmp_path):
    return FileLock(tmp_path / "lock")


def delivered():
    return WebhookMessage.objects.filter(state=State.DELIVERED).count()


def test_changes_are_delivered_while_it_runs(lock, receiver):
    make_webhook(receiver.address)
    with delivering(lock):
        make_change(1)
        eventually(lambda: delivered() == 1)
        make_change(2)
        eventually(lambda: delivered() == 2)
    assert not Change.objects.exists()


def test_slow_target_holds_up_no_other(lock, receiver):
    with receiving() as slow:
        slow.answer = lambda handler, post: slow.closing.wait()
        make_webhook(slow.address, "A slow one")
        make_webhook(receiver.address, "The other")
        with delivering(lock):
            for key in range(5):
                make_change(key)
            eventually(lambda: len(slow.posts) == 1 and delivered() == 5)
            waiting = WebhookMessage.objects.filter(webhook__name="A slow one")
            assert set(waiting.values_list("state", flat=True)) == {State.WAITING}
            slow.closing.set()


def test_failing_cdn_holds_up_no_webhook(lock, receiver, settings):
    settings.WAGTAILFRONTENDCACHE_LOCATION = "http://127.0.0.1:9/"
    make_webhook(receiver.address)
    Purge.objects.create(address="https://example.org/*")
    with delivering(lock):
        make_change(1)
        eventually(lambda: delivered() == 1)
    assert Purge.objects.exists()


def test_cdn_that_comes_back_is_purged(lock, settings, monkeypatch):
    from tests.cms.delivery.cdn import NotingBackend

    monkeypatch.setattr(worker, "LONGEST_REST", timedelta(0))
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "tests.cms.delivery.cdn.NotingBackend"}}
    failures = iter([ConnectionError, ConnectionError])

    def fail():
        if (error := next(failures, None)) is not None:
            raise error

    monkeypatch.setattr(NotingBackend, "failure", staticmethod(fail))
    monkeypatch.setattr(NotingBackend, "batches", [])
    Purge.objects.create(address="https://example.org/*")
    with delivering(lock):
        eventually(lambda: not Purge.objects.exists())
    assert NotingBackend.batches == [["https://example.org/*"]]


@pytest.mark.parametrize("error", [OperationalError("database is locked"), KeyError("a fault")])
def test_it_goes_on_after_a_failure(error, lock, receiver, monkeypatch):
    make_webhook(receiver.address)
    real, failures = worker.take_changes, iter([error, error])

    def take_changes():
        if (failure := next(failures, None)) is not None:
            raise failure
        return real()

    monkeypatch.setattr(worker, "take_changes", take_changes)
    make_change(1)
    with delivering(lock):
        eventually(lambda: delivered() == 1)


def test_sender_goes_on_after_a_failure(lock, receiver, monkeypatch):
    make_webhook(receiver.address)
    real, failures = worker.send_due, iter([OperationalError("database is locked")])

    def send_due(webhook, stop):
        if (failure := next(failures, None)) is not None:
            raise failure
        real(webhook, stop)

    monkeypatch.setattr(worker, "send_due", send_due)
    make_change(1)
    with delivering(lock):
        eventually(lambda: delivered() == 1)


def test_what_is_scheduled_is_published_by_it(lock, monkeypatch):
    asked = Event()
    monkeypatch.setattr(worker, "publish_due", asked.set)
    with delivering(lock):
        assert asked.wait(30)


def test_server_has_one_in_process(receiver):
    make_webhook(receiver.address)
    make_change(1)
    deliverer = start_in_process()
    assert start_in_process() is None
    eventually(lambda: delivered() == 1)
    deliverer.stop()
    eventually(lambda: "deliverer" not in [thread.name for thread in threading.enumerate()])


# One at a time


def test_second_deliverer_waits_for_the_first(lock, receiver):
    make_webhook(receiver.address)
    first = FileLock(lock.path)
    assert first.acquire()
    with delivering(lock):
        make_change(1)
        assert not Deliverer(FileLock(lock.path)).run_once()
        assert Change.objects.exists()
        first.release()
        eventually(lambda: delivered() == 1)


def test_lock_dies_with_its_process(tmp_path):
    path = tmp_path / "lock"
    hold = (
        "import sys; from pathlib import Path; from cms.delivery.outbox.locks import FileLock;"
        "lock = FileLock(Path(sys.argv[1])); assert lock.acquire();"
        "print('held', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    mine = FileLock(path)
    assert not mine.acquire()
    process.kill()
    process.wait()
    assert mine.acquire()
    mine.release()


def test_lock_of_the_database_is_held_once():
    first, second = delivery_lock(), delivery_lock()
    assert first.acquire()
    assert first.is_held()
    assert not second.acquire()
    assert not second.is_held()
    first.release()
    assert second.acquire()
    second.release()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a lock of PostgreSQL")
def test_lock_whose_connection_was_cut_is_not_held():
    lock = delivery_lock()
    assert lock.acquire()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
    assert not lock.is_held()
    assert lock.acquire()
    lock.release()


# The command


def test_command_delivers_once_what_is_due(receiver):
    make_webhook(receiver.address)
    make_webhook("http://127.0.0.1:9/", "Down")
    for key in range(3):
        make_change(key)
    call_command("deliver", "--once")
    assert delivered() == 3
    assert len(receiver.posts) == 3
    assert WebhookMessage.objects.filter(state=State.WAITING, attempts=1).count() == 1


def test_command_says_that_another_is_at_work(monkeypatch):
    held = delivery_lock()
    held.acquire()
    with pytest.raises(CommandError, match="Another deliverer"):
        call_command("deliver", "--once")
    held.release()


# The log


def test_log_forgets_what_is_done_and_old(receiver, settings):
    settings.DELIVERY_LOG_DAYS = 10
    webhook = make_webhook(receiver.address)
    now = timezone.now()
    for days, state in [(9, "delivered"), (11, "delivered"), (11, "dead"), (11, "waiting")]:
        WebhookMessage.objects.create(
            webhook=webhook,
            message_id=f"msg_{days}_{state}",
            event_type="x",
            payload="{}",
            state=state,
            created_at=now - timedelta(days=days),
        )
    forget_old_messages()
    kept = set(WebhookMessage.objects.values_list("message_id", flat=True))
    assert kept == {"msg_9_delivered", "msg_11_waiting"}
