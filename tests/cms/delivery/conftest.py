"""A visitor at the server's first door, and the state of the content."""

import gzip
import io
from dataclasses import dataclass, field

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections

from cms.delivery.changes.dependencies import (
    Dependencies,
    register_dependencies,
    registered,
)
from cms.delivery.changes.last_known import begin
from cms.delivery.content_version import reading
from cms.delivery.models import Change, ContentVersion
from cms.delivery.response_cache.wsgi import ResponseCache
from tests.cms.delivery.hooks import make_webhook
from tests.cms.delivery.mail_server import serving_mail
from tests.cms.delivery.receiver import receiving

# What the project has registered when it started.
PROJECT = registered()


@pytest.fixture(autouse=True)
def whatever_changes_is_told():
    """Know no project, so that also changes are told of objects that tests make up."""
    register_dependencies(Dependencies())
    yield
    register_dependencies(PROJECT)


@pytest.fixture
def project(whatever_changes_is_told, db):
    """Know the project, and what it shows by now."""
    register_dependencies(PROJECT)
    settle()
    Change.objects.all().delete()
    begin(PROJECT)


def settle() -> None:
    """Let deferred triggers do now what they do at the commit, which a test never reaches."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT set_config('delivery.changed_in', '', true)")


def version() -> str:
    settle()
    return ContentVersion.current()[0]


def announcements() -> list[tuple[str, str]]:
    """Return what the outbox tells and forget it: (model, action) in order."""
    settle()
    rows = list(Change.objects.filter(is_told=True).values_list("model", "action"))
    Change.objects.all().delete()
    return rows


@dataclass
class Heard:
    """An answer as the client gets it."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> bytes:
        coding = self.headers.get("Content-Encoding")
        return {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(self.raw)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody in front of the real stack, who also knows what Django was asked."""

    asked: list[str] = field(default_factory=list)

    def __post_init__(self):
        django = WSGIHandler()

        def listening(environ, start):
            self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
            return django(environ, start)

        self.front = ResponseCache(listening)

    def get(self, address: str, method: str = "GET", **headers) -> Heard:
        settle()
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        heard = []
        pieces = self.front(environ, lambda *said: heard.append(said[:2]))
        raw = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        [(status, answered)] = heard
        return Heard(int(status[:3]), dict(answered), raw)


@pytest.fixture(autouse=True)
def one_connection():
    """Let a request leave the connection open, in which the transaction of the test lives."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def visitor(db) -> Visitor:
    settle()
    return Visitor()


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def webhook(receiver):
    return make_webhook(receiver.address)


@pytest.fixture
def mail_server(settings):
    """Queue what is mailed, as the site does, for a mail server that listens."""
    with serving_mail() as server:
        settings.EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
        settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def database_for_threads(transactional_db, tmp_path, monkeypatch):
    """Move SQLite into a file: connections to one in memory do not wait for each other."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, name = connections["default"], connection.settings_dict["NAME"]
    in_file = str(tmp_path / "db.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [in_file])
    in_memory.settings_dict["NAME"] = in_file
    connections["default"] = connections.create_connection("default")
    # What reads the version has a connection at hand.
    monkeypatch.setattr(reading, "_thread", reading._Thread())
    yield
    connections["default"].close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory
