"""Rows of a CSV file, whichever separator and line end it uses."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.cells import LONGEST_CELL, clean_cell, long_cell
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.header import column_letter
from participants.importer.reading.rows import RawRow
from participants.importer.reading.text_encoding import not_utf_8

DELIMITERS = (",", ";", "\t", "|")
LONGEST_ROW = 1_000_000  # characters; an unclosed quotation mark swallows all that follows


class Lines:
    """The lines of a text, counted, of which one row can take only so many characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.count = 0  # lines given out so far
        self.begin_row()
        self.again = ""

    def begin_row(self) -> None:
        """Begin to count anew how much one row takes."""
        self.row: list[str] = []
        self.room = LONGEST_ROW

    def unread(self, line: str) -> None:
        """Give the line out once more as the next one."""
        self.again = line
        self.count -= 1
        self.begin_row()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self.again = self.again or self._read(), ""
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
            raise not_utf_8(self.count + 1 + ends) from error


def csv_rows(file: BinaryIO, encoding: str, known_columns: Collection[str]) -> Iterator[RawRow]:
    """Yield the rows of the file, comments at its top left out."""
    text = io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")
    try:
        lines = Lines(text)
        header = _first_line(lines)
        delimiter = _delimiter(header, known_columns)
        yield from _rows(lines, delimiter)
    finally:
        if not file.closed:
            text.detach()  # the file belongs to the caller, and would be closed with the text


def _first_line(lines: Lines) -> str:
    """Return the first line that is neither empty nor a comment, and leave it to be read again."""
    try:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                break
            lines.begin_row()
        else:
            return ""
    except OverflowError:
        line = lines.row[0]
    lines.unread(line)
    return line


def _delimiter(header: str, known_columns: Collection[str]) -> str:
    """Return the separator under which most names in the line are known columns."""

    def names_known(delimiter: str) -> tuple[int, int]:
        names = header[:LONGEST_CELL].replace('"', "").split(delimiter)
        return sum(clean_cell(name).lower() in known_columns for name in names), len(names)

    return max(DELIMITERS, key=names_known)


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
