"""Numbers of residents as people write them: "28 591", "28.591", "28,591", "28’591"."""

import re
import unicodedata

from django.utils.translation import gettext as _

APOSTROPHES = "'’‘ʼ´`′＇\u066c"
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ '.,])[0-9]{3})(?:\1[0-9]{3})*")
# Behind a decimal sign, which cannot be one between groups: these have three digits.
ZEROS = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:([ '.,])[0-9]{3})(?:\2[0-9]{3})*)([.,])0{1,2}")
TWO_PARTS = re.compile(r"([0-9]+)([ '.,])([0-9]+)")
LONGEST = 40


class NotACountError(ValueError):
    """Says in a sentence for people what a count would be."""


def read_count(text: str) -> int:
    """Return how many a text says. Raises NotACountError, with all readings where there are two.

    Spaces of any kind, apostrophes, points and commas part groups of three digits, one sign
    throughout: nobody counts thousandths of a resident. Digits of any script are read.
    """
    written = "".join(map(_plain, text.strip()[: LONGEST + 1]))
    if len(written) > LONGEST:
        raise NotACountError(_no_count())
    if written.isdecimal():
        return int(written)
    if GROUPED.fullmatch(written):
        return _number(written)
    # As a spreadsheet shows a whole number with decimals.
    if (whole := ZEROS.fullmatch(written)) and whole[2] != whole[3]:
        return _number(whole[1])
    if parts := TWO_PARTS.fullmatch(written):
        raise NotACountError(_ambiguous(text.strip(), *parts.groups()))
    raise NotACountError(_no_count())


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
