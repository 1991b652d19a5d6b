"""Load on a server of this machine: connections that ask again as soon as they are answered."""

import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus

CONNECTIONS = 32
ANSWER_TIMEOUT = 60  # seconds
BUFFER_SIZE = 1 << 18
HEAD_END = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length: "

Address = tuple[str, int]


class LoadError(Exception):
    """The server did not answer as it did when it was asked first."""


@dataclass
class Connection:
    """One socket, when it last asked, and how many bytes of the answer are still to come."""

    socket: socket.socket
    asked: float = 0.0
    missing: int = 0

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.asked = time.perf_counter()
        self.socket.sendall(request)


@dataclass(frozen=True)
class Load:
    """How long each answer took, and all of them together. Seconds."""

    latencies: list[float]
    seconds: float

    @property
    def answers(self) -> int:
        """Return how many answers came."""
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Return answers per second."""
        return self.answers / self.seconds


def load(
    address: Address, requests: Iterator[bytes], seconds: float, status: int = HTTPStatus.OK
) -> Load:
    """Send requests until they or the seconds run out, and time the answers to all of them.

    Raises LoadError for an answer that is not whole or not of this status, and for none within
    a minute.
    """
    with ExitStack() as opened:
        connections = [
            Connection(opened.enter_context(socket.create_connection(address)))
            for _ in range(CONNECTIONS)
        ]
        return _load(connections, requests, seconds, status)


def _load(
    connections: list[Connection], requests: Iterator[bytes], seconds: float, status: int
) -> Load:
    latencies = []
    buffer = bytearray(BUFFER_SIZE)
    with selectors.DefaultSelector() as selector:
        for connection, request in zip(connections, requests, strict=False):
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(request)
        start = last = time.perf_counter()
        # Until all are answered: a server that works on would take the processor from the next.
        while selector.get_map():
            ready = selector.select(ANSWER_TIMEOUT)
            if not ready:
                raise LoadError(f"no answer within {ANSWER_TIMEOUT} seconds")
            for key, _events in ready:
                if not _receive(key.data, buffer, status):
                    continue
                latencies.append(time.perf_counter() - key.data.asked)
                following = next(requests, None) if last < start + seconds else None
                if following is None:
                    selector.unregister(key.fileobj)
                else:
                    key.data.ask(following)
            last = time.perf_counter()
    return Load(latencies, last - start)


def _receive(connection: Connection, buffer: bytearray, status: int) -> bool:
    """Read what has come, and return whether the answer is whole."""
    size = connection.socket.recv_into(buffer)
    if size == 0:
        raise LoadError("the server has closed a connection")
    if connection.missing:
        connection.missing -= size
    else:
        connection.missing = _length(buffer, size, status) - size
    return connection.missing == 0


def _length(buffer: bytearray, size: int, status: int) -> int:
    """Return the length of the whole answer that the buffer begins with."""
    head = buffer.find(HEAD_END, 0, size)
    if head < 0 or buffer[9:12] != b"%d" % status:
        raise LoadError(f"unexpected answer: {bytes(buffer[: min(size, 100)])!r}")
    if status == HTTPStatus.NOT_MODIFIED:
        return head + len(HEAD_END)
    start = buffer.find(LENGTH, 0, head)
    if start < 0:
        raise LoadError("an answer does not say its length")
    start += len(LENGTH)
    return head + len(HEAD_END) + int(buffer[start : buffer.find(b"\r\n", start)])
