"""Dates as people and spreadsheet programs write them: what has one meaning is read.

"15/03/2015", "15 mars 2015", "March 2015", "2015-3-5", "juin-15". What has two is refused with
both, unless it is known which order a table follows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from participants.values.calendars import NO_ORDERS, Order, Orders, calendars
from participants.values.dates import EARLIEST_YEAR, PartialDate, PartialDateError
from participants.values.text import WrongValue, words

LONGEST = 60  # characters
THIS_CENTURY = 2000
MIDNIGHT = re.compile(r"(.*[0-9])(?:T|, ?| )00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?")
TIME = re.compile(r".*[0-9](?:T|, ?| )[0-9]{1,2}:[0-9]{2}.*")
WHOLE_YEAR = re.compile(r"([0-9]{4})[.,]0{1,2}")
SHORTENED_MONTH = re.compile(r"([0-9]{4})[.,]1")
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?\.?")
YEAR_LAST = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})")
COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
SHORT_YEAR = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{2})")
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
SPREADSHEET_EPOCH = date(1899, 12, 30)

# "juin-15", "juil.-15", "Jun '15": a hyphen or an apostrophe makes it a year, a space might not.
MONTH_AND_SHORT_YEAR = re.compile(r"[^\W\d]+\.?\s?[-'’]\s?[0-9]{2}")
ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er|re|e|o|a)?")
FULL_YEAR = re.compile(r"[0-9]{4}")
FILLERS = frozenset("of the de du del di le la den der do d".split())


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date that was read.

    iso: of known precision; note: what should be told of the reading, in a sentence; sign, order:
    what it shows of the other dates of its table, if it can be read in one order only; is_inferred:
    whether only the order of the others decides.
    """

    iso: str
    note: str = ""
    sign: str = ""
    order: Order | None = None
    is_inferred: bool = False


class TwoDatesError(WrongValue):
    """Says that a text means one date in one order and another in the other.

    readings: both, in ISO 8601.
    """

    def __init__(self, readings: Mapping[Order, str]) -> None:
        super().__init__(_one_of_days(readings.values()))
        self.readings = readings


def read_date(text: str, orders: Orders = NO_ORDERS) -> WrittenDate:
    """Return the date that a text means.

    orders: those that the other dates of its table follow. Raises WrongValue, with all readings
    where there are two; TwoDatesError where an order would decide.
    """
    written = text.strip()
    if len(written) > LONGEST:
        raise WrongValue(_no_date())
    if midnight := MIDNIGHT.fullmatch(written):
        written = midnight[1]
    elif TIME.fullmatch(written):
        raise WrongValue(_("This is a time. Write the day alone, such as 2014-12-05."))
    try:
        return WrittenDate(PartialDate.parse(written).isoformat())
    except PartialDateError:
        return _read_numbers(written, orders) or _read_words(written)


def _read_numbers(written: str, orders: Orders) -> WrittenDate | None:
    """Return the date of a text in digits, or None where it has letters."""
    if match := WHOLE_YEAR.fullmatch(written):
        return WrittenDate(_needed(match[1]))
    if match := SHORTENED_MONTH.fullmatch(written):
        # A spreadsheet drops the last zero of 2014.10.
        raise WrongValue(_one_of_days([f"{match[1]}-01", f"{match[1]}-10"]))
    if match := YEAR_FIRST.fullmatch(written):
        return WrittenDate(_needed(match[1], match[3], match[4]))
    if match := YEAR_LAST.fullmatch(written):
        return _year_last(*match.groups(), orders=orders)
    if match := MONTH_AND_YEAR.fullmatch(written):
        return WrittenDate(_needed(match[2], match[1]))
    if match := COMPACT.fullmatch(written):
        return WrittenDate(_needed(*match.groups()))
    if match := SHORT_YEAR.fullmatch(written):
        days = list(_with_short_year(match[1], match[3], match[4]))
        raise WrongValue(_one_of_days(days) if days else _no_such_day(written))
    if SERIAL.fullmatch(written):
        day = SPREADSHEET_EPOCH + timedelta(days=int(written[:5]))
        raise WrongValue(
            _("This is a spreadsheet’s number for a day. Write the date as text: %(day)s.")
            % {"day": day.isoformat()}
        )
    return None


def _year_last(first: str, sign: str, second: str, year: str, *, orders: Orders) -> WrittenDate:
    possible = {Order.DAY: _iso(year, second, first), Order.MONTH: _iso(year, first, second)}
    readings = {order: iso for order, iso in possible.items() if iso}
    if not readings:
        raise WrongValue(_no_such_day(f"{first}{sign}{second}{sign}{year}"))
    if len(set(readings.values())) == 2:
        if sign not in orders:
            raise TwoDatesError(readings)
        return WrittenDate(readings[orders[sign]], sign=sign, is_inferred=True)
    order, iso = next(iter(readings.items()))
    return WrittenDate(iso, sign=sign, order=order if len(readings) == 1 else None)


def _with_short_year(first: str, second: str, third: str) -> Iterator[str]:
    """Yield the days that three numbers of two digits can mean."""
    for year, month, day in (
        (third, second, first),
        (third, first, second),
        (first, second, third),
    ):
        if len(year) == 2 and (iso := _iso(_in_full(year), month, day)):
            yield iso


def _read_words(written: str) -> WrittenDate:
    folded = words(written)
    for calendar in calendars():
        passed_over = FILLERS | calendar.weekdays
        tokens = [word for word in folded if word not in passed_over]
        places = [place for place, token in enumerate(tokens) if token in calendar.months]
        if len(places) == 1:
            return _by_name(tokens, places[0], calendar.months[tokens[places[0]]], written)
    raise WrongValue(_no_date())


def _by_name(tokens: list[str], at: int, months: frozenset[int], written: str) -> WrittenDate:
    """Return the date of a name. months: that it can mean; at: how many words stand before it."""
    numbers = [match[1] for token in tokens if (match := ORDINAL.fullmatch(token))]
    years = [token for token in tokens if FULL_YEAR.fullmatch(token)]
    if len(tokens) != 1 + len(numbers) + len(years):
        raise WrongValue(_no_date())
    isos = [_needed_by_name(month, numbers, years, at, written) for month in sorted(months)]
    if len(isos) > 1:
        raise WrongValue(_one_of_days(iso for iso, _note in isos))
    return WrittenDate(*isos[0])


def _needed_by_name(
    month: int, numbers: list[str], years: list[str], at: int, written: str
) -> tuple[str, str]:
    """Return the date of a month, with what should be told of it. at: how many words before it."""
    if len(years) == 1 and len(numbers) <= 1:
        return _needed(years[0], month, *numbers), ""
    if years or not numbers or len(numbers) > 2:
        raise WrongValue(_no_date())
    if len(numbers) == 2:
        days = [
            _iso(_in_full(year), month, day)
            for day, year in (numbers, reversed(numbers))
            if len(year) == 2
        ]
        raise WrongValue(_one_of_days(filter(None, days)))
    full = _in_full(numbers[0])
    iso = _needed(full, month)
    is_certain = int(full) >= THIS_CENTURY and MONTH_AND_SHORT_YEAR.fullmatch(written)
    if at or not is_certain:
        raise WrongValue(
            _("The year is missing, or has two digits. Write it with four, such as %(date)s.")
            % {"date": iso}
        )
    return iso, _("Read as %(date)s: the month and the last two digits of the year.") % {
        "date": iso
    }


def _in_full(year: str) -> str:
    """Return the year of this century or the last that is not to come."""
    of_this_century = THIS_CENTURY + int(year)
    is_to_come = of_this_century > timezone.localdate().year
    return str(of_this_century - 100 if is_to_come else of_this_century)


def _needed(year: str, month: str | int | None = None, day: str | None = None) -> str:
    """Return a date of known precision. Raises WrongValue for one that no calendar has."""
    if iso := _iso(year, month, day):
        return iso
    if int(year) < EARLIEST_YEAR:
        raise WrongValue(_no_date())
    written = "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part is not None)])
    raise WrongValue(_no_such_day(written) if day else _no_such_month(written))


def _iso(year: str, month: str | int | None = None, day: str | None = None) -> str:
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part is not None)]
    try:
        return PartialDate.parse("-".join(parts)).isoformat()
    except PartialDateError:
        return ""


def _one_of_days(days: Iterable[str]) -> str:
    readings = sorted(set(days))
    if not readings:
        return _no_date()
    if len(readings) == 1:
        return _("Write the date as %(day)s.") % {"day": readings[0]}
    return _("This can mean several dates. Write the one that is meant: %(days)s.") % {
        "days": _(" or ").join(readings)
    }


def _no_such_day(day: str) -> str:
    return _(
        "There is no such day as %(day)s in the calendar. Correct it, or write what is known: "
        "2014, 2014-12 or 2014-12-05."
    ) % {"day": day}


def _no_such_month(month: str) -> str:
    return _(
        "There is no such month as %(month)s. Correct it, or write what is known: 2014, 2014-12 "
        "or 2014-12-05."
    ) % {"month": month}


def _no_date() -> str:
    return _("Write what is known of the date: 2014, 2014-12 or 2014-12-05.")
