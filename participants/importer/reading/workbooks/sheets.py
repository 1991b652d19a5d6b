"""Workbooks, and which of their sheets is the list.

openpyxl was measured: it holds a whole row and all shared texts in memory, so that a file of 50 kB
took 800 MB, and needs three times as long. So the parts are parsed here, within bounds; what
openpyxl knows about dates is used.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO, NamedTuple, Protocol

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile, damaged_workbook
from participants.importer.reading.header import HeaderPlace, find_header, listed
from participants.importer.reading.rows import RawRow, Sheet, SheetNotes
from participants.importer.reading.workbooks.archive import is_open_document, open_workbook
from participants.importer.reading.workbooks.excel import ExcelBook
from participants.importer.reading.workbooks.open_document import OpenDocumentBook


class Book(Protocol):
    """A workbook that is open."""

    def heads(self) -> Iterator[tuple[Sheet, Iterator[RawRow]]]:
        """Yield every sheet with its first rows, which must be read before the next sheet is."""

    def rows(self, sheet: Sheet, notes: SheetNotes) -> Iterator[RawRow]:
        """Yield the rows of a sheet, as the workbook numbers them, and complete the notes."""


class ChosenSheet(NamedTuple):
    """The sheet that is the list, where its columns are named, and the other sheets."""

    sheet: Sheet
    header: HeaderPlace
    others: tuple[Sheet, ...]


def open_book(file: BinaryIO) -> Book:
    """Open a workbook, .xlsx or .ods. Raises UnreadableFile."""
    archive = open_workbook(file)
    return OpenDocumentBook(archive) if is_open_document(archive) else ExcelBook(archive)


def choose_sheet(book: Book, known_columns: Collection[str]) -> ChosenSheet:
    """Return the one visible sheet whose header is known.

    Where there is none, it is the one with most known names, or the first that is not empty, of
    which then can be said what is wrong. Raises UnreadableFile where several are, or a hidden one.
    """
    found = [(sheet, find_header(rows, known_columns)) for sheet, rows in book.heads()]
    if not found:
        raise damaged_workbook()
    certain = [(sheet, place) for sheet, place in found if place.is_certain]
    # A single name in a sheet is a list only where nothing else is: notes speak of columns, too.
    lists = [(sheet, place) for sheet, place in certain if place.known > 1] or certain
    visible = [(sheet, place) for sheet, place in lists if not sheet.is_hidden]
    filled = [(sheet, place) for sheet, place in visible if place.is_followed] or visible
    if len(filled) > 1:
        raise UnreadableFile(
            _(
                "Several sheets name columns of the registry: %(sheets)s. Hide or delete all but "
                "one, or put each into a file of its own."
            )
            % {"sheets": listed(sheet.name for sheet, _place in filled)}
        )
    if not filled and lists:
        raise UnreadableFile(
            _(
                "Only a hidden sheet names columns of the registry: %(sheets)s. Show it if that "
                "is the list."
            )
            % {"sheets": listed(sheet.name for sheet, _place in lists)}
        )
    sheet, place = filled[0] if filled else _likeliest(found)
    return ChosenSheet(sheet, place, tuple(other for other, _place in found if other != sheet))


def _likeliest(found: list[tuple[Sheet, HeaderPlace]]) -> tuple[Sheet, HeaderPlace]:
    visible = [pair for pair in found if not pair[0].is_hidden] or found
    return max(visible, key=lambda pair: (pair[1].known, bool(pair[1].row)))
