"""From the text of a cell to a value; a text that is none says what would be right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_unicode_slug
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.countries import CODES, country_name
from participants.dates import PartialDate, PartialDateError
from participants.folding import fold
from participants.models import EventKind
from participants.texts_per_language import content_languages

HIGHEST_NUMBER = 999_999
MOST_RESIDENTS = 100_000_000
SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
SLASHED = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
GROUPED = re.compile(r"[0-9]{1,3}([ \u00a0\u202f,.'’][0-9]{3})+")
SPREADSHEET_EPOCH = date(1899, 12, 30)


class WrongValue(ValueError):  # noqa: N818  it says what the value is
    """Says in one sentence what would be right."""


@dataclass(frozen=True, slots=True)
class EventCell:
    """One step of a history; successor: slug, "?" where the file may not name it, or ""."""

    kind: str
    date: str
    successor: str = ""


def text(value: str) -> str:
    """Return plain text. Raises WrongValue for markup."""
    if "<" in value or ">" in value:
        raise WrongValue(_("Write plain text, without angle brackets."))
    return value


def whole_number(value: str, lowest: int, highest: int) -> int:
    """Return a number written in digits alone."""
    if value.isascii() and value.isdigit() and lowest <= int(value[:12]) <= highest:
        return int(value)
    if GROUPED.fullmatch(value):
        raise WrongValue(_("Write digits only: %(value)s.") % {"value": re.sub(r"\D", "", value)})
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


def partial_date(value: str) -> str:
    """Return a date of known precision in its ISO form."""
    try:
        return PartialDate.parse(value).isoformat()
    except PartialDateError as error:
        raise WrongValue(_right_date(value)) from error


def _right_date(value: str) -> str:
    if match := SLASHED.fullmatch(value):
        first, second, of_year = match.groups()
        readings = {_iso(of_year, second, first), _iso(of_year, first, second)} - {""}
        if len(readings) == 2:
            return _("This can mean two days. Write the one that is meant: %(days)s.") % {
                "days": _(" or ").join(sorted(readings))
            }
        if readings:
            return _("Write the date as %(day)s.") % {"day": readings.pop()}
    if SERIAL.fullmatch(value):
        day = SPREADSHEET_EPOCH + timedelta(days=int(value[:5]))
        return _("This is a spreadsheet’s number for a day. Write the date as text: %(day)s.") % {
            "day": day.isoformat()
        }
    return _("Write what is known of the date: 2014, 2014-12 or 2014-12-05.")


def _iso(of_year: str, month: str, day: str) -> str:
    try:
        return date(int(of_year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def degrees(value: str, limit: int) -> Decimal:
    """Return decimal degrees with at most five places."""
    try:
        found = Decimal(value)
    except InvalidOperation as error:
        hint = value.replace(",", ".") if value.count(",") == 1 else "37.99471"
        raise WrongValue(
            _("Write decimal degrees with a point, such as %(hint)s.") % {"hint": hint}
        ) from error
    if not found.is_finite() or abs(found) > limit:
        raise WrongValue(_("Write degrees between -%(limit)d and %(limit)d.") % {"limit": limit})
    return found.quantize(Decimal("0.00001"))


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
    """Return the reader of a code; the names of the codes in every language are understood."""

    def read(value: str) -> str:
        return _one_of(value, _spellings(choices))

    return read


def country(value: str) -> str:
    """Return the code of a country, given as a code or a name."""
    return _one_of(value, _country_spellings())


def event_list(value: str) -> tuple[EventCell, ...]:
    """Return a history such as "admitted 2014; merged 2018 into lyon"."""
    return tuple(_event(part.strip()) for part in value.split(";") if part.strip())


def _event(part: str) -> EventCell:
    kind, _space, rest = part.partition(" ")
    if kind not in EventKind.values:
        raise WrongValue(
            _("“%(part)s” does not begin with one of: %(kinds)s.")
            % {"part": part, "kinds": ", ".join(EventKind.values)}
        )
    before, _into, successor = rest.partition("into ")
    when = partial_date(before.strip()) if before.strip() else ""
    if (kind == EventKind.MERGED) != bool(successor):
        raise WrongValue(
            _("A merger, and nothing else, names its successor: merged 2018 into lyon.")
        )
    return EventCell(kind, when, successor.strip())


def slug_list(value: str) -> tuple[str, ...]:
    """Return slugs that are parted by “;”."""
    return tuple(dict.fromkeys(slug(part.strip()) for part in value.split(";") if part.strip()))


def _one_of(value: str, spellings: Mapping[str, str]) -> str:
    found = spellings.get(fold(value)) if value else None
    if found:
        return found
    known = sorted(set(spellings.values()))
    near = get_close_matches(fold(value), spellings, n=1, cutoff=0.8)
    if near:
        raise WrongValue(_("Did you mean “%(code)s”?") % {"code": spellings[near[0]]})
    raise WrongValue(_("Write one of: %(codes)s.") % {"codes": ", ".join(known)})


@cache
def _spellings(choices: type[TextChoices]) -> dict[str, str]:
    found = {fold(code): str(code) for code in choices.values}
    return _in_every_language(lambda code: str(choices(code).label), choices.values) | found


@cache
def _country_spellings() -> dict[str, str]:
    return _in_every_language(country_name, CODES) | {fold(code): code for code in CODES}


def _in_every_language(name: Callable[[Any], str], codes: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in content_languages():
        with override(language):
            found |= {fold(name(code)): str(code) for code in codes}
    return found
