"""Degrees of latitude and longitude as people and spreadsheet programs write them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

MINUS = "-\u2010\u2011\u2012\u2013\u2212"
PLACES = Decimal("0.00001")  # about a metre
LONGEST = 40  # characters
DECIMAL = re.compile(r"([+-]?)([0-9]{1,3}(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,2})?) ?°?")
SEXAGESIMAL = re.compile(
    r"([+-]?)([0-9]{1,3}) ?[°º] ?([0-9]{1,2}) ?['’′]"
    r"(?: ?([0-9]{1,2}(?:[.,][0-9]+)?) ?(?:[\"”″]|''))?"
)
# North, south, east and west in English, with the French one where it cannot be mistaken.
HEMISPHERES = {90: {"N": "", "S": "-"}, 180: {"E": "", "W": "-"}}
EAST_OR_WEST = "O"  # "ouest" in French, "Ost" in German


class NotDegreesError(ValueError):
    """Says in a sentence for people what would be right."""


def read_degrees(text: str, limit: int) -> Decimal:
    """Return decimal degrees with at most five places.

    limit: 90 for a latitude, 180 for a longitude. Understood are a decimal point or comma, a letter
    for the hemisphere, and degrees, minutes and seconds. Raises NotDegreesError.
    """
    written = text.strip()[: LONGEST + 1]
    for sign in MINUS:
        written = written.replace(sign, "-")
    sign, plain = _hemisphere(written, limit)
    if match := DECIMAL.fullmatch(plain):
        found = Decimal(match[2].replace(",", "."))
    elif match := SEXAGESIMAL.fullmatch(plain):
        found = _from_minutes(match[2], match[3], match[4] or "0")
    else:
        raise NotDegreesError(_no_degrees())
    if sign and match[1]:
        raise NotDegreesError(_no_degrees())
    if found > limit:
        raise NotDegreesError(
            _("Write degrees between -%(limit)d and %(limit)d.") % {"limit": limit}
        )
    is_negative = "-" in {sign, match[1]}
    # Adding zero makes -0 a plain zero.
    return (-found if is_negative else found).quantize(PLACES) + 0


def _hemisphere(written: str, limit: int) -> tuple[str, str]:
    """Return the sign that a letter stands for, "+" or "-" or none, and the text without it."""
    for letter, rest in ((written[:1], written[1:]), (written[-1:], written[:-1])):
        if letter.upper() == EAST_OR_WEST and limit > 90:
            raise NotDegreesError(
                _("“O” can mean west or east. Write -1.6778 for what lies west of Greenwich.")
            )
        if letter and letter.upper() in HEMISPHERES[limit]:
            return HEMISPHERES[limit][letter.upper()] or "+", rest.strip()
    return "", written


def _from_minutes(degrees: str, minutes: str, seconds: str) -> Decimal:
    parts = [Decimal(degrees), Decimal(minutes), Decimal(seconds.replace(",", "."))]
    if max(parts[1:]) >= 60:
        raise NotDegreesError(_no_degrees())
    return parts[0] + parts[1] / 60 + parts[2] / 3600


def _no_degrees() -> str:
    return _("Write decimal degrees, such as 37.99471.")
