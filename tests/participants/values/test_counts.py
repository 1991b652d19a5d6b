"""Numbers of residents and telephone numbers, as people write them."""

import pytest
from django.core.exceptions import ValidationError

from participants.values.fields import validate_telephone
from participants.values.text import WrongValue
from participants.values.written_numbers import read_count

SIGNS = " \u00a0\u2007\u2009\u200a\u202f\u3000\t.,'’‘ʼ´`\u066c"


@pytest.mark.parametrize("sign", SIGNS, ids=map(hex, map(ord, SIGNS)))
def test_one_sign_parts_groups_of_three(sign):
    assert read_count(f"28{sign}591") == 28_591
    assert read_count(f" 1{sign}028{sign}591 ") == 1_028_591


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("28591", 28_591),
        ("٢٨٥٩١", 28_591),
        ("28,591.00", 28_591),
        ("28.591,0", 28_591),
        ("28591,0", 28_591),
    ],
)
def test_other_ways_to_write_one_number(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("28,59", ("2859", "28.59")),
        ("1.5", ("15", "1.5")),
        ("28 59", ("2859", "28 59")),
        ("0.591", ("591", "0.591")),
        ("2,8591", ("28591", "2.8591")),
    ],
)
def test_two_readings_are_both_named(text, readings):
    with pytest.raises(WrongValue) as caught:
        read_count(text)
    assert all(f" {reading}" in str(caught.value) for reading in readings)
    assert text in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "about 28591", "28 591 inhabitants", "-1", "1e5", "1,00,000", "1,028.591", "9" * 41),
        *("28 591 / 1 800", "²⁸", "0x10", "28.591.59", "28 591-30 000"),
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(WrongValue):
        read_count(text)


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 0000 ext. 12",
        "+33 1 23 45 67 89 poste 12",
        "0049/30/12345-0, Durchwahl 17",
        "01 23 45 67 89 / 06 12 34 56 78",
        "01 23 45 67 89 ; 06 12 34 56 78",
        "(+40) 260–000–000 or 0722 000 000",
        "+30\u00a022960\u202f00000",
        "22960 00000 #12",
        "+30 22960 00000 εσωτ. 12",
    ],
)
def test_telephones_are_taken_as_they_are_written(text):
    validate_telephone(text)


@pytest.mark.parametrize(
    "text",
    [
        *("call me", "12", "ask for Eleni at 12", "https://example.org/12345", "a@b.org 12345"),
        *("12345\n67890", "<b>12345</b>", "the secretariat of the mayor 12345"),
    ],
)
def test_what_is_no_telephone_is_refused(text):
    with pytest.raises(ValidationError):
        validate_telephone(text)
