"""`applications/`: taking in what a frontend sends, as the form of the site does."""

import logging
import re
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from participants.api.applications.body import RefusedError, TooLargeError, read_body
from participants.api.applications.members import Refusal, Sent
from participants.api.applications.reading import valid_forms
from participants.api.base import PublicAPIViewSet
from participants.applications.submission.form import Errors
from participants.applications.submission.rates import (
    TRIED_FROM_ADDRESS,
    TooManyError,
    check,
    client_address,
)
from participants.applications.submission.submission import KeyReusedError, send
from participants.models import Application, ApplicationState
from participants.registry.listing.parameters import check_parameters, read_choices
from participants.values.languages import content_languages, default_language

logger = logging.getLogger(__name__)

KEY = re.compile(r"[\x21-\x7e]{16,200}")
# Seconds after which what has failed here is worth another try.
REPAIRED_AFTER = 60


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ApplicationsAPIViewSet(PublicAPIViewSet):
    """Take in applications to join; nothing can be read here."""

    name = "applications"
    about = "Applications to join; they can be sent, and not read."
    model = Application

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"post": "send_view"}), name="send")]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("locale")
        with override(wanted if wanted in content_languages() else default_language()):
            response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the methods alone; what they take is described in `openapi.json`."""
        return Response(status=HTTPStatus.NO_CONTENT)

    def send_view(self, request: Request) -> Response:
        """Keep an application, and ask for the confirmation of its e-mail address."""
        check_parameters(request.GET, frozenset({"locale"}))
        read_choices(request.GET, "locale", dict.fromkeys(content_languages()))
        key = _key(request)
        address = client_address(request._request)
        check(TRIED_FROM_ADDRESS, address)
        forms = valid_forms(read_body(request._request))
        sent = send(forms, key=f"api {key}", address=address)
        answer: Sent = {
            "reference": sent.application.reference,
            # Whoever sends the same again gets the same answer.
            "state": ApplicationState.UNCONFIRMED,
            "message": _(
                "Thank you. The contact person has been sent a mail with a link. The application "
                "reaches the office when the link is opened."
            ),
        }
        return Response(answer, status=HTTPStatus.CREATED if sent.is_new else HTTPStatus.OK)

    def handle_exception(self, exc: Exception) -> Response:
        match exc:
            case RefusedError():
                message = _("The application was not taken in: see “errors”.")
                return _refusal(HTTPStatus.BAD_REQUEST, message, errors=exc.errors)
            case TooLargeError():
                return _refusal(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    _("This is too large. Send a letter of more than 1 MB as a file of its own."),
                )
            case KeyReusedError():
                return _refusal(
                    HTTPStatus.UNPROCESSABLE_ENTITY,
                    _("Another application came with this Idempotency-Key before."),
                )
            case TooManyError():
                message = _("Too much was sent lately. Try again later.")
                refusal = _refusal(HTTPStatus.TOO_MANY_REQUESTS, message)
                refusal["Retry-After"] = exc.retry_after
                return refusal
            case DatabaseError() | OSError():
                return _failure(exc)
        return super().handle_exception(exc)


def _key(request: Request) -> str:
    """Return what the client calls this sending, or what no other sending is called."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return get_random_string(32)
    if not KEY.fullmatch(key):
        raise BadRequestError(
            "Idempotency-Key: must be 16 to 200 ASCII characters without spaces, such as a UUID."
        )
    return key


def _refusal(status: HTTPStatus, message: str, errors: Errors | None = None) -> Response:
    refusal: Refusal = {"message": message}
    if errors is not None:
        refusal["errors"] = errors
    return Response(refusal, status=status)


def _failure(error: Exception) -> Response:
    # The message of the database may repeat what was sent.
    logger.error("An application could not be taken in: %s", type(error).__name__)
    message = _("The application could not be kept. Send it again later.")
    response = _refusal(HTTPStatus.SERVICE_UNAVAILABLE, message)
    response["Retry-After"] = REPAIRED_AFTER
    return response
