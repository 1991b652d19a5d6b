"""The server of `make serve`, `make demo` and `make bench`: granian, configured in one place.

Run as a program it serves the project: `python -m cms.server --port 8000`.
"""

import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
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


def run(server: MPServer, tell: Callable[[], None]) -> int:
    """Serve until a signal ends it, and return the exit status.

    tell: called as soon as the server answers.
    """

    @server.on_startup
    def await_workers() -> None:
        Thread(target=_when_answering, args=(server, tell), daemon=True).start()

    try:
        server.serve(target_loader=_load)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _load(application: str) -> Any:
    """Import the application: the first thing that a worker does."""
    # Ctrl-C reaches the workers too, and granian hangs in one that is told to stop twice.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # Until granian sets its own, a worker has the handlers of the server, which would stop nothing.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    module, _, name = application.partition(":")
    return getattr(import_module(module), name)


def _when_answering(server: MPServer, tell: Callable[[], None]) -> None:
    """Call the function once a worker listens, which it does when it has the application."""
    while True:
        try:
            socket.create_connection((server.bind_addr, server.bind_port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return tell()


def main() -> int:
    """Read the command line and serve."""
    parser = ArgumentParser(prog="python -m cms.server", description="Serve the project.")
    parser.add_argument("application", nargs="?", default=APPLICATION, metavar="MODULE:NAME")
    parser.add_argument("--host", default=HOST, help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, help="processes; as many as cores unless said")
    options = parser.parse_args()

    def tell() -> None:
        sys.stdout.write(f"Serving on http://{options.host}:{options.port}/. Ctrl-C stops it.\n")
        sys.stdout.flush()

    return run(
        make_server(
            options.application, host=options.host, port=options.port, workers=options.workers
        ),
        tell,
    )


if __name__ == "__main__":
    sys.exit(main())
