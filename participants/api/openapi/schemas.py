"""The document of an application as a JSON Schema, made from the form that checks it."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import Field
from django.utils.translation import override
from pydantic import TypeAdapter
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.utils import get_base_url
from wagtail.api.v2.router import WagtailAPIRouter

from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.applications.members import APPLICATION, MEASURE, Member, Shape
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.operations import SCHEMAS, reading_operation
from participants.api.openapi.sending import sending_operation
from participants.applications.submission.form import MOST_MEASURES, CountField
from participants.models import Application, ApplicationMeasure, Theme
from participants.registry.listing.parameters import check_parameters
from participants.registry.listing.shapes import Address
from participants.values.dates import PATTERN, PartialDateField
from participants.values.languages import default_language

Schema = dict[str, Any]

TYPES: list[tuple[type[forms.Field], Schema]] = [
    (CountField, {"type": ["integer", "string"]}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.FileField, {"type": "string", "contentEncoding": "base64"}),
    (forms.EmailField, {"type": "string", "format": "email"}),
    (forms.URLField, {"type": "string", "format": "uri"}),
    (forms.Field, {"type": "string"}),
]

# What the models' `clean()` asks for beyond the single fields.
RULES: Mapping[str, Schema] = {
    "names": {"required": [default_language()]},
    "population": {"dependentRequired": {"value": ["year", "source"]}},
    "roma_population": {
        "oneOf": [
            {"required": ["value", "basis", "year", "source"]},
            {"required": ["absence"]},
        ]
    },
    "consent": {"const": True},
}
REQUIRED = ("names", "roma_population", "consent")


def application_schema() -> Schema:
    """Return the schema of the document, with the themes that there are now."""
    schema = _object(APPLICATION)
    for name, rule in RULES.items():
        schema["properties"][name] |= rule
    schema["required"] = sorted({*schema["required"], *REQUIRED})
    return schema


def _schema(shape: Shape) -> Schema:
    if isinstance(shape, Member):
        return _member(shape)
    if isinstance(shape, dict):
        return _object(shape)
    return {"type": "array", "maxItems": MOST_MEASURES, "items": _schema(shape[0])}


def _object(shape: Mapping[str, Shape]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(name for name, inner in shape.items() if _is_required(inner)),
        "properties": {name: _schema(inner) for name, inner in shape.items()},
    }


def _is_required(shape: Shape) -> bool:
    if isinstance(shape, Member):
        return shape.field.required
    return isinstance(shape, dict) and any(map(_is_required, shape.values()))


def _member(member: Member) -> Schema:
    field = member.field
    schema = _typed(field) | _bounds(field, _column(member))
    if field.label:
        schema["title"] = str(field.label)
    if field.help_text:
        schema["description"] = str(field.help_text)
    return schema


def _typed(field: Any) -> Schema:
    schema = dict(next(schema for kind, schema in TYPES if isinstance(field, kind)))
    if isinstance(field, forms.ModelChoiceField):
        themes = list(Theme.objects.order_by("slug").values_list("slug", flat=True))
        schema |= {"enum": themes} if themes else {}
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        schema["enum"] = [value for value, _label in choices if value]
    return schema


def _bounds(field: Any, column: Field | None) -> Schema:
    bounds: Schema = {}
    if isinstance(field, forms.IntegerField):
        bounds["minimum"] = field.min_value
    elif isinstance(field, forms.CharField) and field.max_length:
        bounds["maxLength"] = field.max_length
        if field.required:
            bounds["minLength"] = 1
    if isinstance(column, PartialDateField):
        bounds["pattern"] = f"^{PATTERN.pattern}$"
    for validator in _validators(column):
        match validator:
            case MinValueValidator():
                bounds["minimum"] = validator.limit_value
            case MaxValueValidator():
                bounds["maximum"] = validator.limit_value
            case RegexValidator():
                bounds["pattern"] = re.compile(validator.regex).pattern
    return bounds


def _validators(column: Field | None) -> list[Any]:
    """Return what the model says of a column, without what its type and the database add."""
    return column.deconstruct()[3].get("validators", []) if column else []


def _column(member: Member) -> Field | None:
    """Return the column that a statement is kept in; a text of several languages has its own."""
    model = ApplicationMeasure if member in MEASURE.values() else Application
    names = {column.name: column for column in model._meta.fields}
    return names.get(member.name)


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
