"""The codings in which bodies are kept: Brotli, gzip, or as they are."""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import brotli

IDENTITY = ""
GZIP = "gzip"
BROTLI = "br"

# Costs 1 to 2 ms for a page, once for each version of the content.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6

# Below this many bytes, what is saved is lost again in headers.
WORTH_IT = 200

# Nobody asks for more codings than this takes. Characters.
LONGEST_HEADER = 1_000
PREFERENCE = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?")


@lru_cache(maxsize=512)
def accepted_codings(accept_encoding: str) -> tuple[str, ...]:
    """Return which of Brotli and gzip an Accept-Encoding header admits, the best one first.

    None that it likes less than a body which is not encoded. RFC 9110, 12.5.3.
    """
    weights: dict[str, float] = {}
    for part in _complete_parts(accept_encoding.lower()):
        if match := PREFERENCE.fullmatch(part):
            weights[match[1].removeprefix("x-")] = _weight(match[2])
    others = weights.get("*", 0.0)
    wanted = {name: weights.get(name, others) for name in (BROTLI, GZIP)}
    # What is not named is taken too, but anything else is better.
    plain = weights.get("identity", 0.0)
    admitted = [name for name, weight in wanted.items() if weight > 0 and weight >= plain]
    return tuple(sorted(admitted, key=wanted.__getitem__, reverse=True))


def chosen_coding(accept_encoding: str) -> str:
    """Return the best coding that an Accept-Encoding header admits."""
    return next(iter(accepted_codings(accept_encoding)), IDENTITY)


def encode(body: bytes, coding: str) -> bytes:
    """Return the body in a coding, byte-identical for the same body."""
    if coding == BROTLI:
        return brotli.compress(body, quality=BROTLI_QUALITY)
    if coding == GZIP:
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body


def encode_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a long body in gzip, while it is being made."""
    compressor = zlib.compressobj(GZIP_LEVEL, wbits=31)
    for piece in pieces:
        if packed := compressor.compress(piece):
            yield packed
    yield compressor.flush()


def _complete_parts(header: str) -> list[str]:
    parts = header[:LONGEST_HEADER].split(",")
    # Half of "gzip;q=0" would mean the opposite.
    return parts if len(header) <= LONGEST_HEADER else parts[:-1]


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else min(float(text), 1.0)
    except ValueError:
        return 0.0
