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

PREFERENCE = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*")


@lru_cache(maxsize=512)
def chosen_coding(accept_encoding: str) -> str:
    """Return the best coding that an Accept-Encoding header admits."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower()[:1_000].split(","):
        match = PREFERENCE.fullmatch(part)
        if match:
            weights[match[1]] = _weight(match[2])
    best = max((BROTLI, GZIP), key=lambda name: weights.get(name, weights.get("*", 0)))
    return best if weights.get(best, weights.get("*", 0)) > 0 else IDENTITY


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


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0
