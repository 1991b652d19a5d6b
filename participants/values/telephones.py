"""Telephone numbers as people write them, with extensions, words beside them, and several."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TELEPHONE = 100
FEWEST_DIGITS = 5
# "Durchwahl", "extension", "poste": a word beside a number is no longer.
LONGEST_WORD = 12
SIGNS = "+()[]/.,;:#*&-\u2010\u2011\u2012\u2013\u2014'’ \u00a0\u2007\u2009\u202f"
WORDS = re.compile(r"[^\W\d_]+")


def validate_telephone(value: str) -> None:
    """Raise ValidationError unless the text is one or more numbers with few words beside them."""
    letters = sum(map(str.isalpha, value))
    digits = sum(map(str.isdecimal, value))
    is_written_so = all(sign.isalpha() or sign.isdecimal() or sign in SIGNS for sign in value)
    words_are_short = all(len(word) <= LONGEST_WORD for word in WORDS.findall(value))
    if not (is_written_so and words_are_short and digits >= FEWEST_DIGITS and letters <= digits):
        raise ValidationError(
            _("Write a telephone number with its digits, such as +44 20 7946 0000 ext. 12."),
            code="telephone",
        )
