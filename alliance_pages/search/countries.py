"""Countries by all that people call them, in any language."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import ngettext

from alliance_pages.content_version import once_per_version
from alliance_pages.models import CountryPage
from alliance_pages.models.base import public_pages
from alliance_pages.search.page_hits import PageHits
from alliance_pages.search.question import Question, Result
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import countries as countries_of
from participants.values.countries import CODES, country_name
from participants.values.country_words import countries_called, words_for_country
from participants.values.text import fold

# A code is no word, of which the beginning would do.
LONGEST_CODE = 3


class Countries:
    """The countries that are called so, then those whose pages have the words."""

    def __init__(self, question: Question, hits: PageHits | None = None) -> None:
        self.question = question
        self.hits = hits

    @property
    def total(self) -> int:
        """Return how many are found."""
        return len(self.codes)

    @cached_property
    def codes(self) -> list[str]:
        """Return the codes of those that have a page or participants."""
        named = sorted(countries_called(self.question.text))
        codes = [
            code
            for code in dict.fromkeys((*named, *_with_words(self.question.terms)))
            if code in self.pages or (self.question.profiles and code in self.counts)
        ]
        by_key = {page.pk: code for code, page in self.pages.items()}
        with_words = self.hits.keys.get("countries", []) if self.hits else []
        codes += [by_key[key] for key in with_words if key in by_key]
        return list(dict.fromkeys(codes))

    @cached_property
    def pages(self) -> Mapping[str, CountryPage]:
        """Return the public pages of the language by code."""
        language = self.question.language
        return once_per_version(("found countries", language), lambda: _pages(language))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many take part, by country."""
        return {country.code: country.count for country in countries_of(RegistryVersion.now())}

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        codes = self.codes[start:stop]
        keys = [self.pages[code].pk for code in codes if code in self.pages]
        rows = self.hits.rows(keys) if self.hits else {}
        return [self._result(code, {key: row.text for key, row in rows.items()}) for code in codes]

    def _result(self, code: str, texts: Mapping[int, str]) -> Result:
        page = self.pages.get(code)
        count = self.counts.get(code, 0)
        note = ngettext("%(count)d participant", "%(count)d participants", count)
        return Result.of(
            "countries",
            self.question,
            page.title if page else country_name(code, self.question.language),
            page.get_url(self.question.request)
            if page
            else f"{self.question.profiles}?{urlencode({'country': code})}",
            texts.get(page.pk, "") if page else "",
            note=capfirst(note % {"count": count}),
            model=page and CountryPage,
            key=page and page.pk,
        )


def _with_words(terms: Sequence[str]) -> list[str]:
    """Return the codes of the countries that have a name with such words, the best first."""
    fits: dict[str, tuple[int, str]] = {}
    phrase = " ".join(terms)
    for code, name in _names() if terms else ():
        found = _fit(name, terms, phrase)
        if found is not None and (code not in fits or found < fits[code][0]):
            fits[code] = found, code
    return sorted(fits, key=lambda code: fits[code])


def _fit(name: str, terms: Sequence[str], phrase: str) -> int | None:
    if name == phrase:
        return 0
    if len(name) <= LONGEST_CODE:
        return None
    words = f" {name} "
    if not all(f" {term}" in words for term in terms):
        return None
    if name.startswith(phrase):
        return 1
    return 2 if all(f" {term} " in words for term in terms) else 3


@cache
def _names() -> list[tuple[str, str]]:
    """Return the folded names, each with the code of its country."""
    pairs = {(code, fold(name)) for code in CODES for name in words_for_country(code)}
    return sorted(pair for pair in pairs if pair[1])


@cache
def country_vocabulary() -> frozenset[str]:
    """Return all words of the names."""
    return frozenset(word for _code, name in _names() for word in name.split())


def _pages(language: str) -> dict[str, CountryPage]:
    pages = public_pages(CountryPage).filter(locale__language_code=language)
    return {page.country: page for page in pages}
