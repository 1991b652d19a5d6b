"""Limits on guessing where no user signs in: tokens, passwords of pages and documents, mails."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import ngettext
from wagtail.api.v3.errors import problem_response
from wagtail.log_actions import LogContext

from cms.access import attempts
from cms.api_v3.middleware import is_for_anybody
from cms.delivery.monitoring import views as monitoring
from participants.applications.submission.rates import Rate, TooManyError, check, folded_email

API = "/api/"
API_V3 = "/api/v3/"
ADMIN = "/admin/"


GetResponse = Callable[[HttpRequest], HttpResponse]
RESETS_FROM_ADDRESS = Rate("password resets from address", 10, timedelta(hours=1))
RESETS_BY_EMAIL = Rate("password resets by e-mail", 3, timedelta(hours=1), folded_email)


def refuse_login(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer a login that was not checked; django-axes calls it."""
    lock = request.access_lock  # type: ignore[attr-defined]  # set by LoginLimits
    return refuse(request, lock.seconds_left)


def refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer that nothing is checked for so many seconds."""
    minutes = ceil(seconds / 60)
    text = ngettext(
        "There were too many wrong attempts. For %(minutes)d minute nothing more is checked, not "
        "even what is right.",
        "There were too many wrong attempts. For %(minutes)d minutes nothing more is checked, not "
        "even what is right.",
        minutes,
    ) % {"minutes": minutes}
    response = _shown(request, text)
    response["Retry-After"] = str(seconds)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _shown(request: HttpRequest, text: str) -> HttpResponse:
    status = HTTPStatus.TOO_MANY_REQUESTS
    path = request.path_info
    if path.startswith(API_V3):
        return problem_response(status=status, detail=text)
    if path in monitoring.PATHS:
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    if path.startswith(API) or not request.accepts("text/html"):
        return JsonResponse({"message": text}, status=status)
    name = "admin" if path.startswith(ADMIN) else "site"
    return render(request, f"access/refused_{name}.html", {"text": text}, status=status)


class TokenLimitMiddleware:
    """Refuse an address that has shown too many wrong tokens; put it before what checks them.

    A monitor that asks while the database is away is answered: it asks because of that.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._shows_token(request):
            return self.get_response(request)
        address = attempts.sender(request)
        passing = (Error,) if request.path_info in monitoring.PATHS else ()
        with suppress(*passing):
            if lock := attempts.lock_on(attempts.TOKEN, address):
                return refuse(request, lock.seconds_left)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            with suppress(*passing):
                attempts.count(attempts.TOKEN, address)
        return response

    @staticmethod
    def _shows_token(request: HttpRequest) -> bool:
        path = request.path_info
        is_guarded = path.startswith(API_V3) or path in monitoring.PATHS
        return is_guarded and not is_for_anybody(request) and "HTTP_AUTHORIZATION" in request.META


class PasswordLimitMiddleware(MiddlewareMixin):
    """Limit the forms that ask for a password without signing in, by the names of their views."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        account = getattr(request, "access_account", None)
        # Each of the forms comes back while the password is wrong, and leads on when it is right.
        if account and response.status_code == HTTPStatus.FOUND:
            attempts.forgive(account, attempts.sender(request))
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None:
            return None
        if match.view_name == "wagtailadmin_password_reset":
            return _refused_reset(request)
        account = _account(request, match)
        if account is None:
            return None
        if lock := attempts.take(account, attempts.sender(request)):
            return refuse(request, lock.seconds_left)
        request.access_account = account  # type: ignore[attr-defined]
        return None


def _account(request: HttpRequest, match: ResolverMatch) -> str | None:
    """Return what a password is tried for, None where none is."""
    match match.view_name:
        case "wagtailcore_authenticate_with_password":
            return f"[page] {match.kwargs['page_view_restriction_id']}"
        case "wagtaildocs_authenticate_with_password":
            return f"[collection] {match.kwargs['restriction_id']}"
        case "wagtailadmin_account" if request.POST.get("password-old_password"):
            # Whoever has found an open browser could guess the password that a change asks for.
            return attempts.folded(request.user.get_username())
    return None


def _refused_reset(request: HttpRequest) -> HttpResponse | None:
    """Return a refusal where enough mails were asked for, whether or not the account exists."""
    try:
        check(RESETS_FROM_ADDRESS, attempts.sender(request) or "")
        check(RESETS_BY_EMAIL, request.POST.get("email", ""))
    except TooManyError as error:
        return refuse(request, error.retry_after)
    return None


class AdminUserMiddleware:
    """Keep who asks the admin until the answer is rendered; put it after what authenticates.

    Wagtail keeps it for its log, and forgets it before templates are rendered.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info.startswith("/admin/") and request.user.is_authenticated):
            return self.get_response(request)
        with LogContext(user=request.user):
            return self.get_response(request)
