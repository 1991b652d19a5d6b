"""Text with accents, case and script folded away, for searching and sorting."""

import re

from anyascii import anyascii

from participants.values.one_line import one_line

WORDS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the text as lower-case ASCII words parted by single spaces.

    "Hódmezővásárhely" becomes "hodmezovasarhely", "Μέγαρα" "megara", "Şişli" "sisli".
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the folded words of the text in their order."""
    return WORDS.findall(anyascii(text).casefold())


def name_key(name: str) -> str:
    """Return what two names have in common that differ by case, accents or punctuation alone.

    A name without letters and digits, such as "+", is its own. At most 255 characters.
    """
    return (fold(name) or one_line(name).casefold())[:255]
