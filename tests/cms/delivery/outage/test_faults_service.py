"""The real server with two workers while its database is locked, and while workers are killed.

The figures are printed: `pytest -m service -s -k faults`.
"""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.cms.delivery.faults import PATIENCE, being_written, is_locked
from tests.cms.delivery.receiver import receiving
from tests.participants.race.service import ROOT, Client, make_service, own_database

pytestmark = pytest.mark.service

WARM = ("/en/", "/api/v2/participants/", "/api/v2/participants/summary/", "/api/v2/pages/")
READERS = 8
PLACES = 64
WORKERS = 2
KILLS = 6
LOCKED_SECONDS = 10

PREPARE = f"""
import django
django.setup()
from cms.delivery.models import Change, Webhook
from participants.models import Participant
from tests.factories import make_many_participants
make_many_participants({PLACES})
Change.objects.all().delete()
print(*Participant.objects.order_by("pk").values_list("pk", flat=True))
"""

HIDE = """
import django, sys
django.setup()
from cms.delivery.models import Webhook
from participants.models import Participant
Webhook.objects.create(name="Receiver", address=sys.argv[2], types=["participants.participant"])
Participant.objects.filter(pk=sys.argv[1]).update(live=False)
"""


class Reader(Thread):
    """Reads some addresses once and others again and again; notes the answers to each.

    broken: how often a connection was lost or refused; worker: who has answered last;
    fault: what has ended the reader.
    """

    def __init__(self, port, once=()):
        super().__init__(daemon=True)
        self.port = port
        self.once = once
        self.stop = Event()
        self.answers = defaultdict(set)
        self.count = self.broken = 0
        self.slowest = 0.0
        self.worker = self.fault = None
        self.connect()

    def connect(self):
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, address):
        """Return the status and the body of the first answer that comes to its end."""
        began = time.monotonic()
        while True:
            try:
                self.connection.request("GET", address)
                response = self.connection.getresponse()
                answer = response.status, response.read()
                self.worker = int(response.headers["X-Worker"])
                break
            except (ConnectionError, HTTPException):
                self.broken += 1
                time.sleep(0.01)
                self.connect()
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.count += 1
        return answer

    def run(self):
        try:
            for address in itertools.chain(self.once, itertools.cycle(WARM)):
                if self.stop.is_set():
                    return
                self.answers[address].add(self.ask(address))
                # Without a pause the readers take all of the processor from a worker that begins.
                time.sleep(0.005)
        except Exception as error:  # noqa: BLE001  the test looks at it
            self.fault = error


@contextmanager
def process(service, *command):
    """Run a Python command beside the test, and leave none of its processes behind."""
    running = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=service.environment, start_new_session=True
    )
    try:
        yield running
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


@contextmanager
def serving(service):
    options = ["--port", str(service.port), "--workers", str(WORKERS)]
    application = "tests.cms.delivery.named_workers:application"
    with process(service, "-m", "cms.server", application, *options) as server:
        Client(service.port).wait()
        yield server


@contextmanager
def reading(port, once=()):
    """Let readers read until the end; each takes its share of what is read once."""
    readers = [Reader(port, once[number::READERS]) for number in range(READERS)]
    for reader in readers:
        reader.start()
    yield readers
    for reader in readers:
        reader.stop.set()
    for reader in readers:
        reader.join(2 * PATIENCE)
    assert [reader.fault for reader in readers] == [None] * READERS
    assert not any(reader.is_alive() for reader in readers)


def answers_of(readers):
    """Return what was answered at each address: a set with one answer, if all agree."""
    found = defaultdict(set)
    for reader in readers:
        for address, answers in reader.answers.items():
            found[address] |= answers
    return found


def summary(readers):
    slowest = max(reader.slowest for reader in readers)
    return f"{sum(reader.count for reader in readers)} answers, slowest {slowest:.2f} s"


def wait_for(condition):
    for _ in range(20 * PATIENCE):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it does not happen")


def wait_for_answers(readers, count):
    """Wait until everybody has read every address, and all of them so much more."""
    aim = count + sum(reader.count for reader in readers)
    wait_for(lambda: sum(reader.count for reader in readers) >= aim)
    wait_for(lambda: min(reader.count for reader in readers) >= len(WARM))


@pytest.fixture
def service(tmp_path):
    with own_database("alliance_faults") as database_url:
        service = make_service(tmp_path, database_url)
        service.environment["DELIVERY_ALLOW_PRIVATE_TARGETS"] = "true"
        yield service


@pytest.fixture
def place(service, tmp_path):
    return service.environment["DATABASE_URL"] or str(tmp_path / "db.sqlite3")


@pytest.fixture
def details(service):
    """Return the addresses of all participants."""
    keys = service.run("-c", PREPARE).split()
    return [f"/api/v2/participants/{key}/" for key in keys]


def test_readers_and_deliverer_outlive_ten_seconds_of_a_locked_database(service, place, details):
    with receiving() as receiver, serving(service):
        hidden = details.pop()
        service.run("-c", HIDE, hidden.split("/")[-2], receiver.address)
        with reading(service.port) as free:
            wait_for_answers(free, 2_000)
        with ExitStack() as stack:
            with being_written(place):
                deliverer = stack.enter_context(process(service, "manage.py", "deliver"))
                # All of them end while the lock is held, or not at all.
                with reading(service.port, details) as locked:
                    time.sleep(LOCKED_SECONDS)
                assert is_locked(place)
                assert receiver.posts == []
            wait_for(lambda: receiver.posts)
            assert deliverer.poll() is None
    answers = answers_of(locked)
    assert set(answers) == {*details, *WARM}
    assert all(len(found) == 1 for found in answers.values())
    assert {status for found in answers.values() for status, _body in found} == {200}
    assert [answers[address] for address in WARM] == [answers_of(free)[a] for a in WARM]
    assert sum(reader.broken for reader in locked) == 0
    sys.stdout.write(f"\nfree: {summary(free)}; {LOCKED_SECONDS} s locked: {summary(locked)}\n")


def workers_of(server):
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return {int(number) for number in children.read_text().split()}


def answering(port):
    """Return the number of a worker that answers on a new connection."""
    reader = Reader(port)
    reader.ask("/en/")
    reader.connection.close()
    return reader.worker


def kill_one(server, port):
    """Kill a worker and wait until another answers in its place."""
    workers = workers_of(server)
    victim = min(workers)
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: answering(port) not in workers)


def test_a_killed_worker_is_replaced_and_the_others_go_on(service, details):
    with serving(service) as server:
        with reading(service.port) as before:
            wait_for_answers(before, 100)
        first = workers_of(server)
        assert len(first) == WORKERS
        with reading(service.port, details) as readers:
            for _ in range(KILLS):
                kill_one(server, service.port)
                wait_for_answers(readers, 100)
        assert first.isdisjoint(workers_of(server))
        service.run("-c", HIDE, details[0].split("/")[-2], "http://127.0.0.1:9/")
        fresh = [Reader(service.port).ask(details[0])[0] for _ in range(6 * WORKERS)]
    answers = answers_of(readers)
    assert all(len(found) == 1 for found in answers.values())
    assert {status for found in answers.values() for status, _body in found} == {200}
    assert [answers[address] for address in WARM] == [answers_of(before)[a] for a in WARM]
    assert set(fresh) == {404}
    broken = sum(reader.broken for reader in readers)
    assert broken <= KILLS * READERS
    sys.stdout.write(f"\n{KILLS} kills: {summary(readers)}, {broken} connections broken\n")
