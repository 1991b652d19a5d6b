"""Rows of the first sheet of a workbook (.xlsx).

openpyxl was measured: it holds a whole row and all shared texts in memory, so that a file of 50 kB
took 800 MB, and needs three times as long. So the parts are parsed here, within bounds; what
openpyxl knows about dates is used.
"""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.rows import RawRow
from participants.importer.reading.workbooks.archive import open_workbook
from participants.importer.reading.workbooks.cell_values import Values
from participants.importer.reading.workbooks.parts import Relations, Styles, Workbook
from participants.importer.reading.workbooks.shared_texts import SharedTexts, SharedTextsReader
from participants.importer.reading.workbooks.sheet_rows import SheetReader
from participants.importer.reading.workbooks.xml_parts import parse_part, parse_pieces


def xlsx_rows(file: BinaryIO) -> Iterator[RawRow]:
    """Yield the rows of the first sheet, as the workbook numbers them."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(open_workbook(file))
            texts = stack.enter_context(SharedTexts())
            sheet, values = _prepare(archive, texts)
            part = stack.enter_context(archive.open(sheet))
        except (BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
            raise damaged_workbook() from error
        reader = SheetReader(values)
        for _piece in parse_pieces(part, reader):
            yield from reader.take_rows()
            if reader.is_finished:
                return


def _prepare(archive: ZipFile, texts: SharedTexts) -> tuple[str, Values]:
    """Return the path of the first sheet, and what is needed to understand its values."""
    workbook, relations, styles = Workbook(), Relations(), Styles()
    _parse(archive, "xl/workbook.xml", workbook)
    _parse(archive, "xl/_rels/workbook.xml.rels", relations)
    sheet = next(
        (path for key in workbook.sheets if (path := relations.sheets.get(key)) is not None), None
    )
    if sheet is None:
        raise damaged_workbook()
    if relations.styles:
        _parse(archive, relations.styles, styles)
    if relations.texts:
        _parse(archive, relations.texts, SharedTextsReader(texts))
    return sheet, Values(texts, styles.date_styles(), workbook.epoch)


def _parse(
    archive: ZipFile, path: str, reader: Workbook | Relations | Styles | SharedTextsReader
) -> None:
    with archive.open(path) as part:
        parse_part(part, reader)
