"""What the query parameters of the public API take."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from participants.models import Status
from participants.registry.listing.parameters import (
    DECIMAL,
    DEFAULT_LIMIT,
    DEFAULT_RADIUS_KM,
    HIGHEST_LIMIT,
    LINK_FORMS,
    LINKS,
    LONGEST_FIELDS,
    LONGEST_SEARCH,
    MOST_ORDERED_BY,
)
from participants.values.countries import CODES
from participants.values.languages import content_languages
from participants.values.place import FARTHEST_KM

Schema = dict[str, Any]

DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}


def parameter_schemas(model: type[Model] | None) -> dict[str, Schema]:
    """Return the schemas of parameters by name, as the endpoint of a model knows them."""
    return {**_common(), **_of_participants(), **_of_pages(), **_of_kinds(model)}


def _common() -> dict[str, Schema]:
    return {
        "limit": {
            "type": "integer",
            "minimum": 0,
            "maximum": HIGHEST_LIMIT,
            "default": DEFAULT_LIMIT,
        },
        "offset": {**NUMBER, "default": 0},
        "after": {
            "type": "string",
            "description": "A cursor from `meta.next`; holds for the same filters and order.",
        },
        "search": {"type": "string", "minLength": 1, "maxLength": LONGEST_SEARCH},
        "search_operator": {"enum": ["and", "or"], "description": "Goes with `search`."},
        "fields": {
            "type": "string",
            "maxLength": LONGEST_FIELDS,
            "pattern": r"^((\*|_|-?[a-z_]+)(,-?[a-z_]+)*)?$",
        },
        "order": {
            "type": "string",
            "pattern": "^-?[a-z_]+(,-?[a-z_]+)?$",
            "description": f"At most {MOST_ORDERED_BY} fields separated by a comma, each with `-` "
            "before it for the other way round; unknown values come last.",
        },
        "since": {"type": "string", "description": "A cursor from `meta.next`."},
        "id": NUMBER,
        "slug": {"type": "string", "minLength": 1},
        "facets": {
            "enum": ["all"],
            "description": "List choices that there is nobody of as well, with a count of 0.",
        },
        "locale": {"enum": content_languages()},
        "token": {
            "type": "string",
            "minLength": 1,
            "description": "What the preview panel of the editor has handed to the frontend.",
        },
        "at": {
            **DAY,
            "description": "A day to come: what is scheduled to be public on it. Without it, what "
            "stands in the editor now.",
        },
        "lists": {
            "type": "boolean",
            "default": False,
            "description": "Whether the lists that the page shows are told too.",
        },
        LINKS: {
            "enum": list(LINK_FORMS),
            "default": "full",
            "description": "Whether links on the site have its host, or are paths.",
        },
    }


def _of_participants() -> dict[str, Schema]:
    return {
        **dict.fromkeys(("joined_after", "joined_before", "as_of"), DAY),
        **dict.fromkeys(("country", "country__all"), _listed(sorted(CODES))),
        **dict.fromkeys(("theme", "theme__all"), _listed([r"[-\w]+"])),
        "number": NUMBER,
        "status": {
            **_listed(Status.by_name()),
            "description": "Without it, those that take part.",
        },
        "bbox": {"type": "string", "pattern": _decimals(4), "example": "19,34,29,42"},
        "near": {"type": "string", "pattern": _decimals(2), "example": "48.58,7.75"},
        "within_km": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": FARTHEST_KM,
            "default": DEFAULT_RADIUS_KM,
            "description": "Goes with `near`.",
        },
    }


def _of_pages() -> dict[str, Schema]:
    key = {"type": "string", "pattern": "^(root|[0-9]{1,9})$"}
    return {
        **dict.fromkeys(("child_of", "descendant_of"), key),
        **dict.fromkeys(("ancestor_of", "translation_of", "legacy_number"), NUMBER),
        "participant": _listed([r"[-\w]+"]),
        "year": _listed(["[0-9]{4}"]),
        "month": _listed(["[0-9]{4}-(0[1-9]|1[0-2])"]),
        "type": {
            **_listed([r"\w+\.\w+"]),
            "description": "Page types separated by commas; a page has those of the chosen fields "
            "that its type has.",
        },
        "show_in_menus": {"type": "boolean"},
        "path": {
            "type": "string",
            "pattern": r"^/([^/\\]|$)",
            "description": "What a browser shows behind the host, escaped or not.",
            "example": "/en/",
        },
    }


def _of_kinds(model: type[Model] | None) -> dict[str, Schema]:
    """Return the schema of `kind`, whose codes each model has of its own."""
    if model is None:
        return {}
    try:
        choices = model._meta.get_field("kind").flatchoices  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return {}
    return {"kind": _listed(code for code, _label in choices)}


def _listed(forms: Iterable[str]) -> Schema:
    """Return the schema of values separated by commas. forms: codes, or patterns of them."""
    value = f"({'|'.join(forms)})"
    return {"type": "string", "pattern": f"^{value}(,{value})*$"}


def _decimals(count: int) -> str:
    return f"^{','.join([DECIMAL.pattern] * count)}$"
