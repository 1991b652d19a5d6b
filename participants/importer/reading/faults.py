"""The one error of reading: a sentence for the office, and the place that it speaks of."""

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
class Remark:
    """Something to be looked at that stops nothing.

    row: 0 for the file; column: "" for the row as a whole.
    """

    row: int
    column: str
    value: str
    message: str


def damaged_workbook() -> UnreadableFile:
    """Return the refusal of a workbook that breaks the rules of its format."""
    return UnreadableFile(
        _("The workbook is damaged. Open it in a spreadsheet program and save it again as .xlsx.")
    )
