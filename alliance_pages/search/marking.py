"""The found words of a text, marked as data: whoever prints them decides how they look."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from participants.values.text import words

WORD = re.compile(r"[^\W_]+")
# Of an excerpt, and of what stands in it before the first word that was found. Characters.
LONGEST_EXCERPT = 200
BEFORE = 60
CUT = "…"


class Piece(NamedTuple):
    """A piece of a text. is_found: it is a word that begins as one of the query does."""

    text: str
    is_found: bool


def marked(text: str, terms: Sequence[str]) -> list[Piece]:
    """Return a text in pieces, which make up all of it. terms: folded."""
    pieces, end = [], 0
    for word in _found(text, terms):
        if word.start() > end:
            pieces.append(Piece(text[end : word.start()], is_found=False))
        pieces.append(Piece(word[0], is_found=True))
        end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:], is_found=False))
    return pieces


def excerpt(text: str, terms: Sequence[str]) -> list[Piece]:
    """Return the part of a text around the first word that was found, or else its beginning."""
    first = next(_found(text, terms), None)
    start = max(0, first.start() - BEFORE) if first else 0
    if start:
        # At the beginning of a word.
        start = text.find(" ", start, first.start() if first else None) + 1 or start
    part = text[start : start + LONGEST_EXCERPT]
    if start + LONGEST_EXCERPT < len(text):
        part = f"{part.rsplit(' ', 1)[0]} {CUT}"
    return marked(f"{CUT} {part}" if start else part, terms)


def _found(text: str, terms: Sequence[str]) -> Iterator[re.Match[str]]:
    begins = tuple(terms)
    for word in WORD.finditer(text):
        if any(folded.startswith(begins) for folded in _folded(word[0])):
            yield word


def _folded(word: str) -> list[str]:
    return [word.lower()] if word.isascii() else words(word)
