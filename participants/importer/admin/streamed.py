"""A page of the admin whose middle arrives piece by piece, also where no script runs."""

import logging
from collections.abc import Generator, Iterable, Iterator
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, override

from participants.importer.applying import NotUndoable, PlanOutdated
from participants.importer.applying.running import is_held_by_others, refusal_of

PAGE = "participants/admin/import_streamed.html"
PAUSE = 0.2  # seconds between two pieces; more would only make the page longer


def streamed(
    request: HttpRequest, context: dict[str, Any], pieces: Iterator[str]
) -> StreamingHttpResponse:
    """Return the page of the context with the pieces in its middle, sent as they come.

    If the reader goes away, `pieces` is closed where it stands.
    """
    # Compressing would hold the pieces back until there are many.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    get_token(request)
    place = get_random_string(32)
    head, tail = render_to_string(PAGE, {**context, "place": place}, request).split(place)
    return StreamingHttpResponse(
        _parts(head, pieces, tail, get_language()),
        headers={"X-Accel-Buffering": "no", "Cache-Control": "private, no-store"},
    )


def _parts(head: str, pieces: Iterator[str], tail: str, language: str | None) -> Iterator[str]:
    # Wagtail's choice of a language ends with the view, and the pieces come after it.
    with override(language):
        yield head
        yield from pieces
        yield tail


def progress(label: str, steps: Iterable[int], total: int | None = None) -> Iterator[str]:
    """Go through the steps, yielding a bar that grows: successive ones, of which the last shows.

    total: None where it is not known, and the bar can only say how many are done.
    """
    yield '<div class="import-progress" role="status">'
    yield _bar(label, 0, total)
    last, done = monotonic(), 0
    for done in steps:
        if monotonic() - last > PAUSE or done == total:
            last = monotonic()
            yield _bar(label, done, total)
    if total is None:
        yield _bar(label, done, total, is_complete=True)
    yield "</div>"


def _bar(label: str, done: int, total: int | None, *, is_complete: bool = False) -> str:
    if total is None:
        words = gettext("%(label)s: %(done)s") % {"label": label, "done": number_format(done)}
        value = mark_safe(' value="1"') if is_complete else ""
        return format_html("<p><progress{}></progress><span>{}</span></p>\n", value, words)
    words = gettext("%(label)s: %(done)s of %(total)s") % {
        "label": label,
        "done": number_format(done),
        "total": number_format(total),
    }
    bar = '<p><progress value="{}" max="{}"></progress><span>{}</span></p>\n'
    return format_html(bar, done, max(total, 1), words)


logger = logging.getLogger(__name__)


def attempt(label: str, steps: Generator[int, None, Any], total: int) -> Generator[str, None, str]:
    """Go through the steps, yielding progress; return why nothing was written, or an empty text."""
    try:
        yield from progress(label, steps, total)
    except DatabaseError as error:
        if not is_held_by_others(error):
            logger.exception("An import failed")
        return refusal_of(error)
    except (PlanOutdated, NotUndoable) as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        # A reader who has gone away must not leave the transaction open until Python tidies up.
        steps.close()
    return ""
