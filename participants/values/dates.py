"""Dates that are known to the year, the month or the day, and say which.

A partial date is stored as reduced-precision ISO 8601 text: "2014", "2014-12", "2014-12-05".
Text order is the order of the earliest possible day, so `<=` against a full ISO date means
"began on or before that day" in the database as well.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from participants.values.fields import OneLineField
from participants.values.languages import babel_locale

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
EARLIEST_YEAR = 1000


class Precision(models.TextChoices):
    """How much of a date is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class PartialDateError(ValueError):
    """Says that a text is no date of known precision."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A calendar date of known precision.

    earliest: first day it can mean; precision: what of it is known.
    """

    earliest: date
    precision: Precision = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2014", "2014-12" or "2014-12-05".

        Raises PartialDateError for anything else, impossible days included.
        """
        match = PATTERN.fullmatch(text)
        if match is None:
            raise PartialDateError(text)
        year, month, day = match.groups()
        if int(year) < EARLIEST_YEAR:
            raise PartialDateError(text)
        try:
            earliest = date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            raise PartialDateError(text) from error
        if day:
            return cls(earliest, Precision.DAY)
        return cls(earliest, Precision.MONTH if month else Precision.YEAR)

    @property
    def latest(self) -> date:
        """Return the last day the date can mean."""
        if self.precision == Precision.DAY:
            return self.earliest
        month = 12 if self.precision == Precision.YEAR else self.earliest.month
        last_day = calendar.monthrange(self.earliest.year, month)[1]
        return date(self.earliest.year, month, last_day)

    def isoformat(self) -> str:
        """Return ISO 8601 text of just the known precision."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]
        return self.earliest.isoformat()[:length]

    def __str__(self) -> str:
        return _in_words(self, babel_locale())

    @property
    def as_adverbial(self) -> str:
        """Return the date with its preposition: "in 2014", "on 5 December 2014"."""
        if self.precision == Precision.DAY:
            return pgettext("full date", "on %(date)s") % {"date": self}
        return pgettext("year or month", "in %(date)s") % {"date": self}


@lru_cache(maxsize=4096)  # a list asks for a hundred of them
def _in_words(when: PartialDate, locale: str) -> str:
    if when.precision == Precision.YEAR:
        return str(when.earliest.year)
    if when.precision == Precision.MONTH:
        return format_skeleton("yMMMM", when.earliest, locale=locale)
    words = format_date(when.earliest, "long", locale=locale)
    # French has an ordinal for the first of a month alone, which Babel does not know.
    return re.sub("^1 ", "1er ", words) if locale == "fr" else words


def validate_partial_date(text: str) -> None:
    """Raise ValidationError unless the text is a year, a month or a day in ISO form."""
    try:
        PartialDate.parse(text)
    except PartialDateError as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date. Write what is known: 2014, 2014-12 or 2014-12-05 "
                "(year, month, day)."
            ),
            code="partial_date",
            params={"value": text},
        ) from error


class PartialDateField(OneLineField):
    """Store a date of known precision as reduced ISO 8601 text."""

    default_validators = [*OneLineField.default_validators, validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("help_text", _("As far as it is known: 2014, 2014-12 or 2014-12-05."))
        super().__init__(*args, **kwargs)


def read_day(text: str) -> date | None:
    """Return the day of a text such as "2014-12-05", or None for any other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Python also reads 20141205 and 2014-W49-5.
    return day if day.isoformat() == text else None


def parse_if_known(text: str) -> PartialDate | None:
    """Return the date, or None where it is unknown or not yet a valid text.

    `validate_partial_date` reports invalid texts; Django still runs `clean()` after it did.
    """
    try:
        return PartialDate.parse(text)
    except PartialDateError:
        return None
