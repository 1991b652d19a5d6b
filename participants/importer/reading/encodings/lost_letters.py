"""Letters that were lost before a file was saved, for good or so that they could be found again."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from participants.importer.reading.encodings.words import is_plausible

# UTF-8 that was read in one of these and stored so; the first is by far the most frequent.
MISREAD_IN = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257"),
    *("cp437", "cp850", "cp852", "cp866", "mac_roman", "iso8859_2", "koi8_r"),
)
# What UTF-8 of European letters and typography decodes to.
_EUROPEAN = re.compile("[\xa0-ſƏəǦǧȘ-țΆ-ώЀ-џҐґḂ-ẅ‐-⁄€№]+")
_REPLACED = re.compile("[�\x80-\x9f]")
_CUT_OFF = re.compile("[a-zß-öø-ÿ][ÃÂ](?![A-Za-zÀ-ÿ])")
# A question mark may end a sentence; inside a word, before one or several of them, it stands for
# letters that an encoding did not have.
_QUESTION = re.compile(r"\?\?|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<!\S)\?(?=[^\W\d_])")
_ADDRESS = re.compile(r"://|www\.|\S+=\S")
# UTF-8 has at least two bytes for a letter, of which no encoding made plain ASCII.
_SEVERAL = re.compile("[^\x00-\x7f]{2}")
_SPACE = re.compile("[ \t\r\n]+")


def lost_letters(text: str, *, is_name: bool) -> str:
    """Return why the text cannot be what somebody wrote, in a sentence, or "" if it can.

    is_name: whether it is a name, in which no question is asked.
    """
    is_lost, meant = _loss(text, is_name)
    if meant:
        return _(
            "The letters were lost before this file was saved: its text was stored in UTF-8 and "
            "read in another encoding. “%(text)s” may be meant. Correct it."
        ) % {"text": meant}
    if not is_lost:
        return ""
    return _(
        "The letters were lost before this file was saved: other characters stand in their "
        "places. Type the text again, and save the file as UTF-8 or .xlsx."
    )


@lru_cache(maxsize=64)  # many cells can refer to one long text
def _loss(text: str, is_name: bool) -> tuple[bool, str]:  # noqa: FBT001  the cache's own key
    """Return whether letters were lost, and what was meant where that can be told."""
    is_lost = _has_question(text, is_name=is_name)
    if text.isascii():
        return is_lost, ""
    if _SEVERAL.search(text) and (meant := _meant(text)):
        return True, meant
    return is_lost or bool(_REPLACED.search(text) or _CUT_OFF.search(text)), ""


def _has_question(text: str, *, is_name: bool) -> bool:
    if "?" not in text or text.strip() == "?" or _ADDRESS.search(text):
        return False
    return is_name or _QUESTION.search(text) is not None


def _meant(text: str) -> str:
    """Return what the text says if words of it are UTF-8 read in another encoding, or ""."""
    words = [word for word in _SPACE.split(text) if not word.isascii()]
    # Two capital letters in a row are usual: RÂŞNOV.
    words = [word for word in words if not (word.isalpha() and word.isupper())]
    found: list[tuple[int, str]] = []
    for encoding in MISREAD_IN:
        meant = {word: again for word in words if (again := _read_again(word, encoding))}
        sense = sum(1 + is_plausible(again) for again in meant.values())
        if sense:
            found.append((sense, " ".join(meant.get(word, word) for word in _SPACE.split(text))))
    return max(found, key=lambda pair: pair[0], default=(0, ""))[1][:100]


def _read_again(word: str, encoding: str) -> str:
    """Return the word as UTF-8 if its bytes in the encoding are that, but for a lost one."""
    try:
        stored = b"".join(_bytes(letter, encoding) for letter in word)
    except UnicodeEncodeError:
        return ""
    meant = stored.decode(errors="ignore")
    beyond = "".join(letter for letter in meant if not letter.isascii())
    lost = len(stored) - len(meant.encode())
    if lost and (encoding != "cp1252" or len(beyond) <= lost):
        return ""
    return meant if _EUROPEAN.fullmatch(beyond) else ""


def _bytes(letter: str, encoding: str) -> bytes:
    """Return the byte of the letter; what an encoding leaves open, programs read as controls."""
    if "\x80" <= letter <= "\x9f":
        return letter.encode("latin-1")
    return letter.encode(encoding)
