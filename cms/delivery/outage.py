"""When something below fails: which faults pass by themselves, and what is answered meanwhile.

One list for every door: whatever else goes wrong is a fault of ours and stays a 500.
"""

import errno
import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from http import HTTPStatus
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error, InterfaceError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from cms.delivery.monitoring.logs import description_of

logger = logging.getLogger(__name__)


class Fault(StrEnum):
    """What has failed below us, in the words of the log."""

    DISK = "The disk takes nothing more"
    BUSY = "The database is busy with another writer"
    DATABASE = "The database is away"


DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
# SQLite's primary result codes.
SQLITE_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_FULL: Fault.DISK,
    sqlite3.SQLITE_IOERR: Fault.DISK,
    sqlite3.SQLITE_READONLY: Fault.DISK,
    sqlite3.SQLITE_CANTOPEN: Fault.DATABASE,
}
# PostgreSQL's SQLSTATE, whole or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL_FAULTS = {
    "53100": Fault.DISK,  # disk full
    "58030": Fault.DISK,  # an error of input or output
    "55P03": Fault.BUSY,  # a lock was not to be had in time
    "40": Fault.BUSY,  # rolled back for another's sake
    "25006": Fault.DATABASE,  # it takes no writes
    "53": Fault.DATABASE,  # too many connections, no memory
    "57P": Fault.DATABASE,  # it is shut down, or starts up
    "08": Fault.DATABASE,  # the connection is lost
}
# What the driver says by itself has no SQLSTATE; of this class, or one below it such as that of
# time-outs, it is about the connection.
DRIVER_ERROR = "OperationalError"

RETRY_SECONDS = {Fault.DISK: 60, Fault.BUSY: 5, Fault.DATABASE: 10}
# How often the log repeats what goes on. Seconds.
INTERVAL = 60.0
# How long a statement waits for another's lock, where nothing else is configured. Seconds.
LOCK_SECONDS = 5


def fault_of(error: BaseException | None) -> Fault | None:
    """Return what has failed below us, or None for what is no such failure."""
    for link in _chain(error):
        if isinstance(link, OSError) and link.errno in DISK_ERRORS:
            return Fault.DISK
        if isinstance(link, InterfaceError):
            return Fault.DATABASE
        if isinstance(link, Error) and (fault := _fault_of_driver(link.__cause__)):
            return fault
    return None


def answer(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Return a 503 in the shape of whoever asks: JSON below `/api/`, else a page."""
    message = _("This cannot be answered just now, and nothing was changed. Try again later.")
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response: HttpResponse
    if request.path_info.startswith("/api/v3/"):
        response = JsonResponse(
            {
                "type": "about:blank",
                "title": status.phrase,
                "status": int(status),
                "detail": message,
            },
            status=status,
            content_type="application/problem+json",
        )
    elif request.path_info.startswith("/api/"):
        response = JsonResponse({"message": message}, status=status)
    else:
        response = HttpResponse(loader.render_to_string("503.html"), status=status)
    response["Retry-After"] = str(RETRY_SECONDS[fault])
    response["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a request that has failed, in a view or in any middleware; Django's `handler500`."""
    error = sys.exc_info()[1]
    fault = fault_of(error)
    if fault is None:
        return _server_error(request)
    note(fault, error)
    response = answer(request, fault)
    # Django would write each of them with its traceback.
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return response


def _server_error(request: HttpRequest) -> HttpResponse:
    try:
        return server_error(request)
    except ValueError:
        # Nobody has collected the style sheets that the page names.
        text = "Something went wrong. Une erreur s’est produite.\n"
        return HttpResponseServerError(text, content_type="text/plain; charset=utf-8")


class Sparing:
    """Lets what goes on happening into the log now and then, with how often it has happened."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[str, tuple[float, int]] = {}

    def times(self, what: str) -> int:
        """Return how often it has happened since this was last more than 0."""
        now = time.monotonic()
        with self._lock:
            until, count = self._seen.get(what, (0.0, 0))
            if now < until:
                self._seen[what] = until, count + 1
                return 0
            self._seen[what] = now + INTERVAL, 0
            return count + 1


_sparing = Sparing()


def note(fault: Fault, error: BaseException | None) -> None:
    """Write to the log what has failed, once a minute while it goes on."""
    if times := _sparing.times(fault):
        logger.error("%s (%s), times: %d", fault, description_of(error) if error else "", times)


def limit_waiting(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Let no statement wait for a lock without end; SQLite has its `timeout` for that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)"
                " WHERE current_setting('lock_timeout') = '0'",
                [f"{getattr(settings, 'DELIVERY_LOCK_SECONDS', LOCK_SECONDS)}s"],
            )


def _fault_of_driver(error: Any) -> Fault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE_FAULTS.get(code & 0xFF)
    if not hasattr(error, "sqlstate"):
        return None
    state: str | None = error.sqlstate
    if state is None:
        kinds = {kind.__name__ for kind in type(error).__mro__}
        return Fault.DATABASE if DRIVER_ERROR in kinds else None
    # The longer keys stand first.
    return next(
        (POSTGRESQL_FAULTS[key] for key in POSTGRESQL_FAULTS if state.startswith(key)), None
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
