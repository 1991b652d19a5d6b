"""Which columns a file may have, and in which of its rows they are named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from participants.importer.reading.faults import LONGEST_NAMED
from participants.importer.reading.rows import MOST_COLUMNS, RawRow, clean_cell
from participants.values.text import name_key

LAST_COLUMN = 16_383  # from 0
LONGEST_NAME = 200  # characters of a cell that can name a column
MOST_ROWS_ABOVE = 50  # filled rows among which the names of the columns are looked for
NAMES = "name"  # what the columns begin with that hold names
LIKENESS = 0.75
NO_LABELS: Mapping[str, frozenset[str]] = MappingProxyType({})


class KnownColumns:
    """The columns that a file may have.

    labels: folded, with the columns that each can mean; unread: the names of those that may stand
    in the file and are not read.
    """

    def __init__(
        self,
        names: Iterable[str],
        labels: Mapping[str, frozenset[str]] = NO_LABELS,
        unread: Collection[str] = (),
    ) -> None:
        self.names = frozenset(names)
        self.unread = frozenset(unread)
        self.labels = {**labels, **{name_key(name): frozenset({name}) for name in self.names}}

    def meant_by(self, text: str) -> frozenset[str]:
        """Return the columns that a text can mean; none where it is not known."""
        if text in self.names:
            return frozenset({text})
        return self.labels.get(name_key(text), frozenset())

    def near(self, text: str) -> list[str]:
        """Return the columns whose names or labels are spelt nearly so, the nearest first."""
        near = get_close_matches(name_key(text)[:LONGEST_NAMED], self.labels, 2, LIKENESS)
        return list(dict.fromkeys(name for label in near for name in sorted(self.labels[label])))


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B, C; at most its last, XFD."""
    return get_column_letter(min(index, LAST_COLUMN) + 1)


def column_named(cell: str, known_columns: KnownColumns) -> str:
    """Return the column that a cell names, or ""; where it can mean several, all of them."""
    name = clean_cell(cell[: LONGEST_NAME + 1]).lower()
    return " ".join(sorted(known_columns.meant_by(name))) if name else ""


@dataclass(frozen=True)
class HeaderPlace:
    """Where the names of the columns stand, or seem to.

    row: as a spreadsheet counts, 0 where there is none; known, named: how many names there are;
    is_followed: whether there is a row below.
    """

    row: int = 0
    known: int = 0
    named: int = 0
    is_followed: bool = False

    @property
    def is_certain(self) -> bool:
        """Tell whether most of the names are those of columns."""
        return self.known * 2 > self.named


def find_header(rows: Iterable[RawRow], known_columns: KnownColumns) -> HeaderPlace:
    """Return where the columns are named: the first row of which most names are known.

    A single name is a title rather than a header if more names follow. Where no row is certain,
    it is the one with most known names, and at last the first one. rows: are read up to there.
    """
    best = HeaderPlace()
    filled = (row for row in rows if not row.is_empty and not row.is_comment)
    for row in islice(filled, MOST_ROWS_ABOVE):
        names = [cell for cell in row.cells[:MOST_COLUMNS] if cell.strip()]
        known = sum(bool(column_named(cell, known_columns)) for cell in names)
        found = HeaderPlace(row.first, known, len(names))
        is_better = not best.row or (found.is_certain, known) > (best.is_certain, best.known)
        if best.row and not is_better:
            best = replace(best, is_followed=True)
        elif is_better:
            best = found
        if best.is_certain and best.known > 1 and best.row != row.first:
            break
    return best
