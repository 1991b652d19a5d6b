"""The names of the months and days, as people write them, from the Unicode CLDR through Babel."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from participants.countries import CODES
from participants.folding import fold

FEWEST_LETTERS = 3


@cache
def months_called() -> dict[str, frozenset[int]]:
    """Return the months by folded name or abbreviation, in every official language of the area.

    Several for one name: "listopad" is October in Croatian and November in Czech.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for locale in _locales():
        for month, name in _names(locale.months):
            found[fold(name)].add(month)
    return {
        name: frozenset(months)
        for name, months in found.items()
        if name.isalpha() and len(name) >= FEWEST_LETTERS
    }


@cache
def weekdays() -> frozenset[str]:
    """Return the names of the days of the week, folded, in the same languages."""
    return frozenset(fold(name) for locale in _locales() for _day, name in _names(locale.days))


def _locales() -> Iterator[Locale]:
    languages = {"en", "fr"}
    for code in CODES:
        languages.update(get_official_languages(code, regional=True, de_facto=True))
    for language in sorted(languages):
        try:
            yield Locale.parse(language)
        except UnknownLocaleError:
            continue


def _names(of_locale: dict[str, dict[str, dict[int, str]]]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from of_locale[context][width].items()
