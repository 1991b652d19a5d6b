"""From the text of a cell to a value; a text that is none says what would be right."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

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
from participants.models import EventKind
from participants.values.folding import name_key
from participants.values.written.country_words import countries_called, country_words
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

HIGHEST_NUMBER = 999_999
MOST_RESIDENTS = 100_000_000
# "merged 2018 into lyon": what is told, and the slug after the word before it.
SUCCESSOR = re.compile(r"(.*?)(?:\s+(?:into|dans|with|avec)(?:\s+(\S+))?)?")
# A mark in the place of a letter that a code page did not have.
LOST_LETTER = "?"
# "g?n?ral", and not "Who?" nor the address of a page with a query.
DAMAGED_WORD = re.compile(r"[^\W\d_]*(?:\?+[^\W\d_]+)+\??|\?{2,}")
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


def residents(value: str) -> int:
    """Return how many residents."""
    return whole_number(value, 0, MOST_RESIDENTS)


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
        return one_of(value, choice_words(choices))

    return read


def country(value: str) -> str:
    """Return the code of a country, given as a code or a name."""
    found = countries_called(value)
    # All words are gathered only where one of them may have been meant.
    return next(iter(found)) if len(found) == 1 else one_of(value, country_words(), found)


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
            % {"part": part, "kinds": ", ".join(EventKind.values)}
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
    known = theme_words()

    def read(value: str) -> tuple[str, ...]:
        parts = [part.strip() for part in value.split(";") if part.strip()]
        slugs = [slug for part in parts for slug in _themes(part, known)]
        return tuple(dict.fromkeys(slugs))

    return read


def _themes(part: str, known: Words) -> Iterator[str]:
    """Yield the themes of a part between two semicolons; commas part them, or stand in a name."""
    inner = [word.strip() for word in part.split(",") if word.strip()]
    is_one = name_key(part) in known or not all(name_key(word) in known for word in inner)
    for word in [part] if is_one else inner:
        if name_key(word) not in known and not near_codes(word, known):
            slugs = sorted(set().union(*known.values()))
            raise WrongValue(
                _("There is no such theme. Write some of: %(known)s.") % {"known": ", ".join(slugs)}
            )
        yield one_of(word, known)


def slug_list(value: str) -> tuple[str, ...]:
    """Return slugs that are parted by “;”."""
    return tuple(dict.fromkeys(slug(part.strip()) for part in value.split(";") if part.strip()))
