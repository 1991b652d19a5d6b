"""Workbooks, and which of their sheets is the list.

openpyxl was measured: it holds a whole row and all shared texts in memory, so that a file of 50 kB
took 800 MB, and needs three times as long. So the parts are parsed here, within bounds; what
openpyxl knows about dates is used.
"""

import weakref
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, NamedTuple, TypeVar
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from participants.importer.reading.columns import HeaderPlace, KnownColumns, find_header
from participants.importer.reading.faults import UnreadableFile, damaged_workbook, listed
from participants.importer.reading.file_kinds import is_open_document, open_workbook
from participants.importer.reading.rows import RawRow, Sheet, SheetNotes
from participants.importer.reading.workbooks.excel_parts import Relations, Styles, Workbook
from participants.importer.reading.workbooks.excel_rows import SheetReader
from participants.importer.reading.workbooks.excel_values import Values
from participants.importer.reading.workbooks.open_document_rows import ContentReader
from participants.importer.reading.workbooks.open_document_values import OpenDocumentStyles
from participants.importer.reading.workbooks.xml_parts import (
    PartReader,
    SharedTexts,
    SharedTextsReader,
    parse_pieces,
)

DAMAGE = (BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError)
CONTENT, STYLES, SETTINGS = "content.xml", "styles.xml", "settings.xml"

Reader = TypeVar("Reader", bound=PartReader)


class Book:
    """A workbook that is open; its files are closed when nobody reads it any more."""

    def __init__(self, archive: ZipFile) -> None:
        self.resources = ExitStack()
        weakref.finalize(self, self.resources.close)
        self.archive = self.resources.enter_context(archive)

    def heads(self) -> Iterator[tuple[Sheet, Iterator[RawRow]]]:
        """Yield every sheet with its first rows, which must be read before the next sheet is."""
        raise NotImplementedError

    def rows(self, sheet: Sheet, notes: SheetNotes) -> Iterator[RawRow]:
        """Yield the rows of a sheet, as the workbook numbers them, and complete the notes."""
        raise NotImplementedError

    def parsed(self, path: str, reader: Reader) -> Reader:
        try:
            for _piece in self.pieces(path, reader):
                pass
        except DAMAGE as error:
            raise damaged_workbook() from error
        return reader

    def pieces(self, path: str, reader: PartReader) -> Iterator[None]:
        """Feed a part to the reader; stop after every piece."""
        try:
            part = self.archive.open(path)
        except DAMAGE as error:
            raise damaged_workbook() from error
        with part:
            yield from parse_pieces(part, reader)


class ExcelBook(Book):
    """A workbook of Excel (.xlsx)."""

    def __init__(self, archive: ZipFile) -> None:
        super().__init__(archive)
        texts = SharedTexts()
        self.resources.enter_context(texts.file)
        workbook = self.parsed("xl/workbook.xml", Workbook())
        relations = self.parsed("xl/_rels/workbook.xml.rels", Relations())
        styles = Styles()
        if relations.styles:
            self.parsed(relations.styles, styles)
        if relations.texts:
            self.parsed(relations.texts, SharedTextsReader(texts))
        self.values = Values(texts, styles, workbook.epoch, is_stale=workbook.is_stale)
        self.sheets = [
            Sheet(number, entry.name, entry.is_hidden, relations.sheets[entry.key])
            for number, entry in enumerate(workbook.sheets)
            if entry.key in relations.sheets  # others are charts
        ]
        if not self.sheets:
            raise damaged_workbook()

    def heads(self) -> Iterator[tuple[Sheet, Iterator[RawRow]]]:
        for sheet in self.sheets:
            yield sheet, self.rows(sheet, SheetNotes())

    def rows(self, sheet: Sheet, notes: SheetNotes) -> Iterator[RawRow]:
        reader = SheetReader(self.values, notes)
        for _piece in self.pieces(sheet.part, reader):
            yield from reader.take_rows()


class OpenDocumentSettings(PartReader):
    """Whether the sheets hide zeros."""

    def __init__(self) -> None:
        self.is_of_zeros = self.hides_zeros = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.is_of_zeros = attributes.get("config:name") == "ShowZeroValues"

    def end(self, name: str) -> None:
        self.is_of_zeros = False

    def text(self, text: str) -> None:
        self.hides_zeros |= self.is_of_zeros and text.strip() == "false"


class OpenDocumentBook(Book):
    """A workbook of OpenDocument (.ods), of which all sheets are in one part."""

    def heads(self) -> Iterator[tuple[Sheet, Iterator[RawRow]]]:
        for sheet, rows in groupby(self._content(), itemgetter(0)):
            yield sheet, (row for _sheet, row in rows)

    def rows(self, sheet: Sheet, notes: SheetNotes) -> Iterator[RawRow]:
        for _sheet, row in self._content(sheet.number, notes):
            yield row

    def _content(
        self, wanted: int | None = None, notes: SheetNotes | None = None
    ) -> Iterator[tuple[Sheet, RawRow]]:
        styles, settings = OpenDocumentStyles(), OpenDocumentSettings()
        parts: dict[str, PartReader] = {STYLES: styles, SETTINGS: settings}
        for path, reader in parts.items():
            if path in self.archive.namelist():
                self.parsed(path, reader)
        content = ContentReader(styles, wanted, notes, hides_zeros=settings.hides_zeros)
        for _piece in self.pieces(CONTENT, content):
            yield from content.take_rows()
            if content.is_finished:
                return


class ChosenSheet(NamedTuple):
    """The sheet that is the list, where its columns are named, and the other sheets."""

    sheet: Sheet
    header: HeaderPlace
    others: tuple[Sheet, ...]


def open_book(file: BinaryIO) -> Book:
    """Open a workbook, .xlsx or .ods. Raises UnreadableFile."""
    archive = open_workbook(file)
    return OpenDocumentBook(archive) if is_open_document(archive) else ExcelBook(archive)


def choose_sheet(book: Book, known_columns: KnownColumns) -> ChosenSheet:
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
