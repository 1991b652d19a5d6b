"""The names of the months and days, as people write them, from the Unicode CLDR through Babel."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from participants.values.folding import fold
from participants.values.written.country_words import EVERYWHERE, local_languages

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
