"""Text with accents, case and script folded away, for searching and sorting."""

import re

from anyascii import anyascii

WORDS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the text as lower-case ASCII words parted by single spaces.

    "Hódmezővásárhely" becomes "hodmezovasarhely", "Μέγαρα" "megara", "Şişli" "sisli".
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the folded words of the text in their order."""
    return WORDS.findall(anyascii(text).casefold())
