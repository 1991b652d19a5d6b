"""Rows and cells as they stand in a file, before anything is known of their columns."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.importer.reading.faults import (
    LONGEST_CELL,
    UnreadableFile,
    invisible_character,
    long_cell,
)
from participants.values.text import one_line, restored

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


MOST_COLUMNS = 100
LONGEST_TEXT = 40  # characters shown of a cell
LONGEST_GAP = 1_000  # empty rows between two that are filled
MOST_EMPTY_ROWS = 1_048_576  # the height of a spreadsheet


class RawRow(NamedTuple):
    """One row of a file.

    first, last: lines that it takes in the file, from 1; in a workbook both are its row number.
    faults: why a cell does not mean what stands in it, by its column, counted from 0; struck: the
    columns of cells that are struck through; numbers: how numbers show that are not whole.
    """

    first: int
    last: int
    cells: list[str]
    faults: tuple[tuple[int, str], ...] = ()
    is_hidden: bool = False
    struck: tuple[int, ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.faults and not "".join(self.cells).strip()

    @property
    def first_text(self) -> str:
        """Return as much of the first filled cell as fits into a line, and “…” if it goes on."""
        beginnings = (one_line(cell[: 2 * LONGEST_TEXT]) for cell in self.cells)
        text = next(filter(None, beginnings), "")
        return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rstrip()}…"

    @property
    def is_comment(self) -> bool:
        """Tell whether it is a comment that a spreadsheet program took for a row."""
        return self.cells[:1] != [] and self.cells[0].lstrip().startswith("#")


class Area(NamedTuple):
    """Cells that are merged. Rows count from 1, columns from 0; all included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet of a workbook.

    number: from 0, in the order of the workbook; part: where it is kept, if it has a place.
    """

    number: int
    name: str
    is_hidden: bool
    part: str = ""

    @property
    def shown_name(self) -> str:
        """Return the name as it is told to people."""
        return _("%(name)s (hidden)") % {"name": self.name} if self.is_hidden else self.name


@dataclass
class SheetNotes:
    """What there is to say of a sheet besides its rows, complete when these are read.

    name: "" where there are no sheets. Columns count from 0; rounded: where the first number
    stands of which a column shows fewer decimals than it holds; is_struck_by_rule: whether a
    conditional format strikes cells through.
    """

    name: str = ""
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    rounded: dict[int, int] = field(default_factory=dict)
    is_struck_by_rule: bool = False


def filled_rows(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Yield the rows in which something stands.

    Empty rows at the end are passed over, since spreadsheets leave formatted ones there. A row
    after a long gap is refused: it is a stray cell, or a file made to look endless.
    """
    last = empty = 0
    for row in rows:
        if row.is_empty:
            empty += 1
            if empty > MOST_EMPTY_ROWS:
                raise gap(last, row.first)
            continue
        if last and row.first - last > LONGEST_GAP + 1:
            raise gap(last, row.first)
        last = row.last
        yield row


def gap(last: int, row: int) -> UnreadableFile:
    return UnreadableFile(
        _(
            "More than %(most)s empty rows follow row %(last)s. Delete the empty rows, and what "
            "stands in row %(row)s if it does not belong there."
        )
        % {"most": LONGEST_GAP, "last": last, "row": row},
        row=row,
    )
