"""The real server on a full disk, a locked database, and a PostgreSQL that stops or hangs."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from tests.browser.conftest import free_port
from tests.cms.delivery.faults import being_written
from tests.cms.server.slow_clients import HEADS, ask, hear_all, slow_clients
from tests.databases import manage, once
from tests.participants.race.service import PASSWORD, ROOT, Client, make_service

pytestmark = pytest.mark.service

WARM = "/api/v2/participants/"
PROGRAMS = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
TOKEN = "only-for-these-tests-0123456789"
PREPARE = f"""
import django
django.setup()
from django.contrib.auth import get_user_model
from tests.factories import make_participant
make_participant("megara")
get_user_model().objects.create_superuser("ada", "ada@example.org", "{PASSWORD}")
"""


def prepare(folder, database_url, monkeypatch):
    monkeypatch.setenv("MONITORING_TOKEN", TOKEN)
    service = make_service(folder, database_url)
    service.run("-c", PREPARE)
    return service


@contextmanager
def serving(service):
    command = [sys.executable, "-m", "cms.server", "--workers", "2", "--port", str(service.port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=service.environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout.readline().startswith("Serving on")
        # Said by the first worker; the second may still be loading.
        while listening(service.port) < 2:
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def listening(port):
    """Return how many sockets listen on a port: one of each worker."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "0A" for row in rows)


def readiness(port):
    _status, body = ask(port, "/readyz", Authorization=f"Bearer {TOKEN}")
    return {check["name"]: check["ok"] for check in json.loads(body)["checks"]}


def log_in(port):
    client = Client(port)
    client.ask("GET", "/admin/login/")
    return client.ask("POST", "/admin/login/", {"username": "ada", "password": PASSWORD})


def get(port, path):
    client = Client(port)
    return client.ask("GET", path)


def warm(port, path=WARM):
    """Let every worker have answered this before, whichever gets a connection."""
    for _ in range(40):
        assert get(port, path).status == 200


@contextmanager
def small_disk(folder):
    if os.geteuid() != 0:
        pytest.skip("a file system can only be mounted by root")
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=False
    )
    if mounted.returncode:
        pytest.skip("this system mounts no tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Leave no byte free."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def send(port, method, path, data, **headers):
    """Return the answer to what is sent as JSON."""
    asked = HTTPConnection("127.0.0.1", port, timeout=30)
    headers |= {"Content-Type": "application/json"}
    asked.request(method, path, json.dumps(data), headers)
    answer = asked.getresponse()
    answer.text = answer.read().decode()
    return answer


def send_application(port, document):
    return send(port, "POST", "/api/v2/applications/", document)


WRITERS = """
import django, json
django.setup()
from django.contrib.auth import get_user_model
from wagtail.models import APIToken
from participants.models import Participant
from tests.factories import make_theme
from tests.participants.applications.api import example
ada = get_user_model().objects.get(username="ada")
told = {
    "token": APIToken.create_token(user=ada, name="test")[1],
    "theme": make_theme().pk,
    "participant": Participant.objects.get().pk,
    "application": example(),
}
print(json.dumps(told))
"""
WRITTEN = """
import django, json
django.setup()
from participants.models import Application, Participant, Theme
newest = Participant.objects.get().get_latest_revision_as_object()
told = [Application.objects.count(), str(Theme.objects.get()), newest.website]
print(json.dumps(told))
"""


def writers(service):
    """Return functions that write through API v3, the admin and the API of applications.

    Each is given words to write, and returns the answer.
    """
    made = json.loads(service.run("-c", WRITERS))
    editor = Client(service.port)
    editor.ask("GET", "/admin/login/")
    editor.ask("POST", "/admin/login/", {"username": "ada", "password": PASSWORD})
    theme = f"/admin/snippets/participants/theme/edit/{made['theme']}/"
    page = BeautifulSoup(editor.ask("GET", theme).text, "html.parser")
    fields = page.select("#w-editor-form input[name]")
    form = {field["name"]: field.get("value", "") for field in fields}
    snippet = f"/api/v3/snippets/participants.Participant/{made['participant']}/"
    bearer = {"Authorization": f"Bearer {made['token']}"}

    def change(word):
        data = {"website": f"https://{word}.example.org/"}
        return send(service.port, "PATCH", snippet, data, **bearer)

    def save(word):
        [label] = [name for name in form if name.endswith("_en")]
        # The server may have closed it meanwhile: nothing was asked for a while.
        editor.connection.close()
        return editor.ask("POST", theme, {**form, label: word})

    return [change, save, lambda _word: send_application(service.port, made["application"])]


def test_a_full_disk_refuses_writes_and_lets_reading_go_on(tmp_path, monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("the disk of a PostgreSQL is its own")
    with small_disk(tmp_path / "disk") as disk:
        service = prepare(disk, "", monkeypatch)
        with serving(service):
            warm(service.port)
            assert log_in(service.port).status == 302
            doors = writers(service)
            before = json.loads(service.run("-c", WRITTEN))
            fill(disk)
            for write in doors:
                refused = write("lost")
                assert (refused.status, refused.headers["Retry-After"]) == (503, "60")
            for _ in range(10):
                refused = log_in(service.port)
                assert refused.status == 503
                assert refused.headers["Retry-After"]
                assert get(service.port, WARM).status == 200
            assert get(service.port, "/healthz").status == 200
            assert readiness(service.port)["database"]
            assert not readiness(service.port)["disk"]
            (disk / "filling").unlink()
            assert log_in(service.port).status == 302
            assert readiness(service.port)["disk"]
            assert json.loads(service.run("-c", WRITTEN)) == before
            assert [write("kept").status for write in doors] == [200, 302, 201]
            after = json.loads(service.run("-c", WRITTEN))
            assert after == [1, "kept", "https://kept.example.org/"]


def test_a_locked_database_refuses_writes_soon_and_holds_no_reader_up(tmp_path, monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL is started and stopped by the test below")
    service = prepare(tmp_path, "", monkeypatch)
    with serving(service), ThreadPoolExecutor(24) as people:
        warm(service.port)
        # On a busy machine 24 first renderings at once take longer than a prompt answer may.
        warm(service.port, "/admin/login/")
        with being_written(str(tmp_path / "db.sqlite3")):
            began = time.monotonic()
            logins = [people.submit(log_in, service.port) for _ in range(24)]
            while not all(login.done() for login in logins):
                assert ask(service.port, WARM)[0] == 200
                assert ask(service.port, "/healthz")[0] == 200
            assert {login.result().status for login in logins} == {503}
            assert time.monotonic() - began < 30
        assert log_in(service.port).status == 302


class PostgreSQL:
    """A server of our own, which can be stopped."""

    def __init__(self, folder):
        self.programs = sorted(PROGRAMS)[-1].parent
        self.port = free_port()
        self.folder = folder
        self.folder.mkdir()
        self.is_root = os.geteuid() == 0
        if self.is_root:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        options = ["-A", "trust", "-U", "alliance", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        self.run("initdb", *options)
        self.url = f"postgres://alliance@127.0.0.1:{self.port}/postgres"

    def run(self, program, *options):
        command = [self.programs / program, "-D", self.folder / "data", *options]
        if self.is_root:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def migrate(self):
        """Copy into the database what `migrate` makes in a minute, once for all such servers."""

        def dump(folder):
            manage(folder, "cms.settings.test", "migrate", "-v0", database_url=self.url)
            self.connect("pg_dump", "--clean", "--if-exists", "--file", folder / "migrated.sql")

        self.connect("psql", "--quiet", "--file", once("postgresql", dump) / "migrated.sql")

    def connect(self, program, *options):
        command = [self.programs / program, "--dbname", self.url, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c fsync=off"
        options += f" -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-m", mode, "stop")

    @contextmanager
    def hanging(self):
        """Stop all its processes as they are: the system goes on to accept connections for it."""
        server = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGSTOP)
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        processes = [server, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)


@pytest.fixture
def postgresql():
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed")
    # Its account may not look into pytest's own folder.
    folder = Path("/tmp") / f"alliance-postgresql-{os.getpid()}"
    server = PostgreSQL(folder)
    server.start()
    try:
        server.migrate()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_a_stopped_postgresql_leaves_the_store_and_comes_back_without_a_restart(
    tmp_path, postgresql, monkeypatch
):
    service = prepare(tmp_path, postgresql.url, monkeypatch)
    with serving(service):
        for number, mode in enumerate(["immediate", "fast"], start=7):
            # A state that began while the database was starting may have kept nothing yet.
            warm(service.port)
            assert "Warning" not in get(service.port, WARM).headers
            postgresql.stop(mode)
            for _ in range(10):
                stale = get(service.port, WARM)
                assert (stale.status, stale.headers["Warning"][:3]) == (200, "110")
                assert int(stale.headers["Age"]) >= 0
            cold = get(service.port, f"/en/nothing-{number}/")
            assert cold.status == 503
            assert cold.headers["Retry-After"]
            assert "Veuillez réessayer" in cold.text
            unknown = get(service.port, f"{WARM}?limit={number}")
            assert (unknown.status, list(json.loads(unknown.text))) == (503, ["message"])
            refused = Client(service.port).ask("POST", "/admin/login/", {"username": "ada"})
            assert refused.status in {403, 503}
            assert get(service.port, "/healthz").status == 200
            checks = readiness(service.port)
            assert (checks["database"], checks["disk"]) == (False, True)
            postgresql.start()
            fresh = get(service.port, WARM)
            assert fresh.status == 200
            assert "Warning" not in fresh.headers
            assert get(service.port, f"{WARM}?limit={number}").status == 200
            assert log_in(service.port).status == 302
            assert get(service.port, "/readyz").status == 200


def is_fresh_again(port):
    """Tell whether every worker asks the database again, within some seconds."""
    until = time.monotonic() + 10
    fresh = 0
    while fresh < 20 and time.monotonic() < until:
        fresh = 0 if "Warning" in get(port, WARM).headers else fresh + 1
    return fresh == 20


def test_a_hanging_postgresql_holds_nobody_up_and_goes_on_without_a_restart(
    tmp_path, postgresql, monkeypatch
):
    service = prepare(tmp_path, postgresql.url, monkeypatch)
    with serving(service), ThreadPoolExecutor(24) as people:
        warm(service.port)
        warm(service.port, "/admin/login/")
        assert log_in(service.port).status == 302
        with postgresql.hanging():
            began = time.monotonic()
            readers = [people.submit(get, service.port, WARM) for _ in range(16)]
            others = [people.submit(get, service.port, f"/en/nothing-{n}/") for n in range(4)]
            writers = [people.submit(log_in, service.port) for _ in range(4)]
            assert {reader.result().status for reader in readers} == {200}
            assert {other.result().status for other in [*others, *writers]} == {503}
            assert time.monotonic() - began < 15
            # From now on nobody waits.
            began = time.monotonic()
            for _ in range(10):
                stale = get(service.port, WARM)
                assert (stale.status, stale.headers["Warning"][:3]) == (200, "110")
                assert ask(service.port, "/healthz")[0] == 200
                cold = get(service.port, f"{WARM}?limit=7")
                assert (cold.status, list(json.loads(cold.text))) == (503, ["message"])
                refused = send_application(service.port, {"kind": "city"})
                assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
            assert time.monotonic() - began < 5
            assert ask(service.port, "/readyz")[0] == 503
            checks = readiness(service.port)
            assert (checks["database"], checks["disk"]) == (False, True)
        assert is_fresh_again(service.port)
        assert get(service.port, f"{WARM}?limit=7").status == 200
        assert log_in(service.port).status == 302
        assert ask(service.port, "/readyz")[0] == 200


SLOW_STATEMENT = """
import django
django.setup()
from django.db import connection
from cms.delivery.postgresql.base import DatabaseWrapper
from cms.delivery.postgresql.base import PATIENCE, silences
heard = []
silences["default"].listen = lambda ask: heard.append(ask())
DatabaseWrapper.is_listening = True
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_sleep(%s)", [PATIENCE * 3.5])
    cursor.execute("SELECT 1")
    assert cursor.fetchone() == (1,)
print(len(heard))
"""


def test_a_long_statement_goes_on_while_the_server_answers_others(
    tmp_path, postgresql, monkeypatch
):
    service = prepare(tmp_path, postgresql.url, monkeypatch)
    assert int(service.run("-c", SLOW_STATEMENT)) == 3


def test_two_hundred_slow_clients_of_each_kind_hold_nobody_up(tmp_path, monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("what a server does with slow clients does not depend on the database")
    service = prepare(tmp_path, "", monkeypatch)
    service.run("-c", MANY)
    with serving(service):
        warm(service.port)
        # Both workers have made the long file before: on a busy machine that alone takes seconds.
        with slow_clients(service.port, EXPORT, 40) as readers:
            assert all(told.startswith(b"HTTP/1.1 200") for told in hear_all(readers, 60))
        for sent in (*HEADS.values(), EXPORT):
            with slow_clients(service.port, sent):
                for _ in range(5):
                    assert ask(service.port, "/healthz")[0] == 200
                    assert ask(service.port, WARM)[0] == 200
        with slow_clients(service.port, EXPORT, 200) as readers:
            # Whoever begins to read in time has the whole file.
            [told] = hear_all(readers[:1], 20)
            head, _, body = told.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert len(body) > 900_000
            assert f"content-length: {len(body)}".encode() in head


MANY = """
import django
django.setup()
from tests.factories import make_many_participants
make_many_participants(3000)
"""
EXPORT = (
    "GET /api/v2/participants/export.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
)
