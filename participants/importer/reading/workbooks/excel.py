"""Workbooks of Excel (.xlsx): their sheets, and the rows of each."""

import weakref
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from zipfile import BadZipFile, ZipFile

from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.rows import RawRow, Sheet, SheetNotes
from participants.importer.reading.workbooks.cell_values import Values
from participants.importer.reading.workbooks.parts import Relations, Styles, Workbook
from participants.importer.reading.workbooks.shared_texts import SharedTexts, SharedTextsReader
from participants.importer.reading.workbooks.sheet_rows import SheetReader
from participants.importer.reading.workbooks.xml_parts import parse_part, parse_pieces

DAMAGE = (BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError)


class ExcelBook:
    """An open workbook; its files are closed when nobody reads it any more."""

    def __init__(self, archive: ZipFile) -> None:
        resources = ExitStack()
        weakref.finalize(self, resources.close)
        self.archive = resources.enter_context(archive)
        texts = resources.enter_context(SharedTexts())
        workbook, relations, styles = Workbook(), Relations(), Styles()
        try:
            self._parse("xl/workbook.xml", workbook)
            self._parse("xl/_rels/workbook.xml.rels", relations)
            if relations.styles:
                self._parse(relations.styles, styles)
            if relations.texts:
                self._parse(relations.texts, SharedTextsReader(texts))
        except DAMAGE as error:
            raise damaged_workbook() from error
        self.values = Values(texts, styles, workbook.epoch, is_stale=workbook.is_stale)
        self.sheets = [
            Sheet(number, entry.name, entry.is_hidden, relations.sheets[entry.key])
            for number, entry in enumerate(workbook.sheets)
            if entry.key in relations.sheets  # others are charts
        ]
        if not self.sheets:
            raise damaged_workbook()

    def heads(self) -> Iterator[tuple[Sheet, Iterator[RawRow]]]:
        """Yield every sheet with its rows."""
        for sheet in self.sheets:
            yield sheet, self.rows(sheet, SheetNotes())

    def rows(self, sheet: Sheet, notes: SheetNotes) -> Iterator[RawRow]:
        """Yield the rows of a sheet, as the workbook numbers them, and complete the notes."""
        reader = SheetReader(self.values, notes)
        try:
            part = self.archive.open(sheet.part)
        except DAMAGE as error:
            raise damaged_workbook() from error
        with part:
            for _piece in parse_pieces(part, reader):
                yield from reader.take_rows()

    def _parse(self, path: str, reader: Workbook | Relations | Styles | SharedTextsReader) -> None:
        with self.archive.open(path) as part:
            parse_part(part, reader)
