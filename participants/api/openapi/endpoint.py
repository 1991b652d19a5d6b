"""`openapi.json`: answering with the description."""

from typing import Any

from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.utils import get_base_url
from wagtail.api.v2.router import WagtailAPIRouter

from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.answers import SCHEMAS
from participants.api.openapi.reading import reading_operation
from participants.api.openapi.schemas import application_schema
from participants.api.openapi.sending import sending_operation
from participants.registry.listing.parameters import check_parameters

NAME = "openapi.json"
INFO = {
    "title": "The public API of the Alliance",
    "version": "2",
    "description": (
        "Sending an application is described in full. Of the addresses that are read here stand "
        "the parameters; what they mean and what is answered is told in docs/api.md."
    ),
}


class OpenAPIViewSet(PublicAPIViewSet):
    """Describe the endpoints of a router. Registered beside it, as `api/v2/openapi.json`.

    The index is for `api/v2/` itself.
    """

    router: WagtailAPIRouter | None = None

    def index_view(self, request: Request) -> Response:
        """Answer with the address of each endpoint. Raises BadRequestError."""
        check_parameters(request.GET, frozenset())
        here = f"{get_base_url(request) or ''}{request.path}"
        names = [f"{name}/" for name in self.router._endpoints] if self.router else []
        return Response({name.rstrip("/"): f"{here}{name}" for name in [*names, NAME]})

    def document_view(self, request: Request) -> Response:
        """Answer with the description, in English. Raises BadRequestError."""
        check_parameters(request.GET, frozenset())
        with override("en"):
            document = {
                "openapi": "3.1.1",
                "info": INFO,
                "servers": [{"url": request.path.removesuffix(f"/{NAME}")}],
                "paths": self.paths(),
                "components": {"schemas": {"Application": application_schema(), **SCHEMAS}},
            }
        return Response(document)

    def paths(self) -> dict[str, Any]:
        """Return what can be asked for at each address of the router."""
        paths: dict[str, Any] = {}
        for name, endpoint in self.router._endpoints.items() if self.router else []:
            if issubclass(endpoint, ApplicationsAPIViewSet):
                paths[f"/{name}/"] = {"post": sending_operation()}
            else:
                for path, parameters in endpoint.parameters_by_path().items():
                    paths[f"/{name}/{path}"] = {"get": reading_operation(path, parameters)}
        return paths
