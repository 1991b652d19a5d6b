"""Cells of tables as text that means the same to every program that opens them."""

import re

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
