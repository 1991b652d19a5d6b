"""What the query parameters of the public API take."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from participants.api.openapi.patterns import (
    BOX,
    CURSOR,
    NUMBER,
    PATH,
    POINT,
    SEARCH,
    SOME_TEXT,
    listed,
)
from participants.models import OnFile, Status, Theme
from participants.registry.listing.parameters import (
    DEFAULT_LIMIT,
    DEFAULT_RADIUS_KM,
    HIGHEST_LIMIT,
    LINK_FORMS,
    LINKS,
    MOST_YEARS,
    YEAR,
)
from participants.values.countries import CODES
from participants.values.languages import content_languages
from participants.values.place import FARTHEST_KM

Schema = dict[str, Any]

THEMES = frozenset({"theme", "theme__all"})
DAY: Schema = {"type": "string", "format": "date"}
LIMIT: Schema = {
    "type": "integer",
    "minimum": 0,
    "maximum": HIGHEST_LIMIT,
    "default": DEFAULT_LIMIT,
}


def parameter_schemas(names: Collection[str], model: type[Model] | None) -> dict[str, Schema]:
    """Return the schemas of some parameters by name, as the endpoint of a model knows them."""
    known = {**_common(), **_of_participants(), **_of_pages(), **_of_kinds(model)}
    themes = THEMES.intersection(names)
    return known | (dict.fromkeys(themes, _themes()) if themes else {})


def _common() -> dict[str, Schema]:
    return {
        "limit": LIMIT,
        "offset": {**NUMBER, "default": 0},
        "after": {
            "type": "string",
            "pattern": CURSOR,
            "description": "A cursor from `meta.next`; holds for the same filters and order.",
        },
        "search": SEARCH,
        "search_operator": {"enum": ["and", "or"], "description": "Goes with `search`."},
        "id": NUMBER,
        "slug": SOME_TEXT,
        "facets": {
            "enum": ["all"],
            "description": "List choices that there is nobody of as well, with a count of 0.",
        },
        "locale": {"enum": content_languages()},
        "token": {
            **SOME_TEXT,
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
        **dict.fromkeys(("country", "country__all"), listed(sorted(CODES))),
        "year": {**listed([YEAR.pattern], most=MOST_YEARS), "description": "Of the admission."},
        "has": {**listed(OnFile.values), "description": "What is on file."},
        "number": NUMBER,
        "status": {
            **listed(Status.by_name()),
            "description": "Without it, those that take part.",
        },
        "bbox": {"type": "string", "pattern": BOX, "example": "19,34,29,42"},
        "near": {"type": "string", "pattern": POINT, "example": "48.58,7.75"},
        "within_km": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": FARTHEST_KM,
            "default": DEFAULT_RADIUS_KM,
            "description": "Goes with `near`.",
        },
    }


def _themes() -> Schema:
    """Return the schema of the themes that there are now."""
    slugs = Theme.objects.order_by("slug").values_list("slug", flat=True)
    return listed(list(slugs) or [r"[-\w]+"])


def _of_pages() -> dict[str, Schema]:
    key = {"type": "string", "pattern": "^(root|[0-9]{1,9})$"}
    return {
        **dict.fromkeys(("child_of", "descendant_of"), key),
        **dict.fromkeys(("ancestor_of", "translation_of"), NUMBER),
        "path": {
            "type": "string",
            "pattern": PATH,
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
    return {"kind": listed(code for code, _label in choices)}
