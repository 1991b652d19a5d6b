"""The flat table as CSV (RFC 4180)."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from participants.exports.columns import PARTS, Cell, columns, rows
from participants.exports.selection import Selection
from participants.values.cells import cell_text


def table_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file: the names of the columns, then the rows, and nothing else."""
    chosen = columns(day=selection.question.day)
    return csv_pieces(list(chosen), rows(list(chosen.values()), selection.batches(*PARTS)))


def csv_pieces(names: list[str], batches: Iterable[list[list[Cell]]]) -> Iterator[bytes]:
    """Yield the table: the names at once, then batch by batch."""
    yield _lines([names])
    for batch in batches:
        yield _lines(map(cell_text, row) for row in batch)


def _lines(lines: Iterable[Iterable[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
