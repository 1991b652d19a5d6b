"""What one line of text is, what folding leaves of it, and how a cell of a table holds it.

The one definition, for every door. Names, titles, addresses and codes are one line. Characters
that nobody sees make two equal names different, or one name look like another, so they are taken
out wherever a text comes in.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

# What stands between words: line ends, tabs and other separators of the C0 and C1 sets, every
# space of Unicode, and the blank pattern of Braille, which looks like one.
_SPACES = re.compile(
    "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u2800]+"
)

# All other controls but NUL, and Unicode's Default_Ignorable_Code_Point: soft hyphens, zero-width
# characters and joiners, marks, overrides and isolates of the writing direction, byte order marks,
# fillers, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# What running text does without as well: controls, overrides and isolates of the direction, in
# which a sentence reads otherwise than it is stored, and byte order marks. Soft hyphens, joiners
# and spaces that do not break are typography there.
_DISGUISES = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


class WrongValue(ValueError):  # noqa: N818  it says what the value is
    """Says in one sentence for people what would be right."""


def one_line(text: str) -> str:
    """Return the text in NFC, without what nobody sees, its words parted by single spaces.

    NUL and halves of surrogate pairs stay, for validation to refuse them.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    visible = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip(" ")


def running_text(text: str) -> str:
    """Return a text of several lines in NFC, without controls and hidden changes of direction."""
    return unicodedata.normalize("NFC", _DISGUISES.sub("", text))


def refuse_surrogates(text: str) -> None:
    """Raise ValidationError for halves of surrogate pairs, which no database stores."""
    if _SURROGATES.search(text):
        raise ValidationError(
            _("This is not Unicode text: half of a surrogate pair stands alone."),
            code="surrogates",
        )


WORDS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the text as lower-case ASCII words parted by single spaces.

    "Hódmezővásárhely" becomes "hodmezovasarhely", "Μέγαρα" "megara", "Şişli" "sisli".
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the folded words of the text in their order."""
    return WORDS.findall(anyascii(text).casefold())


def searchable(names: Iterable[str]) -> str:
    """Return names as a word index keeps them: folded, each between bars."""
    folded = dict.fromkeys(" ".join(words(name)) for name in names)
    return "".join(f"| {name} " for name in folded if name) + "|"


def trigrams(text: str) -> set[str]:
    """Return all runs of three letters of a folded text, with two spaces before it and one after.

    So its first letters count most.
    """
    padded = f"  {text} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def name_key(name: str) -> str:
    """Return what two names have in common that differ by case, accents or punctuation alone.

    A name without letters and digits, such as "+", is its own. At most 255 characters.
    """
    return (fold(name) or one_line(name).casefold())[:255]


# What makes a spreadsheet take text for a formula, at the beginning of a cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_STARTS = "".join(map(re.escape, FORMULA_STARTS))
DANGEROUS = re.compile(f"'*[{_STARTS}]")
NEUTRALISED = re.compile(f"'+[{_STARTS}]")


def neutralised(text: str) -> str:
    """Return text that no spreadsheet runs: with an apostrophe before what looks like a formula.

    Text that begins so already gets one more, so that `restored` can tell the two apart.
    """
    return f"'{text}" if DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """Return the text that `neutralised` was given."""
    return text[1:] if NEUTRALISED.match(text) else text


def decimal_text(value: float) -> str:
    """Return a number in plain decimals, five at most: 37.99471, -3.7, 0."""
    digits = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def cell_text(value: str | float | None) -> str:
    """Return what stands in the cell of a text file; numbers are never neutralised."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    return decimal_text(value) if isinstance(value, float) else str(value)


def plain_text(html: str) -> str:
    """Return the words of rich text in one line; those of neighbouring elements stay apart."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())
