"""What a text file holds beyond ASCII, found in one pass over its bytes."""

import codecs
import re
from dataclasses import dataclass, field
from typing import BinaryIO

PIECE = 1024 * 1024  # bytes
LONGEST_LINE = 64 * 1024  # bytes to the end of the line in which a piece ends
LONGEST = 60  # bytes on each side of a letter that are looked at
MOST_WORDS = 2_000
MOST_TEXTS = 300

ASCII = bytes(range(0x80))
LETTERS = bytes([*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1), *range(128, 256)])
BEYOND = re.compile(rb"[\x80-\xff]+")
SEPARATOR = re.compile(rb'[,;|"\t\r\n]')


@dataclass
class Scan:
    """What was found, in its order.

    letters: the bytes that are not ASCII; words: with such bytes; texts: the cells, or what looks
    so, that the first of them stand in.
    """

    letters: set[int] = field(default_factory=set)
    words: dict[bytes, None] = field(default_factory=dict)
    texts: dict[bytes, None] = field(default_factory=dict)


def scan(file: BinaryIO) -> Scan:
    """Look through the whole file; leave it at its beginning."""
    found = Scan()
    file.seek(0)
    if file.read(3) != codecs.BOM_UTF8:
        file.seek(0)
    while piece := file.read(PIECE):
        piece += file.readline(LONGEST_LINE)
        beyond = piece.translate(None, ASCII)
        if beyond:
            found.letters.update(beyond)
            if len(found.words) < MOST_WORDS:
                _collect(piece, found)
    file.seek(0)
    return found


def _collect(piece: bytes, found: Scan) -> None:
    end = 0
    for match in BEYOND.finditer(piece):
        if match.start() < end:
            continue
        before = piece[max(0, match.start() - LONGEST) : match.start()]
        after = piece[match.end() : match.end() + LONGEST]
        middle = match[0][: 2 * LONGEST]
        tail = after[: len(after) - len(after.lstrip(LETTERS))]
        found.words[before[len(before.rstrip(LETTERS)) :] + middle + tail] = None
        end = match.end() + len(tail)
        if len(found.texts) < MOST_TEXTS:
            found.texts[SEPARATOR.split(before)[-1] + middle + SEPARATOR.split(after)[0]] = None
        if len(found.words) >= MOST_WORDS:
            return
