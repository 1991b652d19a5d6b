"""What the bytes of a text file show: what is beyond ASCII, and whether it is UTF-8 or UTF-16."""

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from typing import BinaryIO

from participants.importer.reading.encodings.words import is_of_one_script, is_plausible
from participants.importer.reading.faults import not_readable

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


TWO_BYTES = "\u0800"  # below it two bytes are a letter of UTF-8, which chance makes most easily


def unicode_encoding(file: BinaryIO, found: Scan) -> str:
    """Return the encoding if it is one of Unicode, which shows, or ""."""
    file.seek(0)
    start = file.read(4096)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.count(0) * 4 > len(start):  # UTF-16 without its mark, or no text at all
        raise not_readable()
    if _is_utf_8(file):
        return "utf-8"
    return "utf-8" if _is_damaged_utf_8(found) else ""


def _is_utf_8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _is_damaged_utf_8(found: Scan) -> bool:
    """Tell whether most words beyond ASCII are UTF-8, so that the others must be mended.

    Whoever reads such a file as UTF-8 will come upon the fault.
    """
    right = [word for word in found.words if _is_word_of_utf_8(word)]
    return len(right) * 2 >= len(found.words)


def _is_word_of_utf_8(word: bytes) -> bool:
    try:
        return is_plausible(unicodedata.normalize("NFC", word.decode()))
    except UnicodeDecodeError:
        return False


def is_utf_8_by_chance(found: Scan) -> bool:
    """Tell whether the letters are UTF-8, but such as nobody mixes or no name here contains.

    “L’école”, “İçmeler” and “Čáslav” were written on Macintoshes in bytes that as UTF-8 are an
    Armenian, a Syriac and an Old Slavic letter.
    """
    words = [word.decode("utf-8", "replace") for word in found.words]
    return sum(map(_is_by_chance, words)) * 2 > len(words)


def _is_by_chance(word: str) -> bool:
    word = unicodedata.normalize("NFC", word)
    beyond = [letter for letter in word if not letter.isascii()] or ["\ufffd"]
    is_letter = unicodedata.category(beyond[0])[0] in "LN" or beyond[0] < TWO_BYTES
    is_alone = len(beyond) == 1 and is_letter
    return not is_of_one_script(word) or (is_alone and not is_plausible(word))
