"""What the log and error reports tell of an exception: where it arose, and nothing of whom."""

import traceback
from collections.abc import Iterator

from django.core.exceptions import DisallowedHost, ImproperlyConfigured
from django.db import DatabaseError, DataError, InterfaceError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

# Their messages name code, constraints or hosts; those of others may quote what a form held.
TELLING = (
    AttributeError,
    DatabaseError,
    DisallowedHost,
    ImportError,
    ImproperlyConfigured,
    InterfaceError,
    NameError,
    RecursionError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)


def told(error: BaseException) -> str:
    """Return the name of an exception, with its message where that quotes nothing."""
    name = type(error).__qualname__
    if isinstance(error, OSError):
        # Not the file, which may have been named by whoever has sent it.
        message = error.strerror or ""
    elif isinstance(error, TELLING) and not isinstance(error, DataError):
        # PostgreSQL goes on with the row that it has refused.
        message = str(error).partition("\n")[0]
    else:
        message = ""
    return f"{name}: {message}" if message else name


def traceback_of(error: BaseException) -> str:
    """Return the frames of an exception, after those of the exceptions that led to it."""
    return "\n\n".join(
        f"Traceback (most recent call last):\n{_frames(link)}{told(link)}"
        for link in reversed(list(_chain(error)))
    )


def _frames(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
