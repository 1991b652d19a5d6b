"""What dates are written with: names of months and days, and the order of their numbers.

Names come from the Unicode CLDR through Babel. Whether the day or the month stands first, the
dates of a column show of each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _

from participants.values.country_words import EVERYWHERE, local_languages
from participants.values.text import fold

FEWEST_LETTERS = 3


class Calendar(NamedTuple):
    """The months by folded name or abbreviation, and the folded names of the days of the week.

    Several months for one name: "listopad" is October in Croatian and November in Czech.
    """

    months: Mapping[str, frozenset[int]]
    weekdays: frozenset[str]


def calendars() -> Iterator[Calendar]:
    """Yield the names in English and French, and then those in all languages of the area.

    The data of all languages takes 50 MB of memory, and is seldom needed.
    """
    yield _calendar(EVERYWHERE)
    yield _calendar((*EVERYWHERE, *local_languages()))


@cache
def _calendar(languages: tuple[str, ...]) -> Calendar:
    months: dict[str, set[int]] = defaultdict(set)
    weekdays: set[str] = set()
    for locale in _locales(languages):
        weekdays.update(fold(name) for _day, name in _names(locale.days))
        for month, name in _names(locale.months):
            months[fold(name)].add(month)
    known = {
        name: frozenset(meant)
        for name, meant in months.items()
        if name.isalpha() and len(name) >= FEWEST_LETTERS
    }
    # "mar" is March, and a Tuesday in French and Spanish.
    return Calendar(known, frozenset(weekdays - known.keys()))


def _locales(languages: Iterable[str]) -> Iterator[Locale]:
    for language in languages:
        try:
            yield Locale.parse(language)
        except UnknownLocaleError:
            continue


def _names(of_locale: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from of_locale[context][width].items()


class Order(Enum):
    """What stands first in a date that ends with the year."""

    DAY = "day"
    MONTH = "month"


# By the sign between the numbers: what a table has shown.
Orders = Mapping[str, Order]
NO_ORDERS: Orders = MappingProxyType({})


class DateOrders:
    """Learn from the dates that can be read in one order only, by column and sign."""

    def __init__(self) -> None:
        # For each order the first row that shows it, and what stands there.
        self.shown: dict[tuple[str, str], dict[Order, tuple[int, str]]] = defaultdict(dict)

    def learn(self, column: str, sign: str, order: Order, row: int, cell: str) -> None:
        """Remember what a date shows."""
        self.shown[column, sign].setdefault(order, (row, cell))

    def known(self, column: str) -> Orders:
        """Return the order of the dates of a column by sign, where none contradicts it."""
        return {
            sign: next(iter(shown))
            for (of_column, sign), shown in self.shown.items()
            if of_column == column and len(shown) == 1
        }

    def reason(self, column: str, sign: str, iso: str) -> str:
        """Say how a date was read, and by which other row."""
        [(order, (row, cell))] = self.shown[column, sign].items()
        words = {"date": iso, "row": row, "other": cell}
        if order == Order.DAY:
            return _("Read as %(date)s, the day first, as in row %(row)d (“%(other)s”).") % words
        return _("Read as %(date)s, the month first, as in row %(row)d (“%(other)s”).") % words
