"""The errors of reading: a sentence for the office, and the place that it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


class UnreadableFile(Exception):  # noqa: N818 - it says what the file is, not what went wrong in us
    """Says in one sentence why a file cannot be read, and what would be right.

    row: as a spreadsheet or a text editor counts, from 1; None where the file as a whole is meant.
    column: name of the column, or its letter where it has no name; "" where none is meant.
    """

    def __init__(self, sentence: str, *, row: int | None = None, column: str = "") -> None:
        super().__init__(sentence)
        self.row = row
        self.column = column


class WrongEncoding(UnreadableFile):
    """Says that the letters of a file cannot be read, or not as somebody has chosen."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row. row: as in the file; column: "" for the row as a whole."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Remark(Fault):
    """Something to be looked at that stops nothing. row: 0 for the file."""


def damaged_workbook() -> UnreadableFile:
    return UnreadableFile(
        _("The workbook is damaged. Open it in a spreadsheet program and save it again as .xlsx.")
    )


LONGEST_CELL = 32_767  # characters, as in a spreadsheet
MOST_NAMED = 10  # names of columns that a sentence can carry
LONGEST_NAMED = 40  # characters


def listed(names: Iterable[str]) -> str:
    """Return the first few names between quotation marks: “a”, “b”, “c”."""
    shown = [quoted(shortened(name)) for name in names]
    return ", ".join(shown[:MOST_NAMED]) + (", …" if len(shown) > MOST_NAMED else "")


def quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": text}


def shortened(text: str) -> str:
    """Return as much of a text as fits into a sentence."""
    return text if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED]}…"


def bomb() -> UnreadableFile:
    """Return the refusal of a small file that would unpack to a huge one."""
    return UnreadableFile(
        _(
            "The workbook would unpack to far more than a registry needs. Copy the table into a "
            "new workbook and save it as .xlsx."
        )
    )


def not_readable(row: int | None = None) -> WrongEncoding:
    """Return the refusal of bytes that are no letters.

    row: where they stand, if that is known.
    """
    if row is None:
        return WrongEncoding(
            _("It cannot be told how the letters of the file are encoded. Save the file as UTF-8.")
        )
    return WrongEncoding(
        _("Row %(row)s contains a letter that cannot be read. Save the file as UTF-8.")
        % {"row": row},
        row=row,
    )


def long_cell(row: int, column: str) -> UnreadableFile:
    return UnreadableFile(
        _(
            "Row %(row)s, column “%(column)s”: the cell is longer than %(most)s characters. "
            "Shorten it; in a CSV file, look for a quotation mark that is opened and never closed."
        )
        % {"row": row, "column": column, "most": LONGEST_CELL},
        row=row,
        column=column,
    )


def invisible_character(character: str, row: int, column: str) -> UnreadableFile:
    """Return the refusal of a character that is no text and that nobody sees."""
    return WrongEncoding(
        _(
            "Row %(row)s, column “%(column)s”: the cell contains an invisible character "
            "(%(code)s). Delete the text of the cell and type it again."
        )
        % {"row": row, "column": column, "code": f"U+{ord(character):04X}"},
        row=row,
        column=column,
    )


def hidden_zero() -> str:
    return _(
        "The cell holds the number 0, but the sheet does not show zeros. Write 0 as text, or empty "
        "the cell."
    )


def partly_struck() -> str:
    return _(
        "Some of the text of the cell is struck through in the spreadsheet. Delete that part, or "
        "take the line away."
    )


def time_of_day() -> str:
    return _(
        "The cell shows a time of day or a duration, not a date. Write the date alone: 2014, "
        "2014-12 or 2014-12-05."
    )


def counted_from_1904(date: str) -> str:
    """Return the sentence for a date of a workbook that counts its days from 1904."""
    return _(
        "This workbook counts its days from 1904, which often moves dates by four years: the cell "
        "shows %(date)s. Check it, and write it as text: 2014, 2014-12 or 2014-12-05."
    ) % {"date": date}


def struck_row() -> str:
    return _("The row is struck through. Remove it from the file, or take the line away.")


def struck_cell() -> str:
    return _("The cell is struck through in the spreadsheet. Empty it, or take the line away.")
