"""The document of an application as a JSON Schema, made from the form that checks it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import Field

from participants.api.applications.members import APPLICATION, MEASURE, Member, Shape
from participants.applications.submission.form import MOST_MEASURES, CountField
from participants.models import Application, ApplicationMeasure, Theme
from participants.values.dates import PartialDateField
from participants.values.languages import default_language

Schema = dict[str, Any]

# Digits of any script, and what parts groups of them; empty says the same as nothing.
COUNT = r"^\s*([^\x00-/:-~]([^\x00-\x1f!-&(-+\-/:-_a-~]*[^\x00-/:-~])?)?\s*$"
LAST_YEAR = 9999
# In base64, what begins as a PDF, a JPEG or a PNG does.
_LETTER = "[A-Za-z0-9+/]"
LETTER = (
    f"^(JVBERi[0-3]{_LETTER}|/9j/|iVBORw0KGg[o-r]{_LETTER})({_LETTER}{{4}})*"
    f"({_LETTER}{{2}}==|{_LETTER}{{3}}=)?$"
)
# As far as it is known, from EARLIEST_YEAR on; empty where nothing is.
DATE = "^([1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"

TYPES: list[tuple[type[forms.Field], Schema]] = [
    (CountField, {"type": ["integer", "string"], "pattern": COUNT}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.FileField, {"type": "string", "contentEncoding": "base64", "pattern": LETTER}),
    (forms.EmailField, {"type": "string", "format": "email"}),
    (forms.URLField, {"type": "string", "format": "uri"}),
    (forms.Field, {"type": "string"}),
]

# What the models' `clean()` asks for beyond the single fields.
UNSAID: Schema = {"enum": [None, ""]}
SAID: Schema = {"not": UNSAID}


def _either(said: tuple[str, ...], unsaid: str) -> Schema:
    """Return the rule that some members say something, and another one does not."""
    return {"required": list(said), "properties": {**dict.fromkeys(said, SAID), unsaid: UNSAID}}


RULES: Mapping[str, Schema] = {
    "population": {
        "if": {"required": ["value"], "properties": {"value": SAID}},
        "then": {
            "required": ["year", "source"],
            # All members, since linters allow a part no others than those that it names.
            "properties": dict.fromkeys(("value", "year", "source"), SAID),
        },
    },
    "roma_population": {
        "oneOf": [
            _either(("value", "basis", "year", "source"), "absence"),
            _either(("absence",), "value"),
        ]
    },
    "consent": {"const": True},
}
REQUIRED = ("names", "roma_population", "consent")


def application_schema() -> Schema:
    """Return the schema of the document, with the themes that there are now."""
    schema = _object(APPLICATION, REQUIRED)
    for name, rule in RULES.items():
        schema["properties"][name] |= rule
    return schema


def _schema(shape: Shape) -> Schema:
    if isinstance(shape, Member):
        return _member(shape)
    if isinstance(shape, dict):
        return _object(shape, [default_language()] if shape is APPLICATION["names"] else ())
    return {"type": "array", "maxItems": MOST_MEASURES, "items": _schema(shape[0])}


def _object(shape: Mapping[str, Shape], required: Sequence[str] = ()) -> Schema:
    """Return the schema of an object; a member that it need not have can be null instead."""
    required = sorted({*required, *(name for name, inner in shape.items() if _is_required(inner))})
    members = {name: _schema(inner) for name, inner in shape.items()}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {
            name: _written(inner) if name in required else _or_null(inner)
            for name, inner in members.items()
        },
    }


def _written(schema: Schema) -> Schema:
    if schema["type"] != "string" or "enum" in schema:
        return schema
    return {"minLength": 1, "pattern": r"\S", **schema}


def _or_null(schema: Schema) -> Schema:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    choices = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [*kinds, "null"], **choices}


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
        if column is not None and column.name.endswith("_year"):
            bounds["maximum"] = LAST_YEAR
    elif isinstance(field, forms.CharField) and field.max_length:
        bounds["maxLength"] = field.max_length
    if isinstance(column, PartialDateField):
        bounds["pattern"] = DATE
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
