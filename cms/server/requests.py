"""What a client sends: the head as WSGI's environment, and the body, which holds no thread."""

import asyncio
import sys
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Environ = dict[str, Any]

# The same for every request.
COMMON: Environ = {
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.errors": sys.stderr,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}

# WSGI's names of headers; only names that were seen, and no more than these.
MOST_NAMES = 200
_names = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Any) -> Environ:
    """Return the environment, without a body. scope: RSGI's."""
    server, _, port = scope.server.rpartition(":")
    environ = COMMON | {
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_latin_1(scope.path),
        "QUERY_STRING": _as_latin_1(scope.query_string),
        "wsgi.url_scheme": scope.scheme,
    }
    for header, value in scope.headers.items():
        name = _names.get(header)
        if name is None:
            # It would pass for one with hyphens, such as those that a proxy alone may set.
            if "_" in header:
                continue
            name = _name(header)
        if name in environ:
            separator = ";" if header == "cookie" else ","
            environ[name] = f"{environ[name]}{separator}{value}"
        else:
            environ[name] = value
    if "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority or ""
    return environ


def _name(header: str) -> str:
    name = f"HTTP_{header.upper().replace('-', '_')}"
    if len(_names) < MOST_NAMES:
        _names[header] = name
    return name


def _as_latin_1(text: str) -> str:
    # WSGI hands over bytes, written as the characters of Latin-1.
    return text if text.isascii() else text.encode().decode("latin-1")


# Bodies under way in one worker, and what they may take together. Bytes.
MOST_BODIES = 512
MOST_TOGETHER = 512 * 1024 * 1024
# One body. Bytes.
LARGEST = 100 * 1024 * 1024
# What is longer is kept in a file. Bytes.
IN_MEMORY = 64 * 1024

# A body may take so many seconds, and one more for each so many bytes that have come; and never
# longer than this. A picture of 10 MB may come at 100 kbit/s.
PATIENCE = 10.0
SLOWEST = 10_000
LONGEST = 900.0


class RefusedError(Exception):
    """Says that a body is not read to its end. status: that of the answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """All bodies that are being read or worked on in one worker. Belongs to its event loop."""

    def __init__(self) -> None:
        self.count = 0
        self.size = 0

    async def read(self, environ: Environ, proto: Any) -> IO[bytes]:
        """Return the body as a file at its beginning, of which the environment has the length.

        Raises RefusedError for one that is too large, too slow, cut off, or one too many.
        """
        expected = _length(environ)
        if expected is not None and expected > LARGEST:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.count >= MOST_BODIES or self.size + (expected or 0) > MOST_TOGETHER:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        self.count += 1
        body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
        received = 0
        try:
            received = await self._receive(proto, body, expected)
        except BaseException:
            body.close()
            raise
        finally:
            self.count -= 1
        environ["CONTENT_LENGTH"] = str(received)
        body.seek(0)
        return body

    async def _receive(self, proto: Any, body: IO[bytes], expected: int | None) -> int:
        loop = asyncio.get_running_loop()
        began = loop.time()
        received = ends = 0
        pieces = aiter(proto)
        try:
            while True:
                deadline = began + min(PATIENCE + received / SLOWEST, LONGEST)
                try:
                    async with asyncio.timeout_at(deadline):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    break
                except TimeoutError as error:
                    raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from error
                if not piece:
                    # The end is told once; it is told twice when the connection has broken.
                    ends += 1
                    continue
                received += len(piece)
                self.size += len(piece)
                if received > LARGEST:
                    raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                if self.size > MOST_TOGETHER:
                    raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
                body.write(piece)
        finally:
            self.size -= received
        if ends > 1 or (expected is not None and received != expected):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        return received


def has_body(environ: Environ) -> bool:
    """Tell whether a body follows the head of a request."""
    return "HTTP_TRANSFER_ENCODING" in environ or environ.get("CONTENT_LENGTH", "0") != "0"


def _length(environ: Environ) -> int | None:
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    try:
        return int(environ["CONTENT_LENGTH"])
    except ValueError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST) from error
