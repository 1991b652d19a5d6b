"""Words for countries, as people write them in tables: names, former names and codes.

Names come from the Unicode CLDR through Babel, in English, French and the official languages of
the country, regional ones included; so do the codes of three letters. What the CLDR does not have,
since it gives one name per language, stands in `data/words.toml`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from participants.values.countries import CODES, COUNCIL_OF_EUROPE_NAMES
from participants.values.text import fold
from participants.values.word_lists import word_list, word_table

EVERYWHERE = ("en", "fr")


ARTICLES = frozenset("the le la les l".split())
OFFICIAL_LANGUAGES = partial(get_official_languages, regional=True, de_facto=True)
INVERTED = re.compile(r"(.+?)\s*(?:,\s*(.+)|\(([^()]+)\))")


def countries_called(text: str) -> frozenset[str]:
    """Return the codes of the countries that a text can mean; none where it is no country's name.

    Articles may stand before it; "Moldova, Republic of" and "Moldova (Republic of)" are understood.
    """
    readings = list(_readings(text))
    for known in (_everyday_words, country_words):
        if found := next(filter(None, map(known().get, readings)), None):
            return found
    return frozenset()


def is_elsewhere(text: str) -> bool:
    """Return whether a text, which names no country of the area, names another country."""
    return any(reading in _elsewhere() for reading in _readings(text))


@cache
def _elsewhere() -> frozenset[str]:
    """Return folded names and codes of the countries outside of the area."""
    words = [*word_list("countries_elsewhere")]
    aliases: dict[str, list[str]] = get_global("territory_aliases")
    for language in EVERYWHERE:
        territories = Locale.parse(language).territories
        others = {code for code in territories if code.isalpha() and code not in CODES}
        words += [word for code in others for word in (code, territories[code])]
    words += [alias for alias, codes in aliases.items() if len(alias) == 3 and codes[0] in others]
    return frozenset(fold(word) for word in words) - {""}


def _readings(text: str) -> Iterator[str]:
    yield from _with_and_without_article(text)
    if inverted := INVERTED.fullmatch(text.strip()):
        name, after, inside = inverted.groups()
        yield from _with_and_without_article(f"{after or inside} {name}")


def _with_and_without_article(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    first, _space, rest = folded.partition(" ")
    if first in ARTICLES:
        yield rest


@cache
def country_words() -> dict[str, frozenset[str]]:
    """Return the codes by folded word; several for a state that is several today."""
    return _gathered(OFFICIAL_LANGUAGES)


@cache
def _everyday_words() -> dict[str, frozenset[str]]:
    """Return the same without the languages of the countries, whose data takes 50 MB of memory."""
    return _gathered(lambda code: ())


def local_languages() -> tuple[str, ...]:
    """Return the official languages of the countries, regional ones included."""
    return tuple(sorted({language for code in CODES for language in OFFICIAL_LANGUAGES(code)}))


def _gathered(languages_of: Callable[[str], Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in CODES:
        for word in _words_for(code, languages_of(code)):
            found[fold(word)].add(code)
    # States that are several today: a row is asked which one it means.
    for codes, names in word_table("countries_fallen_apart").items():
        for name in names:
            found[fold(name)] |= set(codes.split())
    return {word: frozenset(codes) for word, codes in found.items() if word}


def _words_for(code: str, languages: Sequence[str]) -> Iterator[str]:
    yield code
    aliases: dict[str, list[str]] = get_global("territory_aliases")
    for alias, codes in aliases.items():
        if codes == [code] and len(alias) == 3 and alias.isalpha():
            yield alias
    for language in (*EVERYWHERE, *languages):
        try:
            yield Locale.parse(language).territories.get(code, "")
        except UnknownLocaleError:
            continue
    for names in COUNCIL_OF_EUROPE_NAMES.values():
        yield names.get(code, "")
    yield from word_table("countries")[code]
