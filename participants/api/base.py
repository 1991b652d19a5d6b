"""What all endpoints of the public API share."""

from datetime import UTC
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet


class PublicAPIViewSet(BaseAPIViewSet):
    """Answer anonymously, in compact JSON, with times in UTC and errors in one shape.

    Nobody is signed in here: a session would make the answers differ from reader to reader.
    """

    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    renderer_classes = [JSONRenderer]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(UTC):
            return super().dispatch(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if "detail" in response.data:
            response.data = {"message": str(response.data["detail"])}
        return response

    def get_renderer_context(self) -> dict[str, Any]:
        return {**super().get_renderer_context(), "indent": None}
