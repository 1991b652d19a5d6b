"""The OpenAPI document of API v3, made once in a process."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.api import api
from wagtail.api.v3.errors import PROBLEM_JSON, ProblemDetail

ANYBODY = "AllowAnonymous"
REFUSAL = {
    "description": "A problem document (RFC 9457) that says what was wrong with the request.",
    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}},
}
SECONDS_KEPT = 300


@cache
def document() -> dict[str, Any]:
    """Return the document. Making it takes one to two seconds of CPU.

    Wagtail's own offers every reading operation to anybody, by a security scheme that no
    validator accepts; here all of them want a token. It also leaves out all refusals.
    """
    with translation.override(settings.LANGUAGE_CODE):
        made = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
    made["components"]["securitySchemes"].pop(ANYBODY, None)
    made["components"]["schemas"]["ProblemDetail"] = ProblemDetail.model_json_schema()
    for operation in operations(made):
        if "security" in operation:
            operation["security"] = [way for way in operation["security"] if ANYBODY not in way]
        operation["responses"]["4XX"] = REFUSAL
    return made


def operations(made: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the document says of each operation."""
    return [operation for methods in made["paths"].values() for operation in methods.values()]


@cache
def encoded() -> bytes:
    """Return the document as it is sent."""
    return json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def etag() -> str:
    """Return the validator of the document, which stays the same as long as the process runs."""
    return f'"{sha256(encoded()).hexdigest()[:32]}"'


@csrf_exempt
@require_safe
@condition(etag_func=lambda _request: etag())
def openapi_document(request: HttpRequest) -> HttpResponse:
    """Give the document to anybody: what can be asked is no secret, and clients read it first."""
    response = HttpResponse(encoded(), content_type="application/json")
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response
