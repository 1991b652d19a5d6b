"""Asking Django for an answer that is meant for everybody."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import Any

from cms.delivery.response_cache.answers import (
    Answer,
    Headers,
    cache_control,
    is_encodable,
    make_answer,
    own_headers,
    repeated,
)
from cms.delivery.response_cache.cacheability import PUBLIC_FLAG
from cms.delivery.response_cache.canonical import HOST, Address, Environ
from cms.delivery.response_cache.codings import (
    BROTLI,
    GZIP,
    IDENTITY,
    accepted_codings,
    encode_pieces,
)
from cms.delivery.response_cache.state import State
from cms.delivery.response_cache.store import LARGEST

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

# What an answer for everybody cannot depend on; Django gets to see none of it.
NOT_PASSED_ON = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_COOKIE",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_ORIGIN",
    "HTTP_RANGE",
)


class Said:
    """What Django has said, its body not read yet."""

    def __init__(
        self,
        status: str,
        headers: Headers,
        pieces: Iterable[bytes],
        address: Address,
        *,
        is_for_everybody: bool,
    ) -> None:
        self.status = status
        self.headers = headers
        self.address = address
        # Of this asking, and of no other.
        self.timing = [header for header in headers if header[0] == "Server-Timing"]
        self.is_for_everybody = is_for_everybody
        self.is_elsewhere = status.startswith(("3", "404", "410"))
        self._source = pieces
        self._pieces = iter(pieces)
        self._begun: list[bytes] = []

    def read(self) -> bytes | None:
        """Return the body, or None where it is too long to be kept."""
        size = 0
        for piece in self._pieces:
            self._begun.append(piece)
            size += len(piece)
            if size > LARGEST:
                return None
        self.close()
        return b"".join(self._begun)

    def answer(self, body: bytes, coding: str, changed_at: float) -> Answer:
        """Return the answer that can be kept. changed_at: POSIX time."""
        return make_answer(self.status, self.headers, body, coding, changed_at)

    def pass_on(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Send it as it is."""
        start(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return ()
        return self._source

    def stream(
        self, environ: Environ, start: Start, state: State, coding: str, *, is_current: bool
    ) -> Iterable[bytes]:
        """Send a long body while it is made.

        is_current: whether the content is still in the state that it was asked for in. Otherwise
        the body, or a part of it, is of another, and has no validator. The validator is weak: the
        content may change while the body is sent, and what ceases to be public is left out.
        """
        if coding == BROTLI:
            is_gzip_accepted = GZIP in accepted_codings(environ["HTTP_ACCEPT_ENCODING"])
            coding = GZIP if is_gzip_accepted else IDENTITY
        if not is_encodable(self.headers):
            coding = IDENTITY
        headers = own_headers(self.headers)
        # No shared cache can tell what changes while it takes the body in.
        control = cache_control(0)
        if is_current:
            named = repr((state.token, self.address, coding)).encode()
            etag = f'W/"{blake2b(named, digest_size=15).hexdigest()}"'
            if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
                self.close()
                start("304 Not Modified", [*repeated(headers), ("ETag", etag), control])
                return ()
            headers.append(("ETag", etag))
        headers.append(control)
        if coding:
            headers.append(("Content-Encoding", coding))
        start(self.status, headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return ()
        pieces = self._rest()
        return encode_pieces(pieces) if coding else pieces

    def close(self) -> None:
        """Tell Django that nothing more is wanted."""
        if hasattr(self._source, "close"):
            self._source.close()

    def _rest(self) -> Iterator[bytes]:
        try:
            yield from chain(self._begun, self._pieces)
        finally:
            self.close()


def ask(django: Application, environ: Environ, address: Address) -> Said:
    """Ask Django for the answer at an address, as somebody of whom nothing is known."""
    asked = {name: value for name, value in environ.items() if name not in NOT_PASSED_ON}
    asked |= {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": address.query,
        HOST: address.host,
        "delivery.state": "miss",
    }
    heard: list[Any] = []

    def listen(status: str, headers: Headers, exc_info: Any = None) -> None:
        heard[:] = [status, headers]

    pieces = django(asked, listen)
    status, headers = heard
    is_for_everybody = asked.get(PUBLIC_FLAG, False)
    return Said(status, headers, pieces, address, is_for_everybody=is_for_everybody)
