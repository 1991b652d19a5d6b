"""Numbers of residents, and degrees, as people and spreadsheet programs write them."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from participants.values.text import WrongValue

APOSTROPHES = "'’‘ʼ´`′＇\u066c"
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ '.,])[0-9]{3})(?:\1[0-9]{3})*")

# Behind a decimal sign, which cannot be one between groups: these have three digits.
ZEROS = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:([ '.,])[0-9]{3})(?:\2[0-9]{3})*)([.,])0{1,2}")
TWO_PARTS = re.compile(r"([0-9]+)([ '.,])([0-9]+)")
LONGEST = 40  # characters


def read_count(text: str) -> int:
    """Return how many a text says. Raises WrongValue, with all readings where there are two.

    Spaces of any kind, apostrophes, points and commas part groups of three digits, one sign
    throughout: nobody counts thousandths of a resident. Digits of any script are read.
    """
    written = "".join(map(_plain, text.strip()[: LONGEST + 1]))
    if len(written) > LONGEST:
        raise WrongValue(_no_count())
    if written.isdecimal():
        return int(written)
    if GROUPED.fullmatch(written):
        return _number(written)
    # As a spreadsheet shows a whole number with decimals.
    if (whole := ZEROS.fullmatch(written)) and whole[2] != whole[3]:
        return _number(whole[1])
    if parts := TWO_PARTS.fullmatch(written):
        raise WrongValue(_ambiguous(text.strip(), *parts.groups()))
    raise WrongValue(_no_count())


def _plain(character: str) -> str:
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if unicodedata.category(character) == "Zs" or character == "\t":
        return " "
    return "'" if character in APOSTROPHES else character


def _number(written: str) -> int:
    return int(re.sub(r"[^0-9]", "", written))


def _no_count() -> str:
    return _("Write one whole number, such as 28591 or 28 591.")


def _ambiguous(text: str, whole: str, sign: str, rest: str) -> str:
    readings = [str(int(whole + rest)), f"{whole}.{rest}" if sign in ".," else f"{whole} {rest}"]
    return _(
        "“%(text)s” can be read as %(first)s or as %(second)s. Write the number that is meant, in "
        "digits only."
    ) % {"text": text, "first": readings[0], "second": readings[1]}


MINUS = "-\u2010\u2011\u2012\u2013\u2212"
PLACES = Decimal("0.00001")  # about a metre
DECIMAL = re.compile(r"([+-]?)([0-9]{1,3}(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,2})?) ?°?")
SEXAGESIMAL = re.compile(
    r"([+-]?)([0-9]{1,3}) ?[°º] ?([0-9]{1,2}) ?['’′]"
    r"(?: ?([0-9]{1,2}(?:[.,][0-9]+)?) ?(?:[\"”″]|''))?"
)

# North, south, east and west in English, with the French one where it cannot be mistaken.
HEMISPHERES = {90: {"N": "", "S": "-"}, 180: {"E": "", "W": "-"}}
EAST_OR_WEST = "O"  # "ouest" in French, "Ost" in German


def read_degrees(text: str, limit: int) -> Decimal:
    """Return decimal degrees with at most five places.

    limit: 90 for a latitude, 180 for a longitude. Understood are a decimal point or comma, a letter
    for the hemisphere, and degrees, minutes and seconds. Raises WrongValue.
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
        raise WrongValue(_no_degrees())
    if sign and match[1]:
        raise WrongValue(_no_degrees())
    if found > limit:
        raise WrongValue(_("Write degrees between -%(limit)d and %(limit)d.") % {"limit": limit})
    is_negative = "-" in {sign, match[1]}
    # Adding zero makes -0 a plain zero.
    return (-found if is_negative else found).quantize(PLACES) + 0


def _hemisphere(written: str, limit: int) -> tuple[str, str]:
    """Return the sign that a letter stands for, "+" or "-" or none, and the text without it."""
    for letter, rest in ((written[:1], written[1:]), (written[-1:], written[:-1])):
        if letter.upper() == EAST_OR_WEST and limit > 90:
            raise WrongValue(
                _("“O” can mean west or east. Write -1.6778 for what lies west of Greenwich.")
            )
        if letter and letter.upper() in HEMISPHERES[limit]:
            return HEMISPHERES[limit][letter.upper()] or "+", rest.strip()
    return "", written


def _from_minutes(degrees: str, minutes: str, seconds: str) -> Decimal:
    parts = [Decimal(degrees), Decimal(minutes), Decimal(seconds.replace(",", "."))]
    if max(parts[1:]) >= 60:
        raise WrongValue(_no_degrees())
    return parts[0] + parts[1] / 60 + parts[2] / 3600


def _no_degrees() -> str:
    return _("Write decimal degrees, such as 37.99471.")
