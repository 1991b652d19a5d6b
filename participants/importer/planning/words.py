"""The words that people use for codes: those that the site shows, in every language, and others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.importer.reading.faults import listed
from participants.models import Theme
from participants.values.countries import CODES, country_name
from participants.values.languages import content_languages
from participants.values.text import WrongValue, name_key
from participants.values.word_lists import word_table

# Codes by folded word; several where a word can mean several.
Words = Mapping[str, frozenset[str]]

LIKENESS = 0.8
MOST_NEAR = 3
LONGEST = 100  # characters of a word that is compared with others


def one_of(
    value: str,
    words: Words,
    found: frozenset[str] | None = None,
    label: Callable[[str], str] = str,
    *,
    listing: str = "",
) -> str:
    """Return the one code that a word stands for.

    found: the codes where the words alone do not tell; label: what a person would type for a code;
    listing: the place that lists them, if they are too many for a sentence. Raises WrongValue with
    all codes that the word can mean, or with what those of words like it are called.
    """
    found = words.get(name_key(value), frozenset()) if found is None else found
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise WrongValue(
            _("“%(value)s” can mean several: %(codes)s. Write the one that is meant.")
            % {"value": value, "codes": ", ".join(map(_named, sorted(found)))}
        )
    if near := near_codes(value, words):
        raise WrongValue(_("Did you mean %(codes)s?") % {"codes": listed(map(label, near))})
    if listing:
        sentence = _("This is not known. %(place)s lists what can be written here.")
        raise WrongValue(sentence % {"place": listing})
    codes = dict.fromkeys(code for meant in words.values() for code in sorted(meant))
    raise WrongValue(_("Write one of: %(codes)s.") % {"codes": ", ".join(map(label, codes))})


def near_codes(value: str, words: Words) -> list[str]:
    """Return what the words mean that are spelt nearly so, the nearest first."""
    near = get_close_matches(name_key(value)[:LONGEST], words, n=MOST_NEAR, cutoff=LIKENESS)
    return list(dict.fromkeys(code for word in near for code in sorted(words[word])))


def _named(code: str) -> str:
    """Return the code of a country with its name, another code as it is."""
    return f"{code} ({country_name(code)})" if code in CODES else code


@cache
def choice_words(choices: type[TextChoices]) -> Words:
    further = word_table("codes", choices.__name__)

    def spellings() -> Iterator[tuple[str, str]]:
        for code in choices.values:
            yield code, str(code)
            for word in further.get(code, ()):
                yield word, str(code)
            for language in content_languages():
                with override(language):
                    yield str(choices(code).label), str(code)

    return gathered(spellings())


def theme_words(themes: Iterable[Theme]) -> Words:
    def spellings() -> Iterator[tuple[str, str]]:
        for theme in themes:
            for word in (theme.slug, theme.name, *theme.labels.values()):
                yield word, theme.slug

    return gathered(spellings())


def gathered(spellings: Iterable[tuple[str, str]]) -> Words:
    """Return what each word can mean, from pairs of a word and what it means."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, code in spellings:
        found[name_key(word)].add(code)
    return {word: frozenset(codes) for word, codes in found.items() if word}
