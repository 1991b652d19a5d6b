"""What the endpoints share to which frontends send something for the office."""

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
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from participants.api.applications.body import RefusedError, TooLargeError
from participants.api.applications.members import Refusal
from participants.api.base import PublicAPIViewSet
from participants.applications.submission.form import Errors
from participants.applications.submission.rates import (
    TRIED_FROM_ADDRESS,
    TooManyError,
    check,
    client_address,
)
from participants.applications.submission.submission import KeyReusedError
from participants.registry.listing.parameters import check_parameters, read_choices
from participants.values.languages import content_languages, default_language

logger = logging.getLogger(__name__)

KEY = re.compile(r"[\x21-\x7e]{16,200}")
# Seconds after which what has failed here is worth another try.
REPAIRED_AFTER = 60


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SendingAPIViewSet(PublicAPIViewSet):
    """Take in what is sent; nothing can be read here.

    Sentences: not_taken_in, too_large, key_reused, not_kept.
    """

    not_taken_in: Promise
    too_large: Promise
    key_reused: Promise
    not_kept: Promise

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
        """Keep what is sent, once."""
        check_parameters(request.GET, frozenset({"locale"}))
        read_choices(request.GET, "locale", dict.fromkeys(content_languages()))
        key = _key(request)
        address = client_address(request._request)
        check(TRIED_FROM_ADDRESS, address)
        answer, is_new = self.take_in(request._request, f"api {key}", address)
        return Response(answer, status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)

    def take_in(self, request: HttpRequest, key: str, address: str) -> tuple[Any, bool]:
        """Return the answer, and whether it had not been taken in before.

        Raises RefusedError, TooLargeError, UnsupportedMediaType, KeyReusedError and TooManyError.
        """
        raise NotImplementedError

    def handle_exception(self, exc: Exception) -> Response:
        match exc:
            case RefusedError():
                return _refusal(HTTPStatus.BAD_REQUEST, self.not_taken_in, errors=exc.errors)
            case TooLargeError():
                return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.too_large)
            case KeyReusedError():
                return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, self.key_reused)
            case TooManyError():
                message = _("Too much was sent lately. Try again later.")
                refusal = _refusal(HTTPStatus.TOO_MANY_REQUESTS, message)
                refusal["Retry-After"] = exc.retry_after
                return refusal
            case DatabaseError() | OSError():
                # The message of the database may repeat what was sent.
                logger.error("What was sent could not be taken in: %s", type(exc).__name__)
                response = _refusal(HTTPStatus.SERVICE_UNAVAILABLE, self.not_kept)
                response["Retry-After"] = REPAIRED_AFTER
                return response
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


def _refusal(status: HTTPStatus, message: str | Promise, errors: Errors | None = None) -> Response:
    refusal: Refusal = {"message": str(message)}
    if errors is not None:
        refusal["errors"] = errors
    return Response(refusal, status=status)
