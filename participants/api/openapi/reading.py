"""The addresses that are read, with the parameters that each endpoint says it knows."""

from collections.abc import Collection
from typing import Any

from participants.api.openapi.answers import answer, parameter
from participants.models import Status
from participants.registry.listing.parameters import DEFAULT_LIMIT, HIGHEST_LIMIT
from participants.values.texts_per_language import content_languages

KEY = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}


def reading_operation(path: str, names: Collection[str]) -> dict[str, Any]:
    """Return the operation at a path below an endpoint, with its parameters."""
    known = _schemas()
    given = [parameter(name, known.get(name, {"type": "string"})) for name in sorted(names)]
    is_single = "{id}" in path
    answers = {"400": answer("A parameter is unknown or malformed.")}
    if is_single or path == "find/":
        answers["404"] = answer("It is not there, or not public.")
    found = "302" if path == "find/" else "200"
    answers[found] = {"description": "Found." if found == "302" else "Answered."}
    if "html_path" in names:
        answers["301"] = {"description": "Redirected for good to what is no page of the site."}
    return {
        "parameters": [KEY, *given] if is_single else given,
        "responses": dict(sorted(answers.items())),
    }


def _schemas() -> dict[str, Any]:
    names = "|".join(Status.by_name())
    return {
        "limit": {
            "type": "integer",
            "minimum": 0,
            "maximum": HIGHEST_LIMIT,
            "default": DEFAULT_LIMIT,
        },
        "offset": {"type": "integer", "minimum": 0, "default": 0},
        "after": {
            "type": "string",
            "description": "A cursor from `meta.next`; holds for the same filters and order.",
        },
        "status": {
            "type": "string",
            "pattern": f"^({names})(,({names}))*$",
            "description": "Without it, those that take part.",
        },
        "locale": {"enum": content_languages()},
    }
