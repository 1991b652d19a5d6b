"""Where the time of a request goes: into `Server-Timing` for who works here, into the figures."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse

from cms.delivery.monitoring import metrics
from cms.delivery.monitoring import views as monitoring

STATE = "delivery.state"


class DatabaseTimer:
    """Adds up how long statements took, until their first row; a wrapper for `execute`."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - started
            self.queries += 1


class TimingMiddleware:
    """Measure requests if somebody looks at the result, and do nothing at all otherwise.

    Everybody sees `Server-Timing` in development, staff in production: how long a database takes
    tells strangers what exists. The figures are kept if a monitor can ask for them. The front
    says in `environ["delivery.state"]` what it does with the answer: miss or pass.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_recorded = bool(monitoring.token())
        self.is_public = settings.DEBUG

    def __call__(self, request: HttpRequest) -> HttpResponse:
        may_be_staff = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not (self.is_recorded or self.is_public or may_be_staff):
            return self.get_response(request)
        timer = DatabaseTimer()
        started = time.perf_counter()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(timer))
            response = self.get_response(request)
        seconds = time.perf_counter() - started
        state = request.META.get(STATE, "pass")
        if self.is_recorded:
            metrics.record_request(
                (request.method or "", response.status_code, state),
                seconds=seconds,
                database_seconds=timer.seconds,
                queries=timer.queries,
            )
        if self.is_public or (may_be_staff and _is_staff(request)):
            response["Server-Timing"] = (
                f"cache;desc={state}, "
                f'db;dur={timer.seconds * 1000:.1f};desc="{timer.queries} queries", '
                f"total;dur={seconds * 1000:.1f}"
            )
        return response


def _is_staff(request: HttpRequest) -> bool:
    try:
        return request.user.has_perm("wagtailadmin.access_admin")
    except (AttributeError, Error):
        # Refused before the session was opened, or because the database is away.
        return False
