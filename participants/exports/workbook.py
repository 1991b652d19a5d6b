"""The flat table as XLSX."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from participants.exports.columns import Cell
from participants.values.cells import neutralised

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_file(title: str, names: list[str], batches: Iterable[list[list[Cell]]]) -> IO[bytes]:
    """Return the workbook as a file on disk that vanishes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(names)
    for batch in batches:
        for row in batch:
            sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, neutralised(ILLEGAL_CHARACTERS_RE.sub("", value)))
    # Otherwise openpyxl takes text such as “=1+1” or “#N/A” for what it looks like.
    cell.data_type = "s"
    return cell
