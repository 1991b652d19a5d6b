"""In which encoding a text file is written.

UTF-8 and UTF-16 can be told for certain. The old single-byte encodings cannot: they give the same
bytes to different letters. So the words that are not plain ASCII vote: a word counts for an
encoding if under it all its letters belong to one language. charset-normalizer was tried; made for
running text, it took a list of Western names for Central European ones (“Møre” became “Mřre”).
"""

import codecs
import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile

PIECE = 1024 * 1024  # bytes
SAMPLE = 256 * 1024  # bytes
# Where as many words speak for two encodings, the first one wins.
LETTERS = {
    "cp1252": (
        "àâæçéèêëîïôœùûü áéíñóúüïàèòç áâãàçéêíóôõúü äöüß åäö æøå àèéìíòùú ëïéèöüáóê áðéíóúýþæö"
    ),
    "cp1250": "ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű ăâîşţ čćđšž äöüß çë",
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў абвгдђѓежзѕијкќлљмнњопрстћуфхцчџш",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "cp1254": "çğıöşüâîûi̇",
    "cp1257": "ąčęėįšųūž āčēģīķļņšūž äõöüšž",
}
WHOLE_ALPHABETS = {"cp1251", "cp1253"}  # no ASCII letters among them
GREEK_ACCENTS = set("άέήίόύώΐΰ")
# Portuguese writes “õe”, Italian and French end with “ì” and “ù”, Icelandic begins with “þ” and
# never with “ð”; elsewhere these are letters of Hungarian, Czech, Turkish and Lithuanian.
NOT_WESTERN = re.compile("õ(?!e)|[ìù](?=.)|(?<=.)þ|^ð")
PUNCTUATION = set("’‘‚“”„–—…«»°·€§№&'.-/() \xa0")
FOREIGN_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")


def detect_encoding(file: BinaryIO) -> str:
    """Return the encoding of a text file as Python calls it; leave the file at its beginning."""
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.count(0) * 4 > len(start):  # UTF-16 without its mark, or no text at all
        raise not_utf_8()
    place = _end_of_utf_8(file)
    if place is None:
        return "utf-8"
    file.seek(max(0, place - SAMPLE // 8))
    sample = file.read(SAMPLE)
    file.seek(0)
    if _is_damaged_utf_8(sample):
        return "utf-8"
    return _single_byte_encoding(set(FOREIGN_WORD.findall(sample)))


def not_utf_8(row: int | None = None) -> UnreadableFile:
    """Return the refusal of bytes that are no letters.

    row: where they stand, if that is known.
    """
    if row is None:
        return UnreadableFile(
            _("It cannot be told how the letters of the file are encoded. Save the file as UTF-8.")
        )
    return UnreadableFile(
        _("Row %(row)s contains a letter that cannot be read. Save the file as UTF-8.")
        % {"row": row},
        row=row,
    )


def _end_of_utf_8(file: BinaryIO) -> int | None:
    """Return the place of the first byte that is not UTF-8, or None if all is.

    None as well if what stands before it uses UTF-8 beyond ASCII: such a file is damaged, and
    whoever reads it as UTF-8 will come upon the fault.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    place, ascii_only = 0, True
    while True:
        piece = file.read(PIECE)
        kept = len(decoder.getstate()[0])
        try:
            ascii_only = decoder.decode(piece, final=not piece).isascii() and ascii_only
        except UnicodeDecodeError as error:
            ascii_only = ascii_only and error.object[: error.start].isascii()
            file.seek(0)
            return place - kept + error.start if ascii_only else None
        if not piece:
            file.seek(0)
            return None
        place += len(piece)


def _is_damaged_utf_8(sample: bytes) -> bool:
    """Tell whether more letters beyond ASCII are UTF-8 than are not."""
    beyond = [letter for letter in sample.decode("utf-8", "replace") if letter > "\x7f"]
    return beyond.count("\ufffd") * 2 < len(beyond)


def _single_byte_encoding(words: set[bytes]) -> str:
    votes = {encoding: sum(_fits(word, encoding) for word in words) for encoding in LETTERS}
    best = max(votes, key=lambda encoding: votes[encoding])
    if votes[best] * 2 < len(words):
        raise not_utf_8()
    return best


def _fits(word: bytes, encoding: str) -> bool:
    """Tell whether the bytes give a word that some language of the encoding could have."""
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return False
    parts = "".join(" " if letter in PUNCTUATION else letter for letter in text).split()
    return all(part.isascii() or _is_word(part, encoding) for part in parts)


def _is_word(text: str, encoding: str) -> bool:
    if not (text.islower() or text.isupper() or text[1:].islower()):
        return False
    letters = set(text.lower())
    if encoding not in WHOLE_ALPHABETS:
        letters = {letter for letter in letters if not letter.isascii()}
    if encoding == "cp1253" and not text.isupper() and not letters & GREEK_ACCENTS:
        return False  # Cyrillic that is taken for Greek has none
    if encoding == "cp1252" and NOT_WESTERN.search(text.lower()):
        return False
    return any(letters <= set(alphabet) for alphabet in LETTERS[encoding].split())
