"""What may stand in a cell, and how it is made uniform."""

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile, WrongEncoding
from participants.values.cells import restored
from participants.values.one_line import one_line

LONGEST_CELL = 32_767  # characters, as in a spreadsheet
LONG = 1_000  # characters, from which it pays to remember what came of a text

# Where a person breaks the line within a word: after or before a hyphen, after a stroke or an
# apostrophe, or at a soft hyphen, of which nothing is left. Elsewhere a line end is a space.
BREAKS = r"[\t ]*[\n\r\v\x85\u2028\u2029][\s]*"
BROKEN_WORD = re.compile(
    rf"(?<=\w)(?:([-\u2010\u2011\u2013/'’\u02bc]){BREAKS}(?=\w)|{BREAKS}([-\u2010\u2011])(?=\w)"
    rf"|\xad{BREAKS}(?=\w))"
)

# Controls except tab and line ends, and halves of characters: a file that has them is damaged or
# was written in another encoding than it was read in. Of the second set of controls, letters can
# be meant, and only the row suffers.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
DAMAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def check_cells(
    cells: list[str],
    row: int,
    column_name: Callable[[int], str],
    damage: re.Pattern[str] = DAMAGE,
) -> None:
    """Refuse a cell that is too long or damaged.

    column_name: what to call a column, counted from 0.
    """
    together = "".join(cells)
    # What can be printed is no control, and is told faster than by the pattern.
    is_sound = together.isprintable() or not damage.search(together)
    if len(together) <= LONGEST_CELL and is_sound:
        return
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise long_cell(row, column_name(index))
        if found := damage.search(cell):
            raise invisible_character(found[0], row, column_name(index))


def clean_cell(text: str) -> str:
    """Return the text as one line, without the apostrophe of the export."""
    return _clean(text) if len(text) < LONG else _clean_long(text)


def _clean(text: str) -> str:
    # The apostrophe first: it stands before tabs and line ends, too, of which spaces are made.
    return one_line(mended(restored(text.strip())))


# Many cells can refer to one long text.
_clean_long = lru_cache(maxsize=16)(_clean)


def mended(text: str) -> str:
    """Return the text with the words whole that a line end within the cell breaks."""
    if text.isascii() and "\n" not in text and "\r" not in text:
        return text
    return BROKEN_WORD.sub(r"\1\2", text)


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
