"""What visitors notice of a busy, lost or emptied database: nothing."""

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from django.db import Error, connection, connections
from django.utils import timezone

from cms.delivery.models import ContentVersion, State, WebhookMessage
from cms.delivery.outbox import worker
from cms.delivery.outbox.worker import Deliverer
from participants.models import Participant
from tests.cms.delivery.conftest import Visitor
from tests.cms.delivery.faults import PATIENCE, being_written, elsewhere, is_locked
from tests.cms.delivery.hooks import make_webhook
from tests.cms.delivery.receiver import receiving
from tests.factories import make_participant

LIST = "/api/v2/participants/"


@pytest.fixture
def place(restored_site, tmp_path, monkeypatch):
    """Let new threads use a database with real locks, also where that of the tests has none."""
    own = connections.settings["default"]
    if connection.vendor == "postgresql":
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{own['NAME']}").geturl()
        return
    file = tmp_path / "db.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    with monkeypatch.context() as patch:
        patch.setitem(own, "NAME", str(file))
        yield str(file)


@pytest.fixture
def impatient(monkeypatch):
    """Let writers in new threads give up soon."""
    own = connections.settings["default"]
    hurry = (
        {"options": "-c lock_timeout=100ms"}
        if connection.vendor == "postgresql"
        else {**own["OPTIONS"], "timeout": 0.1}
    )
    with monkeypatch.context() as patch:
        patch.setitem(own, "OPTIONS", hurry)
        yield


def lose_connection():
    """Have the connection of this thread closed by somebody else."""
    if connection.vendor == "postgresql":
        number = connection.connection.info.backend_pid
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    else:
        connection.connection.close()
    with pytest.raises((Error, connection.Database.Error)):
        connection.connection.execute("SELECT 1")


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "then"), [("/en/", "/en/"), ("/en/", LIST)])
def test_a_lost_connection_is_opened_again(place, first, then):
    visitor = Visitor()
    front = visitor.front

    def front_without_connection(environ, start):
        lose_connection()
        return front(environ, start)

    def read():
        before = visitor.get(first)
        visitor.front = front_without_connection
        return before, visitor.get(then)

    before, after = elsewhere(read)
    assert before.status == after.status == 200
    assert visitor.asked == list(dict.fromkeys([f"{first}?", f"{then}?"]))


def test_without_a_version_django_answers(visitor):
    make_participant("megara")
    assert visitor.get(LIST).status == 200
    ContentVersion.objects.all().delete()
    for _ in range(2):
        answer = visitor.get(LIST)
        assert answer.status == 200
        assert "megara" in answer.text
    assert len(visitor.asked) == 3
    make_participant("samos")
    assert "samos" in visitor.get(LIST).text
    assert "samos" in visitor.get(LIST).text
    assert len(visitor.asked) == 4


@pytest.mark.django_db(transaction=True)
def test_readers_do_not_wait_for_a_writer(place):
    visitor = Visitor()
    warm = elsewhere(lambda: visitor.get(LIST))
    with being_written(place):
        # Each in a thread that has no connection yet.
        again = elsewhere(lambda: visitor.get(LIST))
        cold = elsewhere(lambda: visitor.get("/en/"))
        assert is_locked(place)
    assert not is_locked(place)
    assert again.status == cold.status == 200
    assert again.raw == warm.raw
    assert visitor.asked == [f"{LIST}?", "/en/?"]


@pytest.mark.django_db(transaction=True)
def test_what_expires_while_another_writes_is_gone_and_the_rest_stays(place):
    visitor = Visitor()

    def prepare():
        make_participant("megara")
        short = make_participant("samos")
        ends = timezone.now() + timedelta(seconds=1)
        Participant.objects.filter(pk=short.pk).update(expire_at=ends)
        return ends, visitor.get(LIST)

    ends, before = elsewhere(prepare)
    with being_written(place):
        wait_for(lambda: timezone.now() > ends)
        after = elsewhere(lambda: visitor.get(LIST))
        assert is_locked(place)
    assert "samos" in before.text
    assert after.status == 200
    assert "samos" not in after.text
    assert "megara" in after.text


@pytest.mark.django_db(transaction=True)
def test_deliverer_outlives_a_locked_database(place, impatient, monkeypatch, settings, caplog):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    monkeypatch.setattr(worker, "PAUSE", 0.02)
    deliverer = Deliverer()
    with receiving() as receiver:
        elsewhere(lambda: make_webhook(receiver.address, types=["participants.participant"]))
        elsewhere(make_participant)
        with being_written(place):
            thread = Thread(target=deliverer.run, daemon=True)
            thread.start()
            wait_for(lambda: "Delivery is interrupted" in caplog.text)
            assert receiver.posts == []
        wait_for(lambda: receiver.posts)
        delivered = WebhookMessage.objects.filter(state=State.DELIVERED)
        wait_for(lambda: elsewhere(delivered.all().exists))
        deliverer.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_one_computation_for_a_cold_address(place):
    visitor = Visitor()
    django = visitor.front.django
    begun, go_on = Event(), Event()

    def slow(environ, start):
        begun.set()
        go_on.wait(PATIENCE)
        return django(environ, start)

    def read():
        try:
            return visitor.get(LIST).status
        finally:
            connections.close_all()

    visitor.front.django = slow
    with ThreadPoolExecutor(12) as readers:
        heard = [readers.submit(read) for _ in range(12)]
        begun.wait(PATIENCE)
        go_on.set()
        assert [answer.result() for answer in heard] == [200] * 12
    assert len(visitor.asked) == 1
