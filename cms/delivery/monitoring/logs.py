"""One JSON object per line for the log, and one line per request with an id to find it by."""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import DisallowedHost, ImproperlyConfigured
from django.core.signals import request_finished
from django.db import DatabaseError, DataError, Error, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
SAFE_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
# Parts of an address that let somebody in, such as those of a link to a new password.
SECRET_PARTS = ("token", "uidb64")
# What a line may carry besides its message. Others attach requests and statements, with all
# that stands in them.
FIELDS = ("method", "path", "status", "milliseconds", "user_id")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """Write a record of any library as one line of JSON; times are UTC.

    Exceptions are described without the values that their messages may quote.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := _request_id.get():
            line["request_id"] = request_id
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if error := _exception(record):
            line["exception"] = type(error).__qualname__
            line["traceback"] = traceback_of(error)
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, default=str)


class SecretPathFilter(logging.Filter):
    """Blots the secret parts of addresses out of what Django says about requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: every record is written."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(arg, request) if isinstance(arg, str) else arg
                for arg in record.args
            )
        return True


class RequestLogMiddleware:
    """Give every request an id, in its log lines and its answer, and write a line at its end.

    The id of a proxy is taken over if DELIVERY_TRUST_REQUEST_ID says that one is in front. Query
    strings are not written: people search for names, and letters have signed addresses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusts_proxy = getattr(settings, "DELIVERY_TRUST_REQUEST_ID", False)
        request_finished.connect(_forget_id, dispatch_uid="delivery.logs")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = self._id_of(request)
        _request_id.set(request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        if logger.isEnabledFor(logging.INFO):
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            logger.info(
                "Answered",
                extra={
                    "method": request.method,
                    "path": without_secrets(request.path, request),
                    "status": response.status_code,
                    "milliseconds": milliseconds,
                    "user_id": _user_id(request),
                },
            )
        return response

    def _id_of(self, request: HttpRequest) -> str:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        if self.trusts_proxy and SAFE_ID.fullmatch(given):
            return given
        return uuid4().hex


def _forget_id(**_kwargs: Any) -> None:
    # Only now: what a stream logs while it is sent belongs to its request.
    _request_id.set("")


def without_secrets(text: str, request: HttpRequest) -> str:
    """Return a text without the parts of the request's address that let somebody in."""
    if match := request.resolver_match:
        for name in SECRET_PARTS:
            if part := match.kwargs.get(name):
                text = text.replace(str(part), "…")
    return text


def _message(record: logging.LogRecord) -> str:
    if isinstance(record.msg, BaseException):
        return description_of(record.msg)
    said = record.args
    if isinstance(said, tuple):
        said = tuple(description_of(arg) if isinstance(arg, BaseException) else arg for arg in said)
    message = str(record.msg) % said if said else str(record.msg)
    # There Django says what the exception says.
    if (error := _exception(record)) and record.name.startswith("django.security."):
        return message.replace(str(error) or message, description_of(error))
    return message


def _exception(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _user_id(request: HttpRequest) -> Any:
    try:
        return request.user.pk
    except (AttributeError, Error):
        # Refused before the session was opened, or because the database is away.
        return None


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


def description_of(error: BaseException) -> str:
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
        f"Traceback (most recent call last):\n{_frames(link)}{description_of(link)}"
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
