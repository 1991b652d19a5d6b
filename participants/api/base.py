"""What all endpoints of the public API share."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet

from participants.api.sites import remember_site

MOST_BYTES = 1_000_000


class BoundedJSONRenderer(JSONRenderer):
    """Write compact JSON, and a 400 instead of an answer that would be too large.

    What editors have written decides how large a page of a list becomes, so that no limit of
    items or fields could promise it.
    """

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        answer = super().render(data, accepted_media_type, renderer_context)
        if len(answer) <= MOST_BYTES or renderer_context is None:
            return answer
        renderer_context["response"].status_code = HTTPStatus.BAD_REQUEST
        message = "the answer would be larger than 1 MB; lower it, or name fewer fields."
        return super().render({"message": f"limit: {message}"}, accepted_media_type, {})


class OneFormat(DefaultContentNegotiation):
    """Answer in the one format that an address has, whatever the client would rather have.

    `?format=` is therefore a parameter like any other, and one address has one answer.
    """

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class PublicAPIViewSet(BaseAPIViewSet):
    """Answer anonymously, in compact JSON, with times in UTC and errors in one shape.

    Nobody is signed in here: a session would make the answers differ from reader to reader.
    """

    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    content_negotiation_class = OneFormat
    renderer_classes = [BoundedJSONRenderer]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        """Return the query parameters that each path below the endpoint's knows."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        remember_site(request)
        with timezone.override(UTC):
            return super().dispatch(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if "detail" in response.data:
            response.data = {"message": str(response.data["detail"])}
        return response

    def get_renderer_context(self) -> dict[str, Any]:
        return {**super().get_renderer_context(), "indent": None}
