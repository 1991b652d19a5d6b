"""One JSON object per line for the log, and one line per request with an id to find it by."""

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

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
    """Write a record of any library as one line of JSON; times are UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := _request_id.get():
            line["request_id"] = request_id
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            line["traceback"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, default=str)


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
                    "path": _path_without_secrets(request),
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


def _path_without_secrets(request: HttpRequest) -> str:
    path = request.path
    if match := request.resolver_match:
        for name in SECRET_PARTS:
            if part := match.kwargs.get(name):
                path = path.replace(str(part), "…")
    return path


def _user_id(request: HttpRequest) -> Any:
    try:
        return request.user.pk
    except (AttributeError, DatabaseError):
        # Refused before the session was opened, or because the database is away.
        return None
