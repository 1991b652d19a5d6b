"""What a request may ask of API v3: stock Wagtail ignores what it does not know.

The OpenAPI document says which parameters and members there are. What it does not tell, and what
no database can be asked for, is refused here, with the place of the fault, before an operation
runs.
"""

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

from cms.api_v3.bodies import LARGEST, UNSTORABLE, Schema, body_errors, fault
from cms.api_v3.errors import refusals
from cms.api_v3.pages import is_root, page_at
from cms.api_v3.permissions import may_read
from cms.api_v3.schema import document
from participants.models.search import MOST_TERMS
from participants.registry.listing.parameters import LONGEST_SEARCH

DIGITS = re.compile(r"-?[0-9]{1,19}", re.ASCII)
# Keys that Wagtail reads as any text, and then fails at.
KEYS = {"translation_of", "user_id"}


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
