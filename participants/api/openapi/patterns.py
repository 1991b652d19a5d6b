"""Patterns of what stands in one parameter: values separated by commas, fields, coordinates."""

from collections.abc import Iterable
from typing import Any

from participants.registry.listing.parameters import (
    LONGEST_FIELDS,
    LONGEST_SEARCH,
    MOST_ORDERED_BY,
)

Schema = dict[str, Any]

# No parameter takes a null character.
TEXT: Schema = {"type": "string", "pattern": r"^[^\x00]*$"}
SOME_TEXT: Schema = {"type": "string", "pattern": r"^[^\x00]+$"}
NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
FLAG: Schema = {"enum": [True, False, 0, 1]}
# Quotation marks come in pairs; that there is a letter or a digit is for the server to say.
SEARCH: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST_SEARCH,
    "pattern": r'^[^"\x00]*("[^"\x00]*"[^"\x00]*)*$',
}
# No sign means anything there.
WORDS: Schema = {**SOME_TEXT, "maxLength": LONGEST_SEARCH}
# Degrees, with as many digits as the server reads.
_FRACTION = r"(\.[0-9]{1,15})?"
LATITUDE = rf"-?0{{0,3}}([0-8]?[0-9]{_FRACTION}|90(\.0{{1,15}})?)"
LONGITUDE = rf"-?0{{0,2}}((1[0-7]|0?[0-9])?[0-9]{_FRACTION}|180(\.0{{1,15}})?)"
BOX = f"^{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}$"
POINT = f"^{LATITUDE},{LONGITUDE}$"
# A signed text; one that was compressed begins with a point.
CURSOR = r"^\.?[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"
# What a browser shows behind the host; behind a question mark nearly everything may stand.
_STEPS = r"\\#?%\x00-\x1f\x7f-\x9f\ufffd"
_ESCAPE = "%[0-9A-Fa-f]{2}"
PATH = rf"^/(([^/{_STEPS}]|{_ESCAPE})([^{_STEPS}]|{_ESCAPE})*)?(\?[^#\x00-\x1f\x7f-\x9f]*)?$"


def listed(forms: Iterable[str], *, most: int | None = None) -> Schema:
    """Return the schema of values separated by commas. forms: codes, or patterns of them."""
    value = f"({'|'.join(forms)})"
    further = "*" if most is None else f"{{0,{most - 1}}}"
    return {"type": "string", "pattern": f"^{value}(,{value}){further}$"}


def chosen_fields(names: Iterable[str]) -> Schema:
    """Return the schema of `fields`, which chooses among these names."""
    name = f"({'|'.join(names)})"
    return {
        "type": "string",
        "maxLength": LONGEST_FIELDS,
        "pattern": rf"^(\*(,-{name})*|_(,{name})*|-?{name}(,-?{name})*)?$",
    }


def ordered_by(names: Iterable[str]) -> Schema:
    """Return the schema of `order`, which takes these names."""
    name = f"-?({'|'.join(names)})"
    return {
        "type": "string",
        "pattern": f"^{name}(,{name}){{0,{MOST_ORDERED_BY - 1}}}$",
        "description": f"At most {MOST_ORDERED_BY} fields separated by a comma, none twice, each "
        "with `-` before it for the other way round; unknown values come last.",
    }
