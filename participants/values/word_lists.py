"""What people write for things, and for nothing: the words in `data/words.toml`, read once."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parents[1] / "data" / "words.toml"


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def word_list(name: str) -> Sequence[str]:
    """Return a list of words, as they stand in the file."""
    found: Sequence[str] = _read()[name]
    return found


def word_table(name: str, part: str = "") -> Mapping[str, Sequence[str]]:
    """Return the words by what they mean. part: a table within the one of that name, if any."""
    found: Any = _read()[name]
    table: Mapping[str, Sequence[str]] = found.get(part, {}) if part else found
    return table


# How people write that they have nothing to write.
PLACEHOLDERS = frozenset(word_list("placeholders"))
LONGEST_PLACEHOLDER = max(map(len, PLACEHOLDERS)) + 4


def is_placeholder(text: str) -> bool:
    """Return whether a text only says that there is nothing to say."""
    if len(text) > LONGEST_PLACEHOLDER:
        return False
    said = text.strip().lower()
    return said in PLACEHOLDERS or said.strip("()[]<>. ") in PLACEHOLDERS
