"""What the demonstration answers to applications, for the examples of openapi.json.

Every status is that of a real answer. For the last, letters have no folder to be kept in.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

ADDRESS = "/api/v2/applications/"
KEY = "7d3c5a0e-application-of-megara"
# One sender each, as the limits count them.
ADDRESSES = "192.0.2.1", "192.0.2.2", "192.0.2.3"

Post = Callable[..., Any]
# The name of an example, what was sent in words, and the answer to it.
Sending = tuple[str, str, Any]


def sendings(post: Post) -> Iterator[Sending]:
    """Send what leads to each status. post: to an address, as Django's test client does."""
    from participants.api.applications.body import largest_document

    first, second, third = ADDRESSES

    def send(document: Any, **said: Any) -> Any:
        said = {"content_type": "application/json", "REMOTE_ADDR": first, **said}
        return post(ADDRESS, document, secure=True, **said)

    with_key: dict[str, Any] = {"headers": {"Idempotency-Key": KEY}}
    yield "taken_in", "the example “complete”", send(_example("complete"), **with_key)
    yield "sent_again", "the same with the same key", send(_example("complete"), **with_key)
    yield "faulty", "true for a number, and no address of a mailbox", send(_faulty())
    large = b" " * (largest_document() + 1)
    yield "document_too_large", "a document of a byte too many", send(large)
    long = f"{ADDRESS}?{'a' * 5_000}"
    yield "too_long", "at an address of 5,000 characters", post(long, secure=True)
    yield "plain_text", "text/plain", send("Megara", content_type="text/plain")
    another = send(_example("minimal"), **with_key)
    yield "key_of_another", "another application with the same key", another
    last = [send(_example("minimal", number), REMOTE_ADDR=second) for number in range(6)][-1]
    yield "too_many", "the sixth application within an hour", last
    with _letters_have_no_folder():
        parts = {"application": json.dumps(_example("minimal")), "letter": _letter()}
        answer = post(ADDRESS, parts, REMOTE_ADDR=third, secure=True)
        yield "not_kept", "the example “minimal” with a letter, which cannot be stored", answer


def _example(name: str, number: int = 0) -> Any:
    """Return what the description shows. number: of the mailbox, as each takes only a few."""
    from participants.api.openapi.sending import application_examples

    document = deepcopy(application_examples()[name]["value"])
    if number:
        document["contact"]["email"] = f"eleni{number}@example.org"
    return document


def _faulty() -> Any:
    document = _example("complete")
    document["contact"]["email"] = "eleni"
    document["population"]["value"] = True
    return document


def _letter() -> BytesIO:
    from PIL import Image

    letter = BytesIO()
    Image.new("RGB", (80, 40), "white").save(letter, "PNG")
    letter.seek(0)
    letter.name = "letter.png"
    return letter


@contextmanager
def _letters_have_no_folder() -> Iterator[None]:
    from django.conf import settings

    folder = Path(settings.PARTICIPANTS_PRIVATE_ROOT)
    aside = folder.with_name(f"{folder.name}-aside")
    folder.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)
