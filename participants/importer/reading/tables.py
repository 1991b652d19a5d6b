"""Read a file that the office uploads: the names of its columns and its rows, as text.

What is in the file is checked for being a table; what the texts mean is the next step's business.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.columns import (
    NAMES,
    HeaderPlace,
    KnownColumns,
    column_named,
    find_header,
)
from participants.importer.reading.csv_files import csv_rows
from participants.importer.reading.encodings.readings import Reading, find_readings
from participants.importer.reading.faults import Remark, UnreadableFile, listed
from participants.importer.reading.file_kinds import is_workbook
from participants.importer.reading.header import read_header
from participants.importer.reading.lists import ListReader, Record
from participants.importer.reading.rows import RawRow, SheetNotes, filled_rows
from participants.importer.reading.workbooks.books import choose_sheet, open_book
from participants.values.text import one_line

BYTES = "latin-1"
LONGEST_TELLING = 120  # letters
MOST_TELLING_ROWS = 2_000  # in which cells are looked for that tell the readings apart


@dataclass(frozen=True)
class Table:
    """What a file holds.

    columns: in lower case; records: read while they are asked for, so that a fault far down shows
    up there, as UnreadableFile; encoding: of a CSV file, as Python calls it, "" for a workbook;
    remarks: complete once the last record is read; sheet, other_sheets: of a workbook, the one
    that is read, and those that are not; readings: of a CSV file, how it is read, and how else it
    could be.
    """

    columns: tuple[str, ...]
    records: Iterator[Record]
    encoding: str = ""
    remarks: list[Remark] = field(default_factory=list)
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


def read_table(
    file: BinaryIO, name: str, known_columns: KnownColumns, *, encoding: str = ""
) -> Table:
    """Read the names of the columns and prepare to read the rows.

    file: seekable, must stay open until the last record is read; name: what the office calls it.
    encoding: of a CSV file, if a
    person has chosen it.

    Raises UndecidedEncoding where a person must choose it, and UnreadableFile, here or while the
    records are read.
    """
    if is_workbook(file, name):
        return _read_workbook(file, known_columns)
    readings = readings_of(file, known_columns, encoding)
    encoding = readings[0].encoding
    with closing(csv_rows(file, encoding, known_columns)) as rows:
        place = find_header(rows, known_columns)
    rows = csv_rows(file, encoding, known_columns)
    columns, records, remarks = _read_list(rows, place, known_columns, SheetNotes())
    return Table(columns, records, encoding, remarks, readings=readings)


def readings_of(
    file: BinaryIO, known_columns: KnownColumns, chosen: str = ""
) -> tuple[Reading, ...]:
    """Return how a CSV file can be read, as `find_readings` does, by columns that are read."""
    return find_readings(file, chosen, partial(_telling, file, known_columns))


def _telling(file: BinaryIO, known_columns: KnownColumns, encoding: str) -> Iterator[bytes]:
    """Yield cells beyond ASCII of the columns that are read, those of names first, as bytes."""
    others: list[bytes] = []
    try:
        with closing(csv_rows(file, encoding, known_columns)) as rows:
            place = find_header(rows, known_columns)
        # Every byte is a letter in it, so that what a cell is made of can be told.
        with closing(csv_rows(file, BYTES, known_columns)) as rows:
            columns: list[str] = []
            for row in islice(rows, MOST_TELLING_ROWS):
                if row.first < place.row:
                    continue
                if row.first == place.row:
                    cells = (cell.encode(BYTES).decode(encoding, "replace") for cell in row.cells)
                    columns = [column_named(cell, known_columns) for cell in cells]
                    continue
                for column, cell in zip(columns, row.cells, strict=False):
                    if column and column not in known_columns.unread and not cell.isascii():
                        if column.startswith(NAMES):
                            yield cell[:LONGEST_TELLING].encode(BYTES)
                        elif len(others) < MOST_TELLING_ROWS:
                            others.append(cell[:LONGEST_TELLING].encode(BYTES))
    except (UnreadableFile, LookupError, UnicodeError):
        return  # is told when the file is read
    yield from others


def _read_workbook(file: BinaryIO, known_columns: KnownColumns) -> Table:
    book = open_book(file)
    chosen = choose_sheet(book, known_columns)
    notes = SheetNotes(chosen.sheet.name)
    rows = book.rows(chosen.sheet, notes)
    columns, records, remarks = _read_list(rows, chosen.header, known_columns, notes)
    others = tuple(sheet.shown_name for sheet in chosen.others)
    return Table(columns, records, "", remarks, chosen.sheet.name, others)


def _read_list(
    rows: Iterator[RawRow],
    place: HeaderPlace,
    known_columns: KnownColumns,
    notes: SheetNotes,
) -> tuple[tuple[str, ...], Iterator[Record], list[Remark]]:
    """Return the columns, the records below, and where they will be remarked upon."""
    remarks: list[Remark] = []
    filled = filled_rows(rows)
    for row in filled:
        if row.first == place.row:
            break
        if not row.is_comment:
            message = _("This row stands above the names of the columns and was not read.")
            remarks.append(Remark(row.first, "", row.first_text, message))
    else:
        raise UnreadableFile(
            _("The file contains nothing but white space. Its first row must name the columns.")
        )
    header = read_header(row, known_columns)
    remarks += header.remarks
    remarks += [
        Remark(row.first, column, "", message) for column, message in header.faults_of_names(row)
    ]
    reader = ListReader(header, known_columns, notes, remarks)
    return header.columns, reader.records(filled, row), remarks


def described(table: Table) -> Iterator[str]:
    """Yield what the reader has taken for granted: the sheet, and the letters."""
    if table.sheet:
        yield _("The sheet %(sheet)s was read.") % {"sheet": listed([table.sheet])}
    if table.other_sheets:
        yield _("Not read: %(sheets)s.") % {"sheets": listed(table.other_sheets)}
    if table.readings:
        reading = table.readings[0]
        yield _("The letters were read as %(label)s.") % {"label": reading.label}
        # Characters that nobody sees tell nothing of how the letters were read.
        seen = [name for name in map(one_line, reading.names) if not name.isascii()]
        if seen:
            names = listed(seen)
            yield _("The first texts with letters beyond A to Z are %(names)s.") % {"names": names}
