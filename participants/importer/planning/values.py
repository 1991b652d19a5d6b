"""From the text of a cell to a value; a text that is none says what would be right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_unicode_slug
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from participants.importer.planning.words import (
    Words,
    WrongValue,
    choice_words,
    near_codes,
    one_of,
    theme_words,
)
from participants.models import EventKind, Qualifier, Theme
from participants.values.countries import country_name
from participants.values.folding import name_key
from participants.values.written.country_words import countries_called, country_words, is_elsewhere
from participants.values.written.counts import NotACountError, read_count
from participants.values.written.dates import (
    NO_ORDERS,
    NotADateError,
    Orders,
    TwoDatesError,
    WrittenDate,
    read_date,
)
from participants.values.written.degrees import NotDegreesError, read_degrees

COUNTRIES = "docs/importing.md"  # where all of them are listed
HIGHEST_NUMBER = 999_999
MOST_RESIDENTS = 100_000_000
# "merged 2018 into lyon": what is told, and the slug after the word before it.
SUCCESSOR = re.compile(r"(.*?)(?:\s+(?:into|dans|with|avec)(?:\s+(\S+))?)?")
# A mark in the place of a letter that a code page did not have.
LOST_LETTER = "?"
# "g?n?ral", and not "Who?" nor the address of a page with a query.
DAMAGED_WORD = re.compile(r"[^\W\d_]*(?:\?+[^\W\d_]+)+\??|\?{2,}")
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
WORD_ENDS = re.compile(r"[\s,;:.()«»“”\"'’-]+")


@dataclass(frozen=True, slots=True)
class EventCell:
    """One step of a history; successor: slug, "?" where the file may not name it, or ""."""

    kind: str
    date: str
    successor: str = ""


def text(value: str) -> str:
    """Return plain text. Raises WrongValue for markup, and for words that have lost letters."""
    if "<" in value or ">" in value:
        raise WrongValue(_("Write plain text, without angle brackets."))
    if LOST_LETTER in value and any(map(DAMAGED_WORD.fullmatch, WORD_ENDS.split(value))):
        raise WrongValue(_lost_letters())
    return value


def name(value: str) -> str:
    """Return a name, in which no question mark stands. Raises WrongValue."""
    if LOST_LETTER in value:
        raise WrongValue(_lost_letters())
    return text(value)


def _lost_letters() -> str:
    return _(
        "Question marks stand where letters were lost. Write the text anew, and save the file as "
        ".xlsx or as CSV in UTF-8."
    )


def whole_number(value: str, lowest: int, highest: int) -> int:
    """Return a whole number, however its digits are parted."""
    try:
        found = read_count(value)
    except NotACountError as error:
        raise WrongValue(str(error)) from error
    if lowest <= found <= highest:
        return found
    raise WrongValue(
        _("Write a whole number from %(lowest)d to %(highest)d, in digits only.")
        % {"lowest": lowest, "highest": highest}
    )


def number(value: str) -> int:
    """Return an ordinal."""
    return whole_number(value, 1, HIGHEST_NUMBER)


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
    except NotACountError:
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


def year(value: str) -> int:
    """Return a year."""
    return whole_number(value, 1800, 2200)


def slug(value: str) -> str:
    """Return the last part of an address."""
    try:
        validate_unicode_slug(value)
    except ValidationError as error:
        raise WrongValue(_("Write letters, digits, “-” and “_” only, such as “megara”.")) from error
    return value


def partial_date(value: str, orders: Orders = NO_ORDERS) -> WrittenDate:
    """Return a date of known precision. orders: as `read_date` has them; raises as it does too."""
    try:
        return read_date(value, orders)
    except TwoDatesError:
        raise
    except NotADateError as error:
        raise WrongValue(str(error)) from error


def degrees(value: str, limit: int) -> Decimal:
    """Return decimal degrees with at most five places."""
    try:
        return read_degrees(value, limit)
    except NotDegreesError as error:
        raise WrongValue(str(error)) from error


def latitude(value: str) -> Decimal:
    """Return degrees north."""
    return degrees(value, 90)


def longitude(value: str) -> Decimal:
    """Return degrees east."""
    return degrees(value, 180)


def address(value: str) -> str:
    """Return a web address."""
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise WrongValue(
            _("Write a complete web address, such as https://www.example.org/.")
        ) from error
    return value


def choice(choices: type[TextChoices]) -> Callable[[str], str]:
    """Return the reader of a code; usual words for the codes are understood."""

    def read(value: str) -> str:
        return one_of(value, choice_words(choices), label=lambda code: str(choices(code).label))

    return read


def country(value: str) -> str:
    """Return the code of a country, given as a code or a name."""
    found = countries_called(value)
    # All words are gathered only where one of them may have been meant.
    if len(found) == 1:
        return next(iter(found))
    if not found and is_elsewhere(value):
        raise WrongValue(
            _("This is not among the countries of the Alliance’s area, which %(place)s lists.")
            % {"place": COUNTRIES}
        )
    return one_of(value, country_words(), found, country_name, listing=COUNTRIES)


def event_list(value: str) -> tuple[EventCell, ...]:
    """Return a history such as "admitted 2014; merged 2018 into lyon"."""
    return tuple(_event(part.strip()) for part in value.split(";") if part.strip())


def _event(part: str) -> EventCell:
    told, successor = SUCCESSOR.fullmatch(part).groups("")  # type: ignore[union-attr]  # it fits all
    known = choice_words(EventKind)
    words = told.split()
    # The words of the event are the most that are known; the date follows them.
    for count in range(len(words), 0, -1):
        if found := known.get(name_key(" ".join(words[:count]))):
            kind, rest = next(iter(found)), " ".join(words[count:])
            break
    else:
        raise WrongValue(
            _("“%(part)s” does not begin with one of: %(kinds)s.")
            % {"part": part, "kinds": ", ".join(str(kind.label) for kind in EventKind)}
        )
    when = _date_of_event(rest) if rest else ""
    if (kind == EventKind.MERGED) != bool(successor):
        raise WrongValue(
            _("A merger, and nothing else, names its successor: merged 2018 into lyon.")
        )
    return EventCell(kind, when, successor.strip())


def _date_of_event(value: str) -> str:
    try:
        found = read_date(value)
    except NotADateError as error:
        raise WrongValue(str(error)) from error
    if found.note:
        raise WrongValue(
            _("Write the year of “%(date)s” with four digits, such as %(iso)s.")
            % {"date": value, "iso": found.iso}
        )
    return found.iso


def theme_list() -> Callable[[str], tuple[str, ...]]:
    """Return the reader of themes, by slug or by name in any language; asks the database once."""
    themes = list(Theme.objects.all())
    known, labels = theme_words(themes), {theme.slug: theme.label for theme in themes}

    def read(value: str) -> tuple[str, ...]:
        parts = [part.strip() for part in value.split(";") if part.strip()]
        slugs = [slug for part in parts for slug in _themes(part, known, labels)]
        return tuple(dict.fromkeys(slugs))

    return read


def _themes(part: str, known: Words, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the themes of a part between two semicolons; commas part them, or stand in a name."""
    inner = [word.strip() for word in part.split(",") if word.strip()]
    is_one = name_key(part) in known or not all(name_key(word) in known for word in inner)
    for word in [part] if is_one else inner:
        if name_key(word) not in known and not near_codes(word, known):
            names = "; ".join(sorted(labels.values()))
            raise WrongValue(
                _("There is no such theme. Write some of: %(known)s.") % {"known": names}
            )
        yield one_of(word, known, label=lambda slug: labels.get(slug, slug))


def slug_list(value: str) -> tuple[str, ...]:
    """Return slugs that are parted by “;”."""
    return tuple(dict.fromkeys(slug(part.strip()) for part in value.split(";") if part.strip()))
