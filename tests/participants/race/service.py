"""The real project under its server with a database of its own, and clients that hurry."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.db import connection

from tests.browser.conftest import free_port
from tests.databases import migrated_database, migrated_template

ROOT = Path(__file__).resolve().parents[3]
MOST_RETRIES = 20
PASSWORD = "four-words-in-a-row"


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """Give the URL of a migrated database on the server of this run; an empty one for SQLite."""
    address = os.environ.get("DATABASE_URL", "")
    if connection.vendor != "postgresql":
        yield ""
        return
    import psycopg

    # Tests that share a fixture can run in several processes at once.
    name = f"{name}_{os.getpid()}"
    with closing(psycopg.connect(address, autocommit=True)) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_template()}"')
        try:
            yield urlsplit(address)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class Service:
    """A server of the project. environment: what its processes run with."""

    port: int
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run a Python command in the server's environment and return what it prints."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def script(self, name: str, *arguments: object) -> dict:
        """Run a script of this folder and return the object that it prints."""
        return json.loads(self.run("-m", f"tests.participants.race.{name}", *map(str, arguments)))


@contextmanager
def serving(service: Service) -> Iterator[None]:
    """Serve as in production, with four workers."""
    command = [sys.executable, "-m", "cms.server", "--workers", "4", "--port", str(service.port)]
    server = subprocess.Popen(command, cwd=ROOT, env=service.environment)
    try:
        Client(service.port).wait()
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def make_service(folder: Path, database_url: str) -> Service:
    """Return a service. database_url: of a migrated database; empty for one of SQLite."""
    if not database_url:
        shutil.copy(migrated_database(), folder)
    return Service(free_port(), _environment(folder, database_url))


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }


@dataclass
class Client:
    """A browser in short: one connection, cookies, and the token against forgery."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    retries: int = 0

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=300)

    def ask(self, method: str, path: str, data: dict | None = None, **headers: str) -> HTTPResponse:
        """Send a request and read the answer, of which `text` is the body."""
        headers |= {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request(method, path, urlencode(data or {}), headers)
        response = self.connection.getresponse()
        response.text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return response

    def wait(self) -> None:
        """Return as soon as the server answers."""
        for _ in range(240):
            try:
                if self.ask("GET", "/admin/login/").status == 200:
                    return
            except OSError:
                self.connection.close()
                time.sleep(0.25)
        raise AssertionError("The server does not answer")

    def log_in(self, username: str) -> None:
        self.ask("GET", "/admin/login/")
        answer = self.ask("POST", "/admin/login/", {"username": username, "password": PASSWORD})
        assert answer.status == 302, answer.status

    def accept(self, pk: int) -> str:
        """Accept as an officer does, trying again when told to; return the status and where to."""
        for _ in range(MOST_RETRIES):
            path = f"/admin/participants/application/{pk}/accept/"
            answer = self.ask("POST", path, {"when": "2024-05"})
            if answer.status != 503:
                return f"{answer.status} {answer.headers.get('Location', '')}"
            self.retries += 1
        return "503 again and again"
