"""An answer as it is kept: headers and body ready to be sent."""

from dataclasses import dataclass
from email.utils import formatdate
from hashlib import blake2b

from django.conf import settings

from cms.delivery.response_cache.codings import IDENTITY, WORTH_IT, encode

Headers = list[tuple[str, str]]

# What belongs to one request, or is worked out anew for what is kept.
NOT_KEPT = frozenset(
    {
        "cache-control",
        "content-encoding",
        "content-length",
        "etag",
        "last-modified",
        "server-timing",
        "vary",
        "x-request-id",
    }
)

# Of a 200, what a 304 repeats.
OF_304 = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "content-location",
        "content-security-policy",
        "cross-origin-opener-policy",
        "etag",
        "last-modified",
        "permissions-policy",
        "referrer-policy",
        "strict-transport-security",
        "vary",
        "x-content-type-options",
        "x-frame-options",
    }
)

# The header that names what an answer shows.
TAGS = "Cache-Tag"

# What an answer takes beside its body, roughly. Bytes.
OVERHEAD = 3_000

ENCODABLE = ("text/", "application/json", "application/xml", "application/atom", "image/svg")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for one URL in one coding; Cache-Control is added when it is sent.

    etag: empty for all but a 200; unchanged: the headers of a 304; size: bytes in memory.
    """

    status: str
    headers: Headers
    body: bytes
    etag: str
    unchanged: Headers

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    @property
    def tags(self) -> list[str]:
        """Return what it says that it shows; nothing where it says nothing."""
        said = next((value for name, value in self.headers if name == TAGS), "")
        return said.split(",") if said else []

    @property
    def is_lasting(self) -> bool:
        """Tell whether it holds as long as the content; what is missing could be anywhere."""
        return bool(self.etag)


def make_answer(
    status: str, headers: Headers, body: bytes, coding: str, changed_at: float
) -> Answer:
    """Return the answer with its validators. changed_at: POSIX time of the last public change."""
    if not is_encodable(headers) or len(body) < WORTH_IT:
        coding = IDENTITY
    kept = own_headers(headers)
    digest = blake2b(body, digest_size=15).hexdigest()
    etag = ""
    packed = encode(body, coding)
    if coding:
        kept.append(("Content-Encoding", coding))
    if status.startswith("200"):
        etag = f'"{digest}-{coding}"' if coding else f'"{digest}"'
        kept.append(("ETag", etag))
        kept.append(("Last-Modified", formatdate(changed_at, usegmt=True)))
    unchanged = repeated(kept)
    kept.append(("Content-Length", str(len(packed))))
    return Answer(status, kept, packed, etag, unchanged)


def own_headers(headers: Headers) -> Headers:
    """Return the headers that Django gave and that hold for every reader, with the exact Vary."""
    kept = [header for header in headers if header[0].lower() not in NOT_KEPT]
    names = {name for name in varies_by(headers) if name.lower() != "accept-encoding"}
    kept.append(("Vary", ", ".join(["Accept-Encoding", *sorted(names)])))
    return kept


def repeated(headers: Headers) -> Headers:
    """Return the headers of a 200 that belong into a 304 too."""
    return [header for header in headers if header[0].lower() in OF_304]


def varies_by(headers: Headers) -> set[str]:
    """Return the names of the request headers that an answer depends on."""
    values = (value for key, value in headers if key.lower() == "vary")
    return {name.strip() for value in values for name in value.split(",") if name.strip()}


def is_encodable(headers: Headers) -> bool:
    """Tell whether a body of this content type becomes smaller."""
    content_type = next((value for key, value in headers if key == "Content-Type"), "")
    return content_type.startswith(ENCODABLE) or "+json" in content_type or "+xml" in content_type


def is_purged() -> bool:
    """Tell whether a shared cache stands in front that is told of changes."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def cache_control(seconds_left: float) -> tuple[str, str]:
    """Return the header Cache-Control of an answer that holds for so many seconds more.

    Browsers ask each time, and so does a shared cache unless it is purged.
    """
    shared = stale = 0
    if is_purged():
        left = max(int(seconds_left), 0)
        stale = min(getattr(settings, "DELIVERY_STALE_WHILE_REVALIDATE", 30), left)
        shared = min(getattr(settings, "DELIVERY_SHARED_MAX_AGE", 3_600), left - stale)
    limits = f"s-maxage={shared}, stale-while-revalidate={stale}, stale-if-error=86400"
    return "Cache-Control", f"public, max-age=0, {limits}"
