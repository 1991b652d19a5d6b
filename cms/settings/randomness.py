"""Whether a secret was drawn by a machine or made up by a person."""

import re
from collections import Counter
from itertools import pairwise
from math import log2

# Of six letters at least: shorter ones occur by chance.
WORDS = re.compile(
    "alliance|change|default|django|example|insecure|letmein|password|placeholder|product|random|"
    "replace|secret"
)
# Half of the pairs of English prose; French and German share most. By chance 1 pair in 13 is one.
COMMON_PAIRS = frozenset(
    "al an ar as at be ce ch co de ea ed en er es ha he hi ic in io is it le li ll ma me nd ne ng "
    "nt of om on or ou ra re ri ro se si st te th ti to ur ve".split()
)
MOST_COMMON_PAIRS = 0.42
# In fewer pairs of letters, chance may do what prose does.
FEWEST_PAIRS = 30
# Rows of keyboards, and the columns in which fingers walk.
ROWS = (
    "1234567890-=",
    "qwertyuiop[]",
    "qwertzuiopü",
    "azertyuiop",
    "asdfghjkl;'",
    "qsdfghjklm",
    "zxcvbnm,./",
    "yxcvbnm,.-",
    "wxcvbn,;:",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
)
WALKS = tuple(walk for row in ROWS for walk in (row, row[::-1]))
SHORTEST_WALK = 4
SHORTEST_REPETITION = 4
SHORTEST_SEQUENCE = 5
LONGEST_STRIDE = 4


def bits_of_chance(secret: str) -> float:
    """Return how many bits of chance a secret holds at the most, 0 for words.

    Counted are the characters that do not follow from others: by repetition, as in
    `abcabcabc`, in sequence, as in `abcdef` or `a1b2c3`, or along a keyboard. Whatever alphabet a
    machine draws from, nearly all of its characters count.
    """
    text = secret.casefold()
    if WORDS.search(text) or _share_of_common_pairs(text) > MOST_COMMON_PAIRS:
        return 0.0
    foreseeable = _repeated(text) | _in_sequence(text) | _along_keyboard(text)
    return (len(secret) - len(foreseeable)) * _entropy(secret)


def _entropy(text: str) -> float:
    counts = Counter(text).values()
    return -sum(count / len(text) * log2(count / len(text)) for count in counts)


def _share_of_common_pairs(text: str) -> float:
    pairs = [pair for places in pairwise(text) if (pair := "".join(places)).isalpha()]
    if len(pairs) < FEWEST_PAIRS:
        return 0.0
    return sum(pair in COMMON_PAIRS for pair in pairs) / len(pairs)


def _repeated(text: str) -> set[int]:
    """Return the places of what has stood before, in either direction."""
    found: set[int] = set()
    for start in range(len(text) - SHORTEST_REPETITION + 1):
        places = range(start, start + SHORTEST_REPETITION)
        piece = text[start : start + SHORTEST_REPETITION]
        if piece in text[: places[-1]] or piece[::-1] in text[:start]:
            found |= set(places)
    return found


def _in_sequence(text: str) -> set[int]:
    """Return the places of runs in which the code points rise or fall by the same step."""
    codes = [ord(character) for character in text]
    found: set[int] = set()
    for stride in range(1, LONGEST_STRIDE + 1):
        reach = (SHORTEST_SEQUENCE - 1) * stride
        for start in range(len(codes) - reach):
            run = codes[start : start + reach + 1 : stride]
            if len({second - first for first, second in pairwise(run)}) == 1:
                found |= set(range(start, start + reach + 1, stride))
    return found


def _along_keyboard(text: str) -> set[int]:
    found: set[int] = set()
    for start in range(len(text) - SHORTEST_WALK + 1):
        piece = text[start : start + SHORTEST_WALK]
        if any(piece in walk for walk in WALKS):
            found |= set(range(start, start + SHORTEST_WALK))
    return found
