"""From the text of a cell to a whole number; a text that is none says what would be right."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from participants.importer.planning.words import choice_words
from participants.models import Qualifier
from participants.values.text import WrongValue, name_key
from participants.values.written_numbers import read_count

HIGHEST_NUMBER = 999_999
MOST_RESIDENTS = 100_000_000

# "about 12,000 inhabitants", "300+": a number with words or signs before and after it.
NUMBER_WITHIN = re.compile(r"([^\d]*?)(\d(?:[\d .,'’]*\d)?)([^\d]*)")
RANGE = re.compile(
    r"\D*?\d(?:[\d .,'’]*\d)?\s*(?:[-–—/]|to|and|à|a|et|bis|und)\s*\d(?:[\d .,'’]*\d)?\D*",
    re.IGNORECASE,
)
MULTIPLES = {
    **dict.fromkeys("k thousand thousands mille milliers tsd tausend".split(), 10**3),
    **dict.fromkeys("m mn mio mill million millions millionen".split(), 10**6),
    **dict.fromkeys("hundred hundreds cent cents".split(), 10**2),
}
UNITS = frozenset(
    "hab habitants habitant inhabitants inhabitant inh residents people persons pers personnes "
    "roma roms einwohner ew".split()
)


def whole_number(value: str, lowest: int, highest: int) -> int:
    """Return a whole number, however its digits are parted."""
    found = read_count(value)
    if lowest <= found <= highest:
        return found
    raise WrongValue(
        _("Write a whole number from %(lowest)d to %(highest)d, in digits only.")
        % {"lowest": lowest, "highest": highest}
    )


def number(value: str) -> int:
    return whole_number(value, 1, HIGHEST_NUMBER)


def year(value: str) -> int:
    return whole_number(value, 1800, 2200)


def residents(value: str, qualifier: str = "", upper: str = "") -> int:
    """Return how many residents.

    qualifier, upper: the columns into which words such as “about” and the end of a range belong.
    """
    try:
        return whole_number(value, 0, MOST_RESIDENTS)
    except WrongValue as error:
        advice = _advice_on_count(value.strip(), qualifier, upper) if len(value) <= 60 else ""
        raise WrongValue(advice or str(error)) from error


def _advice_on_count(value: str, qualifier: str, upper: str) -> str:
    """Return what to do with a number that has words beside it, or with a range, or ""."""
    if RANGE.fullmatch(value):
        return _(
            "Write the lower number here and the upper one into the column “%(column)s”, both in "
            "digits only."
        ) % {"column": upper}
    if not (match := NUMBER_WITHIN.fullmatch(value)):
        return ""
    before, digits, after = (part.strip(" ()[].:,;") for part in match.groups())
    multiple, _space, rest = after.partition(" ")
    if factor := MULTIPLES.get(multiple.casefold().rstrip(".")):
        return _(
            "Write the exact number in digits only. If only this one is known, write %(count)s, "
            "and “%(word)s” into the column “%(column)s”."
        ) % {"count": _times(digits, factor), "word": Qualifier.ABOUT.label, "column": qualifier}
    try:
        count = read_count(digits)
    except WrongValue:
        return ""
    return _advice_on_words(count, [before, after, rest, multiple], qualifier)


def _advice_on_words(count: int, words: Sequence[str], qualifier: str) -> str:
    """Return what to do with the words beside a number. words: in the order of their weight."""
    known = choice_words(Qualifier)
    for word in filter(None, words):
        if found := known.get(name_key(word)):
            label = Qualifier(next(iter(found))).label
            return _(
                "Write the number alone, %(count)d, and “%(word)s” into the column “%(column)s”."
            ) % {"count": count, "word": label, "column": qualifier}
    if f"{words[0]} {words[1]}".casefold().strip(" .") in UNITS:
        return _("Write the number alone, %(count)d.") % {"count": count}
    return _(
        "Write the number alone, %(count)d. What is said of it, such as “%(word)s”, belongs into "
        "the column “%(column)s”."
    ) % {"count": count, "word": Qualifier.ABOUT.label, "column": qualifier}


def _times(digits: str, factor: int) -> str:
    """Return a number such as 8.9 or 1,2 so many times, in digits; with "…" if it is no number."""
    try:
        return str(round(Decimal(digits.replace(" ", "").replace(",", ".")) * factor))
    except InvalidOperation:
        return "…"


def not_whole(value: str, shown: str) -> str:
    """Return the sentence for a number of a workbook that is not whole. shown: how it shows."""
    if shown == value:
        return _("The cell holds the number %(value)s. Write a whole number.") % {"value": value}
    return _(
        "The cell holds the number %(value)s and shows %(shown)s. Write the whole number that is "
        "meant."
    ) % {"value": value, "shown": shown}
