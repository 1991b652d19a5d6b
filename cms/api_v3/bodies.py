"""What a body may say to API v3: members that there are, and values that can be stored."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from wagtail.api.v3.registry import registry
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from cms.api_v3.fields import unknown_tags
from cms.api_v3.schema import document

Errors = list[dict[str, Any]]
Schema = dict[str, Any]

LARGEST = 2**63 - 1
# What no database or no UTF-8 can hold.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# A part of an item that was read may be sent back as it is, with what belongs to all items.
OF_EVERY_ITEM = {"id", "meta"}


def fault(location: tuple[str | int, ...], message: str) -> dict[str, Any]:
    return {"type": "value_error", "loc": list(location), "msg": message}


def body_errors(request: HttpRequest, operation: Schema, values: dict[str, Any]) -> Errors:
    content = operation["requestBody"]["content"]
    if "application/json" not in content:
        known = allowed_members(next(iter(content.values()))["schema"], None)
        sent = {**dict(request.POST.lists()), **dict(request.FILES.lists())}
        unknown = [fault(("body", name), "There is no such field.") for name in set(sent) - known]
        return unknown or list(value_faults(dict(request.POST.lists()), ("body",)))
    body = read_json(request)
    if body is None and not operation["requestBody"].get("required"):
        return []
    if not isinstance(body, dict):
        return [fault(("body",), "It must be an object.")]
    if not isinstance(body.get("meta", {}), dict | None):
        return [fault(("body", "meta"), "It must be an object.")]
    errors = list(value_faults(body, ("body",)))
    if errors:
        return errors
    kind = kind_of(body, values)
    errors = list(member_errors(body, content["application/json"]["schema"], kind))
    if kind is not None and registry.has(kind):
        errors += [
            fault(("body", *place), f"There is no “{name}” to choose.")
            for place, name in unknown_tags(resolve_model_string(kind), body)
        ]
    return errors


def read_json(request: HttpRequest) -> Any:
    """Return what the body says, or None where there is none. Raises: HttpError, 400 or 415."""
    if (request.content_type or "").startswith(("multipart/", "application/x-www-form")):
        raise HttpError(415, "The body must be JSON.")
    if not request.body:
        return None
    try:
        return json.loads(request.body, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise HttpError(400, "The body is not JSON.") from None


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def value_faults(value: Any, location: tuple[str | int, ...]) -> Iterator[dict[str, Any]]:
    """Yield a fault for each value, however deep, that nothing can store."""
    match value:
        case str() if UNSTORABLE.search(value):
            message = "Characters such as the null character are not allowed."
            yield fault(location, message)
        case float() if math.isinf(value):
            yield fault(location, "The number is too large.")
        case int() if abs(value) > LARGEST:
            yield fault(location, "The number is too large.")
        case list():
            for place, item in enumerate(value):
                yield from value_faults(item, (*location, place))
        case dict():
            for name, item in value.items():
                if UNSTORABLE.search(name):
                    yield fault(location, "A name has characters that are not allowed.")
                else:
                    yield from value_faults(item, (*location, name))


def member_errors(
    body: dict[str, Any], schema: Schema, kind: str | None
) -> Iterator[dict[str, Any]]:
    """Yield a fault for each member that the kind of content does not have."""
    for name in set(body) - allowed_members(schema, kind):
        yield fault(("body", name), "There is no such member, or it cannot be written.")
    for name, items in body.items():
        of_items = item_schema(schema, kind, name)
        if of_items is None or not isinstance(items, list):
            continue
        known = set(of_items["properties"]) | OF_EVERY_ITEM | readable(kind, name)
        for place, item in enumerate(items):
            for member in set(item) - known if isinstance(item, dict) else ():
                yield fault(("body", name, place, member), "There is no such member.")


def kind_of(body: dict[str, Any], values: dict[str, Any]) -> str | None:
    """Return the type of content that a body describes, such as `participants.Participant`."""
    stated = values.get("type") or (body.get("meta") or {}).get("type")
    if isinstance(stated, str):
        return stated
    if "page_id" in values:
        page = Page.objects.filter(pk=values["page_id"]).first()
        return page.specific_class._meta.label if page and page.specific_class else None
    return None


def allowed_members(schema: Schema, kind: str | None) -> set[str]:
    """Return the names of members: of one type of content, or of all where it is not known."""
    found = variants(schema)
    of_kind = [variant for variant in found if kind is not None and type_of(variant) == kind]
    return {name for variant in of_kind or found for name in variant.get("properties", {})}


def item_schema(schema: Schema, kind: str | None, name: str) -> Schema | None:
    """Return what the items of a list must be, where they are objects with known members."""
    for variant in variants(schema):
        items = variant.get("properties", {}).get(name, {}).get("items")
        if type_of(variant) in {kind, None} and items and "$ref" in items:
            return resolved(items)
    return None


def readable(kind: str | None, name: str) -> set[str]:
    """Return the members that an item has when it is read."""
    registered = registry.get(kind) if kind else None
    if registered is None:
        return set()
    described = registered.read_schema.model_json_schema()
    items = described["properties"].get(name, {}).get("items", {})
    return set(resolved(items, described["$defs"]).get("properties", {}))


def type_of(variant: Schema) -> str | None:
    """Return the type of content that a variant of a body is for."""
    meta = variant.get("properties", {}).get("meta", {})
    for way in meta.get("anyOf", [meta]):
        kind = resolved(way).get("properties", {}).get("type", {})
        for stated in kind.get("anyOf", [kind]):
            if "const" in stated:
                return stated["const"]
    return None


def variants(schema: Schema) -> list[Schema]:
    schema = resolved(schema)
    parts = schema.get("anyOf") or schema.get("oneOf")
    if parts:
        return [found for part in parts for found in variants(part)]
    return [schema]


def resolved(schema: Schema, definitions: Schema | None = None) -> Schema:
    if "$ref" in schema:
        known = document()["components"]["schemas"] if definitions is None else definitions
        return known[schema["$ref"].rpartition("/")[2]]
    return schema
