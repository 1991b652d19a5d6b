"""Every answer of the public API in the tests is held against its description."""

import json
import re
from functools import cache

from jsonschema import Draft202012Validator

from cms.urls import api_v2
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.schemas import OpenAPIViewSet

PREFIX = "/api/v2"


@cache
def description():
    """Return the paths, as patterns, and the schemas of what is read."""
    answers, schemas = OpenAPIViewSet(router=api_v2).answers()
    patterns = [
        (re.compile(re.escape(path).replace(r"\{id\}", "[0-9]+")), path) for path in answers
    ]
    return patterns, answers, {name: strict(schema) for name, schema in schemas.items()}


def strict(schema):
    """Return a schema that knows no members but those described."""
    if isinstance(schema, list):
        return [strict(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: strict(inner) for name, inner in schema.items()}
    return {"additionalProperties": False, **made} if "properties" in made else made


def without_chosen(schema):
    """Return a schema without the shapes that only `fields` asks for."""
    if isinstance(schema, list):
        return [
            without_chosen(inner)
            for inner in schema
            if not (isinstance(inner, dict) and inner.get("$ref", "").endswith("Fields"))
        ]
    if not isinstance(schema, dict):
        return schema
    return {name: without_chosen(inner) for name, inner in schema.items()}


@cache
def validator(path, status, *, is_chosen):
    _, answers, schemas = description()
    schema = answers[path][status]
    if not is_chosen:
        schema = without_chosen(schema)
        schemas = without_chosen(schemas)
    components = {"components": {"schemas": schemas}}
    return Draft202012Validator({**strict(schema), **components})


def is_ours(request):
    """Tell whether a request was answered by one of our endpoints, and not by stock Wagtail's."""
    view = getattr(request.resolver_match, "func", None)
    return issubclass(getattr(view, "cls", object), PublicAPIViewSet)


def check_answer(response):
    """Raise AssertionError where an answer of the public API is not as openapi.json says."""
    request = response.wsgi_request
    if not is_ours(request):
        return
    path, _, query = request.get_full_path().partition("?")
    if not path.startswith(PREFIX) or request.method != "GET" or response.streaming:
        return
    patterns, _answers, _schemas = description()
    found = [name for pattern, name in patterns if pattern.fullmatch(path.removeprefix(PREFIX))]
    if not found or str(response.status_code) not in description()[1][found[0]]:
        return
    checker = validator(found[0], str(response.status_code), is_chosen="fields=" in query)
    faults = [
        f"{'.'.join(map(str, fault.absolute_path))}: {fault.message[:400]}"
        for fault in checker.iter_errors(json.loads(response.content))
    ]
    assert not faults, f"{request.get_full_path()}: {faults}"
