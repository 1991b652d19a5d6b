"""Servers under load: started as `make serve` starts them, and what they use."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cms.bench.load import Address, LoadError

HOST = "127.0.0.1"
START_TIMEOUT = 120  # seconds
PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Application:
    """What is served. environment: what its processes are given beside the shell's own."""

    target: str
    environment: dict[str, str]


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
