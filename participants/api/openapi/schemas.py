"""The description of the public API: OpenAPI 3.1, made from the endpoints of a router."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override
from pydantic import TypeAdapter
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.utils import get_base_url
from wagtail.api.v2.router import WagtailAPIRouter

from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.application import application_schema
from participants.api.openapi.operations import SCHEMAS, reading_operation
from participants.api.openapi.sending import sending_operation
from participants.registry.listing.parameters import check_parameters
from participants.registry.listing.shapes import Address

Schema = dict[str, Any]

NAME = "openapi.json"
# What the operations at the addresses above the endpoints are called by.
INDEX = "index"
INFO = {
    "title": "The public API of the Alliance",
    # The address and, behind the point, how often something in it has broken: docs/api-changes.md.
    "version": "2.0",
    "description": (
        "What the parameters and fields mean is told in docs/api.md. An item has all the fields of "
        "its type, or those that the parameter `fields` chooses. Examples are answers of the "
        "demonstration; their lists, and the texts by code under `labels`, are cut to two."
    ),
}


class OpenAPIViewSet(PublicAPIViewSet):
    """Describe the endpoints of a router. Registered beside it, as `api/v2/openapi.json`.

    The index is for `api/v2/` itself.
    """

    about = "The addresses of the endpoints, and this description."
    router: WagtailAPIRouter | None = None

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": frozenset(), NAME: frozenset()}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": dict[str, Address]}, NAME: {"200": dict[str, Any]}}

    def index_view(self, request: Request) -> Response:
        """Answer with the address of each endpoint. Raises BadRequestError."""
        check_parameters(request.GET, frozenset())
        here = f"{get_base_url(request) or ''}{request.path}"
        names = [f"{name}/" for name in self.router._endpoints] if self.router else []
        return Response({name.rstrip("/"): f"{here}{name}" for name in [*names, NAME]})

    def document_view(self, request: Request) -> Response:
        """Answer with the description. Raises BadRequestError."""
        check_parameters(request.GET, frozenset())
        return Response(self.document(request.path.removesuffix(f"/{NAME}")))

    def document(self, address: str) -> Schema:
        """Return the description, in English. address: of the API, on its host."""
        with override("en"):
            answers, schemas = self.answers()
            schemas |= {"Application": application_schema(), **SCHEMAS}
            return {
                "openapi": "3.1.1",
                "info": INFO,
                # Nobody signs in here.
                "security": [],
                "tags": [
                    {"name": name, "description": endpoint.about}
                    for name, endpoint in [*self.endpoints().items(), (INDEX, type(self))]
                ],
                "servers": [{"url": address}],
                "paths": self.paths(answers),
                "components": {"schemas": dict(sorted(schemas.items()))},
            }

    def endpoints(self) -> dict[str, Any]:
        """Return the endpoints by name."""
        return self.router._endpoints if self.router else {}

    def paths(self, answers: Mapping[str, Schema]) -> dict[str, Any]:
        """Return what can be asked for at each address of the router."""
        paths: dict[str, Any] = {}
        for name, endpoint in self.endpoints().items():
            if issubclass(endpoint, ApplicationsAPIViewSet):
                paths[f"/{name}/"] = {"post": sending_operation()}
            else:
                for below in endpoint.parameters_by_path():
                    path = f"/{name}/{below}"
                    operation = reading_operation(endpoint, name, below, answers.get(path, {}))
                    paths[path] = {"get": operation}
        for below in self.parameters_by_path():
            described = answers.get(f"/{below}", {})
            operation = reading_operation(type(self), INDEX, below, described)
            paths[f"/{below}"] = {"get": operation}
        return paths

    def answers(self) -> tuple[dict[str, Schema], dict[str, Schema]]:
        """Return the schemas of the answers by path and status, and those that they refer to."""
        types = {
            (f"{begins}{below}", status): TypeAdapter(kind)
            for begins, endpoint in [
                *((f"/{name}/", endpoint) for name, endpoint in self.endpoints().items()),
                ("/", type(self)),
            ]
            for below, kinds in endpoint.answers_by_path().items()
            for status, kind in kinds.items()
        }
        found, shared = TypeAdapter.json_schemas(
            [(place, "serialization", kind) for place, kind in types.items()],
            ref_template="#/components/schemas/{model}",
        )
        answers: dict[str, Schema] = {}
        for path, status in types:
            answers.setdefault(path, {})[status] = found[(path, status), "serialization"]
        return answers, shared.get("$defs", {})
