"""Problem documents for whatever goes wrong in API v3."""

import errno
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from treebeard.exceptions import InvalidMoveToDescendant, InvalidPosition, PathOverflow
from wagtail.api.v3.errors import PROBLEM_JSON, problem_response

from cms.api_v3.permissions import referrers
from cms.middleware.concurrent_writes import faults_of

logger = logging.getLogger("django.request")

SECONDS_TO_WAIT = 30
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def refusal(location: tuple[str | int, ...], message: str) -> HttpResponse:
    """Return a 422 that names where in the request the fault is."""
    return refusals([{"type": "value_error", "loc": list(location), "msg": message}])


def refusals(errors: list[dict[str, Any]]) -> HttpResponse:
    """Return a 422 for all faults of a request: their type, place and message."""
    return problem_response(
        status=HTTPStatus.UNPROCESSABLE_ENTITY, detail="Validation failed", errors=errors
    )


def is_needed_elsewhere(
    request: HttpRequest, error: ProtectedError | RestrictedError
) -> HttpResponse:
    if isinstance(error, ProtectedError):
        named, hidden = referrers(error.protected_objects, request.user)
    else:
        named, hidden = referrers(error.restricted_objects, request.user)
    errors: list[dict[str, Any]] = [
        {"type": "is_referred_to", "loc": ["path"], "msg": name} for name in named
    ]
    if hidden:
        errors.append(
            {
                "type": "is_referred_to",
                "loc": ["path"],
                "msg": f"{hidden} more that you may not see",
            }
        )
    return problem_response(
        status=HTTPStatus.CONFLICT,
        detail="It cannot be deleted: something else refers to it.",
        errors=errors,
    )


def contradicts(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """Answer what the database alone refuses: it contradicts what exists, or what has gone.

    `may_be_asked_again` tells it from other conflicts, which the operation has seen itself.
    """
    errors = [
        {
            "type": "contradiction",
            "loc": ["body"] if name == NON_FIELD_ERRORS else [name],
            "msg": text,
        }
        for name, sentences in faults_of(error).items()
        for text in sentences
    ]
    response = problem_response(
        status=HTTPStatus.CONFLICT,
        detail="It contradicts something that exists, or that has gone in the meantime.",
        errors=errors,
    )
    response.may_be_asked_again = True
    return response


def is_away(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("API v3 could not answer", exc_info=error, extra={"request": request})
    response = problem_response(
        status=HTTPStatus.SERVICE_UNAVAILABLE, detail="Please try again in a moment."
    )
    response["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def storage_failed(request: HttpRequest, error: OSError) -> HttpResponse:
    return is_away(request, error) if error.errno in NO_ROOM else failed(request, error)


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of ours, and report it as Django reports those of other views."""
    got_request_exception.send(sender=None, request=request)
    logger.error(
        "Internal Server Error: %s", request.path, exc_info=error, extra={"request": request}
    )
    return problem_response(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        detail="This is a fault of the server, and it has been recorded.",
    )


Handler = Callable[[HttpRequest, Any], HttpResponse]


def always(status: HTTPStatus, detail: str) -> Handler:
    """Return a handler that says the same of every exception of a kind."""
    return lambda request, error: problem_response(status=status, detail=detail)


out_of_range = always(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "A value is too large, too long or of the wrong kind to be stored.",
)
no_place = always(HTTPStatus.UNPROCESSABLE_ENTITY, "A page cannot stand at that place.")
unreadable = always(HTTPStatus.BAD_REQUEST, "The body of the request cannot be read.")
too_large = always(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body of the request is too large.")

# The nearest class of an exception decides.
HANDLERS: dict[type[Exception], Handler] = {
    ProtectedError: is_needed_elsewhere,
    RestrictedError: is_needed_elsewhere,
    IntegrityError: contradicts,
    DataError: out_of_range,
    OverflowError: out_of_range,
    InvalidMoveToDescendant: no_place,
    InvalidPosition: no_place,
    PathOverflow: no_place,
    RequestDataTooBig: too_large,
    SuspiciousOperation: unreadable,
    MultiPartParserError: unreadable,
    UnreadablePostError: unreadable,
    OperationalError: is_away,
    InterfaceError: is_away,
    DatabaseError: failed,
    OSError: storage_failed,
    Exception: failed,
}


def register_handlers(api: NinjaAPI) -> None:
    """Let API v3 answer these exceptions; those of requests that are wrong stay Wagtail's."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def problem_for(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the problem document for an exception outside of an operation."""
    kind = next(kind for kind in type(error).__mro__ if kind in HANDLERS)
    return HANDLERS[kind](request, error)


def as_problem(response: HttpResponse) -> HttpResponse:
    """Return an answer that refuses as a problem document, with its other headers."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(PROBLEM_JSON):
        return response
    problem = problem_response(
        status=response.status_code, detail=DETAILS.get(response.status_code, "")
    )
    for name, value in response.items():
        if name not in {"Content-Type", "Content-Length"}:
            problem[name] = value
    problem.cookies = response.cookies
    return problem


DETAILS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "The request cannot be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not know that method.",
}
