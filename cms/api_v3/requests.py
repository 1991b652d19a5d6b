"""What a request may ask of API v3: stock Wagtail ignores what it does not know.

The OpenAPI document says which parameters and members there are. What it does not tell, and what
no database can be asked for, is refused here, with the place of the fault, before an operation
runs.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.registry import registry
from wagtail.api.v3.routers.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.validators import APIFieldValidator
from wagtail.contrib.redirects.api.v3.router import BASE_REDIRECT_READ_FIELDS
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.api_v3.errors import refusals
from cms.api_v3.fields import unknown_tags
from cms.api_v3.pages import is_root, page_at
from cms.api_v3.readers import may_read
from cms.api_v3.schema import document
from participants.models.search import MOST_TERMS
from participants.registry.listing.parameters import LONGEST_SEARCH

Errors = list[dict[str, Any]]
Schema = dict[str, Any]

LARGEST = 2**63 - 1
DIGITS = re.compile(r"-?[0-9]{1,19}", re.ASCII)
# What no database or no UTF-8 can hold.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Keys that Wagtail reads as any text, and then fails at.
KEYS = {"translation_of", "user_id"}
# A part of an item that was read may be sent back as it is, with what belongs to all items.
OF_EVERY_ITEM = {"id", "meta"}


def refused(request: HttpRequest, route: str, values: dict[str, Any]) -> HttpResponse | None:
    """Return the refusal of a request, or None where it may go on to its operation.

    route: the path of the operation as the document writes it. values: its parts in the address.
    """
    operation = document()["paths"].get(route, {}).get((request.method or "").lower())
    if operation is None:
        return None
    parameters = operation.get("parameters", [])
    if (closed := shut(request, operation, values)) is not None:
        return closed
    errors = list(query_errors(request, operation, parameters, values))
    try:
        if not errors and "requestBody" in operation:
            errors = body_errors(request, operation, values)
    except HttpError as error:
        return problem_response(status=error.status_code, detail=str(error))
    if errors:
        return refusals(errors)
    return find_page(request) if operation["operationId"] == "pages_find" else None


def shut(request: HttpRequest, operation: Schema, values: dict[str, Any]) -> HttpResponse | None:
    """Return the refusal of what nobody can ask for at an address, or whoever asks may not."""
    parameters = operation.get("parameters", [])
    if not all(is_key(parameter, values.get(parameter["name"])) for parameter in parameters):
        return problem_response(status=404, detail="There is nothing at this address.")
    if not may_read(request.user, operation["operationId"], values):
        return problem_response(status=403, detail="You may not see what is asked for.")
    if request.method != "GET" and "page_id" in values and is_root(values["page_id"]):
        return refusals([fault(("path", "page_id"), "The root of all pages cannot be changed.")])
    return None


def find_page(request: HttpRequest) -> HttpResponse | None:
    """Let Wagtail find a page by its key, where it is asked by an address that it cannot read."""
    address = request.GET.get("html_path")
    query = request.GET.copy()
    query.pop("html_path", None)
    try:
        page = page_at(request, address, request.GET.get("site")) if address else None
    except ValueError as error:
        return refusals([fault(("query", "html_path"), str(error))])
    if page is not None:
        query["id"] = str(page.pk)
    elif "id" not in query:
        return problem_response(status=404, detail="There is no page at that address.")
    # Wagtail hands all other parameters on to the page's own address, which knows none of a site.
    query.pop("site", None)
    request.GET = query  # type: ignore[assignment]  # read by nobody as immutable
    return None


def is_key(parameter: Schema, value: Any) -> bool:
    """Say whether a part of the address can be a key, where it must be one."""
    if parameter["in"] != "path" or value is None:
        return True
    if UNSTORABLE.search(str(value)):
        return False
    if parameter["name"] != "pk" and not takes(parameter["schema"], "integer"):
        return True
    return is_storable(str(value)) and int(value) > 0


def takes(schema: Schema, kind: str) -> bool:
    """Say whether a value may be of a JSON type."""
    ways = schema.get("anyOf", [schema])
    return any(way.get("type") == kind for way in ways)


# The query


def query_errors(
    request: HttpRequest, operation: Schema, parameters: list[Schema], values: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    known = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "query"}
    others = filters_of(operation["operationId"], request, values, set(request.GET) - set(known))
    for name, texts in request.GET.lists():
        parameter = known.get(name)
        if parameter is None and name not in others:
            yield fault(("query", name), "There is no such parameter.")
        elif any(map(UNSTORABLE.search, texts)):
            yield fault(("query", name), "Characters such as the null character are not allowed.")
        elif parameter is not None:
            yield from value_errors(parameter, texts)
    described = listed(operation["operationId"], request, values)
    if described is not None:
        yield from order_errors(described[0], request.GET.getlist("order"))


def order_errors(model: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a fault for each order by something of which a row has several: it would come twice."""
    several = {
        field.name for field in model._meta.get_fields() if field.one_to_many or field.many_to_many
    }
    for name in names:
        if name.removeprefix("-") in several:
            yield fault(("query", "order"), f"Nothing is in an order by “{name}”: it has many.")


def value_errors(parameter: Schema, texts: list[str]) -> Iterator[dict[str, Any]]:
    name, schema = parameter["name"], parameter["schema"]
    if len(texts) > 1 and not takes(schema, "array"):
        yield fault(("query", name), "It is given more than once.")
    for text in texts:
        if name == "search" and (len(text) > LONGEST_SEARCH or len(text.split()) > MOST_TERMS):
            message = f"It cannot be longer than {LONGEST_SEARCH} characters or {MOST_TERMS} words."
            yield fault(("query", name), message)
        is_counted = name in KEYS or (takes(schema, "integer") and is_number(text))
        if is_counted and text != "root" and not is_storable(text):
            yield fault(("query", name), "It must be a whole number, in the digits 0 to 9.")


def is_storable(text: str) -> bool:
    """Say whether a text is a whole number that a database holds, in plain digits."""
    return bool(DIGITS.fullmatch(text)) and abs(int(text)) <= LARGEST


def is_number(text: str) -> bool:
    """Say whether Python would take a text for a number, such as 1_0, ١ or one with spaces."""
    try:
        int(text)
    except ValueError:
        return text.strip("-").isdigit()
    return True


def filters_of(
    name: str, request: HttpRequest, values: dict[str, Any], asked: set[str]
) -> set[str]:
    """Return those of the names by which a list can be filtered: the fields that its API prints."""
    described = listed(name, request, values)
    if described is None or not asked:
        return set()
    model, base_fields = described
    fields = APIFieldValidator(
        model=model,
        fields=asked,
        base_fields=base_fields,
        db_fields_only=True,
        skip_invalid=True,
    ).fields
    return set(fields)


def listed(
    name: str, request: HttpRequest, values: dict[str, Any]
) -> tuple[type, list[str]] | None:
    """Return the model that an operation lists, and the fields that all of its kind have."""
    match name:
        case "pages_list":
            types = request.GET.getlist("type")
            is_one = len(types) == 1 and registry.has(types[0])
            return (resolve_model_string(types[0]) if is_one else Page), BASE_PAGE_READ_FIELDS
        case "snippets_list" if registry.has(values["type"]):
            return resolve_model_string(values["type"]), ["id"]
        case "images_list":
            return get_image_model(), ["id", "title", "width", "height"]
        case "documents_list":
            return get_document_model(), ["id", "title"]
        case "redirects_list":
            return Redirect, BASE_REDIRECT_READ_FIELDS
    return None


# The body


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


def fault(location: tuple[str | int, ...], message: str) -> dict[str, Any]:
    return {"type": "value_error", "loc": list(location), "msg": message}
