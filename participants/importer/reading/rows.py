"""Rows as they stand in a file, before anything is known of their columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile
from participants.values.one_line import one_line

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
        """Tell whether nothing stands in the row."""
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
    """Return the refusal of too many empty rows after the row `last`."""
    return UnreadableFile(
        _(
            "More than %(most)s empty rows follow row %(last)s. Delete the empty rows, and what "
            "stands in row %(row)s if it does not belong there."
        )
        % {"most": LONGEST_GAP, "last": last, "row": row},
        row=row,
    )
