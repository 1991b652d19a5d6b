"""The server of `make serve`, `make demo` and `make bench`: granian, configured in one place.

Run as a program it serves the project: `python -m cms.server --port 8000`.
"""

import multiprocessing
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from functools import partial
from importlib import import_module
from multiprocessing.synchronize import Lock
from threading import Thread
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

APPLICATION = "cms.wsgi:application"
HOST = "127.0.0.1"
# With a single one, a slow answer would hold up everybody whom its worker serves.
THREADS = 4
STOP_SECONDS = 10

Address = tuple[str, int]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def make_server(
    application: str = APPLICATION, *, host: str = HOST, port: int, workers: int | None = None
) -> MPServer:
    """Return a server that does not run yet. workers: processes, as many as cores unless said."""
    return MPServer(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers or cores(),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )


def run(server: MPServer, announcement: str) -> int:
    """Serve until a signal ends it, and return the exit status.

    announcement: written to standard output as soon as the server answers.
    """
    address = (server.bind_addr, server.bind_port)
    first = multiprocessing.Lock()
    try:
        server.serve(target_loader=partial(_load, address, announcement, first))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _load(address: Address, announcement: str, first: Lock, application: str) -> Any:
    """Import the application, which is the first thing that a worker does."""
    # Ctrl-C reaches the workers too, and granian hangs in one that is told to stop twice.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # Until granian sets its own, a worker has the handlers of the server, which would stop nothing.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    module, _, name = application.partition(":")
    found = getattr(import_module(module), name)
    if first.acquire(block=False):
        # Here, since a thread of the server's own process could hold a lock while it forks.
        Thread(target=_announce, args=(address, announcement), daemon=True).start()
    return found


def _announce(address: Address, announcement: str) -> None:
    """Write the text when the worker listens, which it does soon after it has loaded."""
    while True:
        try:
            socket.create_connection(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            break
    sys.stdout.write(f"{announcement}\n")
    sys.stdout.flush()


def main() -> int:
    """Read the command line and serve."""
    parser = ArgumentParser(prog="python -m cms.server", description="Serve the project.")
    parser.add_argument("application", nargs="?", default=APPLICATION, metavar="MODULE:NAME")
    parser.add_argument("--host", default=HOST, help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, help="processes; as many as cores unless said")
    options = parser.parse_args()

    server = make_server(
        options.application, host=options.host, port=options.port, workers=options.workers
    )
    return run(server, f"Serving on http://{options.host}:{options.port}/. Ctrl-C stops it.")


if __name__ == "__main__":
    sys.exit(main())
