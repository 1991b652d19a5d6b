"""What machines ask that watch the site, does it live, is it ready, and where its time goes."""

import hmac
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.deprecation import MiddlewareMixin
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

from cms.delivery.monitoring import metrics, readiness

METRICS = "/metrics"
STARTED = time.monotonic()

Report = tuple[bool, dict[str, Any]]  # whether all is well, and the detail for the token


def token() -> str:
    """Return what a monitor has to show to see more than yes or no; empty if nobody may."""
    return getattr(settings, "DELIVERY_MONITORING_TOKEN", "")


def health() -> Report:
    """Say that this process answers; the database is not asked."""
    uptime = round(time.monotonic() - STARTED, 1)
    return True, {"process": os.getpid(), "uptime_seconds": uptime}


def ready() -> Report:
    """Say whether this process can do its work."""
    findings = readiness.findings()
    checks = [finding.as_json() for finding in findings]
    return all(finding.is_ok for finding in findings), {"checks": checks}


REPORTS: dict[str, Callable[[], Report]] = {"/healthz": health, "/readyz": ready}
PATHS = frozenset({*REPORTS, METRICS})


class MonitoringMiddleware(MiddlewareMixin):
    """Answer `/healthz`, `/readyz` and `/metrics` before host, scheme and session are looked at.

    It stands first, because a probe comes to an address without a name and over plain HTTP. That
    is safe: nothing of what it sends stands in an answer, and nothing but the token makes two
    answers differ.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.path_info not in PATHS:
            return None
        response = _answer(request)
        response["Cache-Control"] = "no-store"
        response["Content-Length"] = str(len(response.content))
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    is_metrics = request.path_info == METRICS
    if is_metrics and not token():
        return _text("not found", HTTPStatus.NOT_FOUND)
    credentials = request.META.get("HTTP_AUTHORIZATION", "")
    is_trusted = _shows_token(credentials)
    # A monitor with an old token shall notice it, and not take the short answer for the long one.
    if not is_trusted and (credentials or is_metrics):
        response = _text("unauthorized", HTTPStatus.UNAUTHORIZED)
        response["WWW-Authenticate"] = "Bearer"
        return response
    if is_metrics:
        return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE)
    is_well, detail = REPORTS[request.path_info]()
    status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
    word = "ok" if is_well else "not ready"
    if is_trusted:
        return JsonResponse({"status": word, **detail}, status=status)
    return _text(word, status)


def _text(text: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _shows_token(credentials: str) -> bool:
    scheme, _, shown = credentials.partition(" ")
    expected = token()
    if not expected or scheme.lower() != "bearer":
        return False
    # As bytes, since compare_digest refuses text that is not ASCII.
    return hmac.compare_digest(shown.strip().encode("utf-8", "replace"), expected.encode())


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
        self.is_recorded = bool(token())
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
