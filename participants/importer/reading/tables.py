"""Read a file that the office uploads: the names of its columns and its rows, as text.

What is in the file is checked for being a table; what the texts mean is the next step's business.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.csv_files import csv_rows
from participants.importer.reading.faults import Remark, UnreadableFile
from participants.importer.reading.file_kinds import MOST_BYTES, is_workbook
from participants.importer.reading.header import Header, read_header
from participants.importer.reading.rows import RawRow, filled_rows
from participants.importer.reading.text_encoding import detect_encoding
from participants.importer.reading.workbooks.sheets import xlsx_rows

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Record",
    "Table",
    "UnreadableFile",
    "read_table",
]

MOST_ROWS = 150_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row of data.

    row: as a spreadsheet or a text editor counts, from 1; of several lines the first.
    cells: as many as there are columns, without surrounding white space, in NFC.
    """

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds.

    columns: in lower case; records: read while they are asked for, so that a fault far down shows
    up there, as UnreadableFile; encoding: of a CSV file, as Python calls it, "" for a workbook;
    remarks: complete once the last record is read.
    """

    columns: tuple[str, ...]
    records: Iterator[Record]
    encoding: str = ""
    remarks: list[Remark] = field(default_factory=list)


def read_table(file: BinaryIO, name: str, known_columns: Collection[str]) -> Table:
    """Read the names of the columns and prepare to read the rows.

    file: seekable, must stay open until the last record is read; name: what the office calls it.
    known_columns: all names that the first row may have, in lower case.

    Raises UnreadableFile, here or while the records are read.
    """
    encoding = ""
    if is_workbook(file, name):
        rows = filled_rows(xlsx_rows(file))
    else:
        encoding = detect_encoding(file)
        rows = filled_rows(csv_rows(file, encoding, known_columns))
    # A comment that a spreadsheet program took for a row when it opened our CSV.
    first = next((row for row in rows if not row.cells[0].lstrip().startswith("#")), None)
    if first is None:
        raise UnreadableFile(
            _("The file contains nothing but white space. Its first row must name the columns.")
        )
    header = read_header(first, known_columns)
    return Table(header.columns, _records(header, rows), encoding, [*header.remarks])


def _records(header: Header, rows: Iterator[RawRow]) -> Iterator[Record]:
    count = 0
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise UnreadableFile(
                _("The file has more than %(most)s rows. Divide it into several files.")
                % {"most": f"{MOST_ROWS:,}"},
                row=row.first,
            )
        yield Record(row.first, header.cells_of(row))
    if not count:
        raise UnreadableFile(_("The file names its columns, but no row follows them."))
