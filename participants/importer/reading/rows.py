"""Rows as they stand in a file, before anything is known of their columns."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile

MOST_COLUMNS = 100
LONGEST_GAP = 1_000  # empty rows between two that are filled
MOST_EMPTY_ROWS = 1_048_576  # the height of a spreadsheet


class RawRow(NamedTuple):
    """One row of a file.

    first, last: lines that it takes in the file, from 1; in a workbook both are its row number.
    """

    first: int
    last: int
    cells: list[str]


def filled_rows(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Yield the rows in which something stands.

    Empty rows at the end are passed over, since spreadsheets leave formatted ones there. A row
    after a long gap is refused: it is a stray cell, or a file made to look endless.
    """
    last = empty = 0
    for row in rows:
        if not any(row.cells) or not "".join(row.cells).strip():
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
