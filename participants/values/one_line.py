"""What one line of text is, and what running text is: the one definition, for every door.

Names, titles, addresses and codes are one line. Characters that nobody sees make two equal names
different, or one name look like another, so they are taken out wherever a text comes in.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
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
