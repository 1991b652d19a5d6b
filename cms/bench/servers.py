"""The servers under load: the product, warm and cold, and the controls.

All are started as `make serve` starts them, and tell what they use.
"""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cms.bench.answers import ANSWERS_VARIABLE
from cms.bench.data import environment
from cms.bench.load import Address, LoadError

STORE_BYTES = 64_000_000
MONITORING_TOKEN = secrets.token_urlsafe(32)

DJANGO = "cms.bench.controls.django:application"
HOST = "127.0.0.1"
START_TIMEOUT = 120  # seconds
PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Application:
    """What is served. environment: what its processes are given beside the shell's own."""

    target: str
    environment: dict[str, str]


class Way(StrEnum):
    """Who answers, or what is asked."""

    WARM = "warm"
    UNCHANGED = "304"
    COLD = "cold"
    VIEW = "bare Django view"
    CALLABLE = "bare WSGI callable"
    STOCK = "stock"


def product(data: Path, *, store_bytes: int = STORE_BYTES, token: str = "") -> Application:
    """Return the product with the settings of production; without a store it is cold.

    token: with it, `/metrics` says what the workers have answered.
    """
    return Application(
        "cms.wsgi:application",
        {
            **environment(data),
            "ALLOWED_HOSTS": "localhost",
            # Nothing is mailed; without them production does not start.
            "BASE_URL": "https://bench.example",
            "EMAIL_URL": "smtp://mail.bench.example:25",
            "FROM_EMAIL": "bench@bench.example",
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
            "DELIVERY_STORE_BYTES": str(store_bytes),
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "LOG_LEVEL": "WARNING",
            "MONITORING_TOKEN": token,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SECURE_SSL_REDIRECT": "false",
        },
    )


def stock(data: Path) -> Application:
    """Return Wagtail as it comes, on the same database."""
    settings = {"DJANGO_SETTINGS_MODULE": "cms.bench.controls.stock"}
    return Application(DJANGO, {**environment(data), **settings})


def bare_view(answers: Path) -> Application:
    """Return a Django that does nothing but give the saved answers."""
    settings = {"DJANGO_SETTINGS_MODULE": "cms.bench.controls.view"}
    return Application(DJANGO, {ANSWERS_VARIABLE: str(answers), **settings})


def bare_callable(answers: Path) -> Application:
    """Return a WSGI callable that does nothing but give the saved answers."""
    return Application("cms.bench.controls.callable:application", {ANSWERS_VARIABLE: str(answers)})


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    address: Address
    process: subprocess.Popen

    @property
    def workers(self) -> list[int]:
        """Return the process ids of the workers; none where the system does not tell."""
        children = PROCESSES / str(self.process.pid) / "task" / str(self.process.pid) / "children"
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def processor_seconds(self) -> float:
        """Return the processor time that the workers have used so far."""
        ticks = 0
        for pid in self.workers:
            fields = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_of_workers(self) -> list[int]:
        """Return each worker's memory in bytes, pages that are shared counted by their share."""
        found = []
        for pid in self.workers:
            for line in (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    found.append(int(line.split()[1]) * 1024)
        return found


@contextmanager
def serving(application: Application, log: Path) -> Iterator[Server]:
    """Serve an application on a free port for as long as the context lasts.

    log: where the output of the server goes. Raises LoadError if it does not start.
    """
    port = _free_port()
    command = [sys.executable, "-m", "cms.server", application.target, "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603  our own command
            command,
            env={**os.environ, **application.environment},
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, (HOST, port), log)
        yield Server((HOST, port), process)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen, address: Address, log: Path) -> None:
    """Return as soon as all workers listen."""
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(address).close()
        except OSError:
            time.sleep(0.1)
        else:
            # The workers start together, and each listens by itself: the others are about to.
            time.sleep(2)
            return
    raise LoadError(f"the server did not start; see {log}")
