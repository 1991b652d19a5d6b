"""Words for countries, as people write them in tables: names, former names and codes.

Names come from the Unicode CLDR through Babel, in English and French; so do the codes of three
letters. Those in the official languages of the country, and what the CLDR does not have, since it
gives one name per language, stand in `data/words.toml`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial

from babel import Locale
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
    found = map(country_words().get, _readings(text))
    return next(filter(None, found), frozenset())


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


def local_languages() -> tuple[str, ...]:
    """Return the official languages of the countries, regional ones included."""
    return tuple(sorted({language for code in CODES for language in OFFICIAL_LANGUAGES(code)}))


@cache
def country_words() -> dict[str, frozenset[str]]:
    """Return the codes by folded word; several for a state that is several today."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in CODES:
        for word in words_for_country(code):
            found[fold(word)].add(code)
    # States that are several today: a row is asked which one it means.
    for codes, names in word_table("countries_fallen_apart").items():
        for name in names:
            found[fold(name)] |= set(codes.split())
    return {word: frozenset(codes) for word, codes in found.items() if word}


def words_for_country(code: str) -> Iterator[str]:
    """Yield every name and code that people write for a country."""
    yield code
    aliases: dict[str, list[str]] = get_global("territory_aliases")
    for alias, codes in aliases.items():
        if codes == [code] and len(alias) == 3 and alias.isalpha():
            yield alias
    for language in EVERYWHERE:
        yield Locale.parse(language).territories[code]
    for names in COUNCIL_OF_EUROPE_NAMES.values():
        yield names.get(code, "")
    yield from word_table("countries")[code]
    yield from word_table("countries_in_their_languages").get(code, ())
