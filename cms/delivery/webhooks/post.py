"""Posting to a target over HTTP, within a fixed time whatever the other side does.

Neither the standard library's openers nor requests will do: they resolve names a second time,
heed proxies of the environment, follow redirects unchecked, and time out only between bytes.
"""

import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urljoin

from cms.delivery.targets import ForbiddenTargetError, Target, checked

MOST_REDIRECTS = 3
# These two repeat the request as it is; the others would turn it into a GET.
REDIRECTS = (307, 308)
MOST_BYTES_READ = 1024


@dataclass(frozen=True)
class Answer:
    """What a target has answered. body: the beginning, at most 1 kB."""

    status: int
    body: str


class TooManyRedirectsError(Exception):
    """The target sends from one place to the next."""


class Deadline:
    """The moment at which an exchange has to be over."""

    def __init__(self, seconds: float) -> None:
        self.moment = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises TimeoutError if there are none."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


def post(address: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Answer:
    """Post to an address, following redirects that keep the request.

    seconds: for all of it, but for looking up names. Raises ForbiddenTargetError,
    TooManyRedirectsError, OSError (also TimeoutError and ssl.SSLError) and HTTPException.
    """
    deadline = Deadline(seconds)
    for _attempt in range(MOST_REDIRECTS + 1):
        answer, location = _exchange(checked(address), body, headers, deadline)
        if answer.status not in REDIRECTS or not location:
            return answer
        try:
            address = urljoin(address, location)
        except ValueError as error:
            raise ForbiddenTargetError(str(error)) from error
    raise TooManyRedirectsError(f"More than {MOST_REDIRECTS} redirects")


def _exchange(
    target: Target, body: bytes, headers: Mapping[str, str], deadline: Deadline
) -> tuple[Answer, str | None]:
    connection = _Connection(target, deadline)
    try:
        connection.request("POST", target.path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        text = response.read(MOST_BYTES_READ).decode(errors="replace")
        return Answer(response.status, text), response.getheader("Location")
    finally:
        connection.hang_up()


class _Connection(HTTPConnection):
    """A connection to the addresses that were checked, and to no other."""

    def __init__(self, target: Target, deadline: Deadline) -> None:
        super().__init__(target.host, target.port)
        self.target = target
        self.deadline = deadline
        self.plain: socket.socket | None = None
        # Decides whether the Host header names the port.
        self.default_port = 443 if target.is_secure else 80

    def connect(self) -> None:
        self.plain = self._first_that_answers()
        if self.target.is_secure:
            self.plain.settimeout(self.deadline.left())
            context = ssl.create_default_context()
            self.plain = context.wrap_socket(self.plain, server_hostname=self.target.host)
        self.sock = _TimedSocket(self.plain, self.deadline)

    def hang_up(self) -> None:
        """Close the socket itself."""
        self.close()
        if self.plain is not None:
            self.plain.close()

    def _first_that_answers(self) -> socket.socket:
        *others, last = self.target.addresses
        for address in others:
            try:
                return self._open(address)
            except TimeoutError:
                raise
            except OSError:
                continue
        return self._open(last)

    def _open(self, address: str) -> socket.socket:
        return socket.create_connection((address, self.target.port), self.deadline.left())


class _TimedSocket:
    """The part of a socket that http.client uses, with a deadline for all of it."""

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self.plain = plain
        self.deadline = deadline

    def sendall(self, data: Any) -> None:
        self.plain.settimeout(self.deadline.left())
        self.plain.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self.plain, self.deadline))

    def close(self) -> None:
        """Do nothing: http.client closes its socket before the body has been read."""


class _TimedReader(io.RawIOBase):
    """Reads what is there; a target that sends byte after byte gains no time by it."""

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self.plain = plain
        self.deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.plain.settimeout(self.deadline.left())
        return self.plain.recv_into(buffer)
