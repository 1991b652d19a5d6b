"""The flat table as CSV (RFC 4180)."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from participants.cells import cell_text
from participants.columns import PARTS, Cell, columns, rows
from participants.exports.selection import Selection

# Without it, Excel takes UTF-8 for the code page of the machine and spoils every accent.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def table_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file: lines of comment, the names of the columns, the rows."""
    comment = "".join(f"# {line}\r\n" for line in _comment(selection.about()))
    chosen = columns(day=selection.question.day)
    batches = rows(list(chosen.values()), selection.batches(*PARTS))
    return csv_pieces(list(chosen), batches, comment)


def csv_pieces(
    names: list[str], batches: Iterable[list[list[Cell]]], comment: str = ""
) -> Iterator[bytes]:
    """Yield the table: what comes before the first row at once, then batch by batch."""
    yield BYTE_ORDER_MARK + comment.encode() + _lines([names])
    for batch in batches:
        yield _lines(map(cell_text, row) for row in batch)


def _lines(lines: Iterable[Iterable[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


def _comment(about: dict[str, Any]) -> Iterator[str]:
    yield f"title: {about['title']}"
    yield f"version: {about['version']}"
    yield f"licence: {about['licence']['name']}, {about['licence']['url']}"
    yield f"date: {about['date']}"
    yield f"filter: {urlencode(about['filter'], safe=',') or 'none'}"
    yield f"rows: {about['total_count']}"
