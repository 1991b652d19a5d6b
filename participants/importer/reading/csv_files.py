"""Rows of a CSV file, whichever separator and line end it uses."""

import csv
import io
import re
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.columns import (
    MOST_ROWS_ABOVE,
    KnownColumns,
    column_letter,
    column_named,
)
from participants.importer.reading.faults import (
    LONGEST_CELL,
    UnreadableFile,
    long_cell,
    not_readable,
)
from participants.importer.reading.rows import RawRow

DELIMITERS = (",", ";", "\t", "|")
LONGEST_ROW = 1_000_000  # characters; an unclosed quotation mark swallows all that follows
# How Excel is told the separator, which it does not show.
SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[^\w"])"?[\r\n]*', re.IGNORECASE)


class Lines:
    """The lines of a text, counted, of which one row can take only so many characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.count = 0  # lines given out so far
        self.begin_row()
        self.again: deque[str] = deque()

    def begin_row(self) -> None:
        """Begin to count anew how much one row takes."""
        self.row: list[str] = []
        self.room = LONGEST_ROW

    def unread(self, lines: Iterable[str]) -> None:
        """Give the last lines out once more as the next ones."""
        self.again.extend(lines)
        self.count -= len(self.again)
        self.begin_row()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self._read()
        if not line:
            raise StopIteration
        self.count += 1
        self.row.append(line)
        self.room -= len(line)
        if self.room < 0:
            raise OverflowError
        return line

    def _read(self) -> str:
        try:
            return self.text.readline(self.room + 1)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            ends = max(before.count(b"\n"), before.count(b"\r"))
            raise not_readable(self.count + 1 + ends) from error
        except UnicodeError as error:  # UTF-16 without its mark
            raise not_readable() from error


def csv_rows(file: BinaryIO, encoding: str, known_columns: KnownColumns) -> Generator[RawRow]:
    """Yield the rows of the file from its beginning, comments at its top left out."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")
    try:
        lines = Lines(text)
        first = _first_lines(lines)
        if stated := SEPARATOR_LINE.fullmatch(first[0] if first else ""):
            lines.again.popleft()
            lines.count += 1
            delimiter = stated["separator"]
        else:
            delimiter = _delimiter(first, known_columns)
        yield from _rows(lines, delimiter)
    finally:
        if not file.closed:
            text.detach()  # the file belongs to the caller, and would be closed with the text


def _first_lines(lines: Lines) -> list[str]:
    """Return the first lines after empty ones and comments, and leave them to be read again."""
    first: list[str] = []
    length = 0
    try:
        for line in lines:
            if first or (line.strip() and not line.startswith("#")):
                first.append(line)
                length += len(line)
            if len(first) == MOST_ROWS_ABOVE or length > LONGEST_ROW:
                break
            lines.begin_row()
    except OverflowError:
        first.append(lines.row[0])
    lines.unread(first)
    return first


def _delimiter(first: Iterable[str], known_columns: KnownColumns) -> str:
    """Return the separator under which most names in one of the lines are known columns."""

    def names_known(line: str, delimiter: str) -> tuple[int, int]:
        names = line[:LONGEST_CELL].replace('"', "").split(delimiter)
        return sum(bool(column_named(name, known_columns)) for name in names), len(names)

    found = {
        delimiter: max((names_known(line, delimiter) for line in first), default=(0, 0))
        for delimiter in DELIMITERS
    }
    return max(found, key=lambda delimiter: found[delimiter])


def _rows(lines: Lines, delimiter: str) -> Iterator[RawRow]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.count + 1
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, OverflowError) as error:
            raise _refusal("".join(lines.row), first, delimiter) from error
        yield RawRow(first, lines.count, cells)


def _refusal(text: str, row: int, delimiter: str) -> UnreadableFile:
    """Return the refusal of a row that cannot be taken apart, naming the cell that is to blame."""
    # Every second part stands between quotation marks, where separators mean nothing.
    parts = text.split('"')
    parts[1::2] = ["x" * len(part) for part in parts[1::2]]
    cells = "".join(parts).split(delimiter)
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            return long_cell(row, column_letter(index))
    if len(text) > LONGEST_ROW:
        return UnreadableFile(
            _("Row %(row)s is longer than %(most)s characters. Shorten it.")
            % {"row": row, "most": f"{LONGEST_ROW:,}"},
            row=row,
        )
    return UnreadableFile(
        _(
            "Row %(row)s has a quotation mark that is never closed, or text after a closing one. "
            "Inside a quoted text, write every quotation mark twice."
        )
        % {"row": row},
        row=row,
    )
