"""What holds for every request to API v3."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response

from cms.api_v3.errors import as_problem, problem_for

GetResponse = Callable[[HttpRequest], HttpResponse]

API_V3 = "/api/v3/"
# What can be asked of v3 is no secret, and clients want to know before they have a token.
OPENAPI = f"{API_V3}openapi.json"
READING = ("GET", "HEAD")
ADDED_METHODS = ("HEAD", "OPTIONS")
# What reading a body or committing may raise.
FAULTS = (DatabaseError, OSError, SuspiciousOperation, MultiPartParserError)
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def is_v3(request: HttpRequest) -> bool:
    return f"{request.path_info}/".startswith(API_V3)


def is_for_anybody(request: HttpRequest) -> bool:
    """Return whether an address of API v3 is read at which no token is looked at."""
    return request.path_info == OPENAPI and request.method in READING


class ProblemDocumentsMiddleware:
    """Refuse in JSON, whatever part of Django refuses, and answer HEAD and OPTIONS.

    It stands before all middleware that may refuse a request to API v3. No answer but the OpenAPI
    document, which is the same for all, may be kept by a cache, since the same address differs
    from user to user.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_v3(request):
            return self.get_response(request)
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = as_problem(self.get_response(request))
        request.method = method
        if not response.get("Cache-Control", "").startswith("public"):
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Authorization"])
        if method == "OPTIONS" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return methods_of(response)
        if 300 <= response.status_code < 400 and not response.content:
            del response["Content-Type"]
        if method == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def methods_of(refusal: HttpResponse) -> HttpResponse:
    """Return the answer to OPTIONS, from what an address says when it refuses that method."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    known = [name for name in refusal.get("Allow", "").split(", ") if name]
    response["Allow"] = ", ".join([*known, *ADDED_METHODS])
    for name in ("Cache-Control", "Vary"):
        if name in refusal:
            response[name] = refusal[name]
    del response["Content-Type"]
    return response


class TokenOnlyMiddleware(MiddlewareMixin):
    """Answer 401 to whoever comes to API v3 without a valid token.

    Wagtail shows its pages and images there to everybody; the public API is v2.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if not is_v3(request) or is_for_anybody(request):
            return None
        token = BearerTokenAuth()(request)
        if token is None:
            response = problem_response(
                status=HTTPStatus.UNAUTHORIZED, detail="A valid bearer token is required."
            )
            response["WWW-Authenticate"] = "Bearer"
            return response
        request.auth = token  # type: ignore[attr-defined]  # as django-ninja does
        return None

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Set the user again: Django's middleware has put that of the session there."""
        token = getattr(request, "auth", None)
        if is_v3(request) and token is not None:
            request.user = token.user


class WholeRequestsMiddleware:
    """Look at a request before its operation runs, and keep all that it writes or nothing.

    A refusal may come when half of the work is done, even after all of it, when what was written
    cannot be shown. The body is read before the transaction, so that a slow sender holds none.

    Where the database refuses what the operation has found to be right, somebody else has saved
    the same in between: it is asked once more, sees that and says so at its place.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_v3(request) or request.method in READING:
            return self.get_response(request)
        try:
            read(request)
            response = self.whole(request)
            if getattr(response, "may_be_asked_again", False):
                rewind(request)
                response = self.whole(request)
        except FAULTS as error:
            return problem_for(request, error)
        return response

    def whole(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, arguments: tuple, values: dict[str, Any]
    ) -> HttpResponse | None:
        if not is_v3(request) or request.resolver_match is None:
            return None
        # What it says of each operation takes time to make, and whoever imports this needs none.
        from cms.api_v3.requests import refused

        route = CONVERTER.sub(r"{\1}", request.resolver_match.route)
        return refused(request, f"/{route}", values)


def read(request: HttpRequest) -> None:
    if (request.content_type or "").startswith("multipart/"):
        request.FILES  # noqa: B018  reads all
    else:
        request.body  # noqa: B018  reads all


def rewind(request: HttpRequest) -> None:
    for _name, files in request.FILES.lists():
        for file in files:
            file.seek(0)
