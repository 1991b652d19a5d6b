"""What may stand in a cell, and how it is made uniform."""

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

from participants.cells import restored
from participants.importer.faults import UnreadableFile

LONGEST_CELL = 32_767  # characters, as in a spreadsheet

# Control characters except tab and line ends; overrides and isolates of the writing direction,
# which make a name look like another one; halves of characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def check_cells(cells: list[str], row: int, column_name: Callable[[int], str]) -> None:
    """Refuse a cell that is too long or holds an invisible character.

    column_name: what to call a column, counted from 0.
    """
    together = "".join(cells)
    if len(together) <= LONGEST_CELL and not INVISIBLE.search(together):
        return
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise long_cell(row, column_name(index))
        if found := INVISIBLE.search(cell):
            raise invisible_character(found[0], row, column_name(index))


def clean_cell(text: str) -> str:
    """Return the text in NFC, without white space around it or the apostrophe of the export."""
    text = text.strip()
    text = restored(text).strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def long_cell(row: int, column: str) -> UnreadableFile:
    """Return the refusal of a cell that no spreadsheet could hold."""
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
    """Return the refusal of a character that nobody sees and that changes what one reads."""
    return UnreadableFile(
        _(
            "Row %(row)s, column “%(column)s”: the cell contains an invisible character "
            "(%(code)s). Delete the text of the cell and type it again."
        )
        % {"row": row, "column": column, "code": f"U+{ord(character):04X}"},
        row=row,
        column=column,
    )
