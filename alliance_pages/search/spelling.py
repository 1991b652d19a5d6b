"""Words that resemble one that nothing has: typing errors, by trigrams.

Nothing is stored for it. The rows that share most trigrams with a word are few, and the database
finds them without an extension; their words are compared here.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from django.db.models import Exists, F, QuerySet, Value
from django.db.models.functions import Least, StrIndex
from wagtail.models import Locale

from alliance_pages.search.countries import country_vocabulary
from alliance_pages.search.page_hits import words_of_public_pages
from alliance_pages.search.pages import documents, terms_of_note
from alliance_pages.search.question import Question
from participants.models import InitiativeText, Participant
from participants.values.text import WORDS, trigrams, words

# Shorter words resemble too many. Letters.
SHORTEST = 4
# More words are not mended, nor any of a longer query.
MOST_WORDS = 2
LONGEST_QUERY = 6  # words
LONGEST = 40  # letters
# Few people mistype the first letters, and the word index knows which rows have them.
FIRST_LETTERS = 2
# Of the rows that share most trigrams.
MOST_ROWS = 200
# What a word must share with the other: of the trigrams of both, or of the letters of both.
TRIGRAMS, LETTERS = 0.35, 0.8
# Of the trigrams of a word, those that a row must have to be looked at.
FEWEST = 0.25


def mended(question: Question) -> str | None:
    """Return the query with other words for those that nothing has, or None where there are none.

    What is not public is no help: no word comes from a draft.
    """
    if len(question.terms) > LONGEST_QUERY:
        return None
    unknown = [term for term in _unknown(question) if SHORTEST <= len(term) <= LONGEST]
    others = {term: _like(term, question) for term in unknown[:MOST_WORDS]}
    found = [others.get(term) or term for term in question.terms]
    return " ".join(found) if found != question.terms else None


def _unknown(question: Question) -> list[str]:
    """Return the words of a query with which no word of anything public begins. One query."""
    terms = list(dict.fromkeys(question.terms))
    sources: list[QuerySet] = [
        Participant.objects.public(),
        _initiatives(),
        words_of_public_pages(question.language),
    ]
    known = {
        f"is_{place}_{number}": Exists(source.filter(search_text__has_words=[term]))
        for place, term in enumerate(terms)
        for number, source in enumerate(sources)
    }
    rows = Locale.objects.annotate(**known).values_list(*known)[:1]
    flags, each = rows[0], len(sources)
    small = _small_vocabulary(question)
    return [
        term
        for place, term in enumerate(terms)
        if not any(flags[place * each : (place + 1) * each])
        and not any(word.startswith(term) for word in small)
    ]


def _like(term: str, question: Question) -> str | None:
    """Return the word of something public that is most like one. Four queries."""
    known = {
        *_small_vocabulary(question),
        *_words_like(term, _initiatives(), "search_text"),
        *_words_like(term, words_of_public_pages(question.language), "title_text"),
    }
    public = Participant.objects.public()
    begun = public.filter(search_text__has_words=[term[:FIRST_LETTERS]])
    found = _nearest(term, known | set(_words_like(term, begun, "search_text")))
    return found or _nearest(term, set(_words_like(term, public, "search_text")))


def _nearest(term: str, vocabulary: Iterable[str]) -> str | None:
    """Return the word that is most like another, or None where none is like it."""
    own = trigrams(term)
    likeness = {}
    for word in vocabulary:
        if abs(len(word) - len(term)) <= max(2, len(term) // 3):
            others = trigrams(word)
            shared = len(own & others) / len(own | others)
            letters = SequenceMatcher(None, term, word).ratio() if shared else 0
            if shared >= TRIGRAMS or letters >= LETTERS:
                likeness[word] = shared + letters
    return max(sorted(likeness), key=lambda word: likeness[word], default=None)


def _small_vocabulary(question: Question) -> set[str]:
    entries = (*documents(), *terms_of_note(question))
    names = (word for entry in entries for name in entry.names for word in words(name))
    return {*country_vocabulary(), *names}


def _words_like(term: str, rows: QuerySet, column: str) -> Iterator[str]:
    """Yield the words of the rows that share most trigrams with a word. One query."""
    begun = f" {term}"
    parts = list(dict.fromkeys(begun[place : place + 3] for place in range(len(begun) - 2)))
    shared = sum((Least(StrIndex(column, Value(part)), 1) for part in parts), Value(0))
    # Not compared in the query, where some databases would count them once more for it.
    best = rows.annotate(shared=shared).order_by(F("shared").desc(), "pk")
    for text, count in best.values_list(column, "shared")[:MOST_ROWS]:
        if count >= len(parts) * FEWEST:
            yield from WORDS.findall(text)


def _initiatives() -> QuerySet[InitiativeText]:
    public = Participant.objects.public().values("pk")
    return InitiativeText.objects.filter(initiative__participant__in=public)
