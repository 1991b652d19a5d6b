"""granian, without a thread for each client.

Configured in one place for `make serve`, `make demo` and `make bench`.
What comes slowly is read in an event loop (`requests`), what goes out
slowly is sent from a file (`answering`). Run as a program it serves the project:
`python -m cms.server --port 8000`.
"""

import multiprocessing
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from multiprocessing.synchronize import Lock
from threading import Thread
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from cms.server.threads import Threads

# Seconds for which what was sent may stay untaken before the system drops the connection.
UNTAKEN_SECONDS = 30


def listener(address: tuple[str, int], backlog: int) -> SocketHolder | None:
    """Return a socket of this process alone, or None where the system has no such deadline.

    The system shares connections out among the sockets of all workers. Those of a reader who has
    stopped reading are closed by the system itself, whoever is sending.
    """
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        return None
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    own = socket.socket(family)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNTAKEN_SECONDS * 1000)
    own.bind(address)
    # The stub has no constructor.
    return SocketHolder(own.detach(), False, backlog)  # type: ignore[call-arg]


APPLICATION = "cms.wsgi:application"
HOST = "127.0.0.1"
# With a single one, a slow answer would hold up everybody whom its worker serves.
THREADS = 4
STOP_SECONDS = 10
# For the head of a request, from its first byte or the end of the answer before it.
HEAD_SECONDS = 15
# Connections of one worker; one that waits costs a few kilobytes and no thread.
CONNECTIONS = 4_096

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
        # Says that the workers have threads; which of granian's interfaces they speak, `run` says.
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000),
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
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
    _allow_open_files()
    try:
        server.serve(
            spawn_target=_worker(server._spawn_rsgi_worker, address),
            target_loader=partial(_load, address, announcement, first),
        )
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _allow_open_files() -> None:
    """Let this process and its workers have as many connections open as they may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _worker(spawn: Callable[..., None], address: Address) -> Callable[..., None]:
    """Return granian's worker with a listening socket and threads of our own."""

    @wraps(spawn)
    def worker(number: int, name: str | None, loader: Any, sockets: Any, *rest: Any) -> None:
        if own := listener(address, CONNECTIONS):
            sockets = ((None, own), sockets[1])
        spawn(number, name, loader, sockets, *rest)

    return worker


def _load(address: Address, announcement: str, first: Lock, application: str) -> Any:
    """Import the application, which is the first thing that a worker does."""
    # Ctrl-C reaches the workers too, and granian hangs in one that is told to stop twice.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # Until granian sets its own, a worker has the handlers of the server, which would stop nothing.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    path, _, name = application.partition(":")
    module = import_module(path)
    if first.acquire(block=False):
        # Once for all workers, and not for one that takes the place of another.
        getattr(module, "begin", lambda: None)()
        # Here, since a thread of the server's own process could hold a lock while it forks.
        Thread(target=_announce, args=(address, announcement), daemon=True).start()
    return Threads(getattr(module, name))


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
