"""Calling the application and handing its answer over whole, so that the client sets no pace."""

import errno
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from http import HTTPStatus
from itertools import chain
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Any

from cms.server.requests import Environ

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
Application = Callable[[Environ, Any], Iterable[bytes]]

# Longer answers are sent from a file: granian would keep a copy for each reader. Bytes.
IN_MEMORY = 256 * 1024

# What the long answers of one worker that are being sent may take on the disk. Bytes.
MOST_ON_DISK = 1024 * 1024 * 1024

RETRY_SECONDS = "10"
DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


class FullError(Exception):
    """Says that too many long answers are being sent."""


class OnDisk:
    """How many bytes of long answers are being sent by one worker, in whichever thread."""

    def __init__(self) -> None:
        self.size = 0
        self._lock = Lock()

    def add(self, size: int) -> None:
        """Take room, or give it back. Raises FullError."""
        with self._lock:
            if size > 0 and self.size + size > MOST_ON_DISK:
                raise FullError
            self.size += size


class Start:
    """WSGI's start_response; remembers what it was told."""

    __slots__ = ("headers", "status")

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status = int(status[:3])
        self.headers = headers


def answer(
    application: Application, environ: Environ, proto: Any, on_disk: OnDisk
) -> IO[bytes] | None:
    """Call the application and answer with what it says, or with a 500 if it fails.

    Return the file that a long answer is sent from: the caller keeps it open until it is sent,
    and then gives its room on the disk back.
    """
    start = Start()
    try:
        pieces = application(environ, start)
        if type(pieces) is list and len(body := b"".join(pieces)) <= IN_MEMORY:
            proto.response_bytes(start.status, start.headers, body)
            return None
        return _hand_over(pieces, start, proto, on_disk)
    except FullError:
        refuse(proto, HTTPStatus.SERVICE_UNAVAILABLE)
        return None
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            refuse(proto, HTTPStatus.SERVICE_UNAVAILABLE)
            return None
        logger.exception("The application has failed")
        refuse(proto, HTTPStatus.INTERNAL_SERVER_ERROR)
        return None


def refuse(proto: Any, status: HTTPStatus) -> None:
    """Answer without the application; the connection ends, with what is still to come on it."""
    headers: Headers = [("Connection", "close"), ("Cache-Control", "no-store")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", RETRY_SECONDS))
    proto.response_bytes(int(status), headers, b"")


def _hand_over(
    pieces: Iterable[bytes], start: Start, proto: Any, on_disk: OnDisk
) -> IO[bytes] | None:
    begun = iter(pieces)
    try:
        held: list[bytes] = []
        size = 0
        for piece in begun:
            held.append(piece)
            size += len(piece)
            if size > IN_MEMORY:
                return _send_file(chain(held, begun), start, proto, on_disk)
        proto.response_bytes(start.status, start.headers, b"".join(held))
        return None
    finally:
        if hasattr(pieces, "close"):
            pieces.close()


def _send_file(pieces: Iterator[bytes], start: Start, proto: Any, on_disk: OnDisk) -> IO[bytes]:
    """Write a long answer to a file without a name, and have granian send it from there.

    Only a whole answer is sent: what fails half-way is a 500 and no short file.
    """
    file = TemporaryFile()  # noqa: SIM115  the caller closes it
    size = 0
    try:
        for piece in pieces:
            on_disk.add(len(piece))
            size += len(piece)
            file.write(piece)
        file.seek(0)
        headers = [header for header in start.headers if header[0].lower() != "content-length"]
        headers.append(("Content-Length", str(size)))
        proto.response_file(start.status, headers, f"/dev/fd/{file.fileno()}")
    except BaseException:
        on_disk.add(-size)
        with suppress(OSError):
            file.close()
        raise
    return file
