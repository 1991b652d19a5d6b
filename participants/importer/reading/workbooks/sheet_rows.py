"""The rows of a sheet."""

from openpyxl.utils import column_index_from_string

from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.rows import MOST_COLUMNS, RawRow
from participants.importer.reading.workbooks.cell_values import Values
from participants.importer.reading.workbooks.shared_texts import RawText

DIGITS = "0123456789"


class SheetReader:
    """Collects rows. What stands beyond the last possible column is kept as one cell more."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.rows: list[RawRow] = []
        self.is_finished = False
        self.number = 0
        self.cells: list[str] = []
        self.column = 0  # from 1
        self.columns: dict[str, int] = {}
        self.cell: dict[str, str] = {}
        self.raw = RawText()
        self.is_text = self.is_phonetic = False

    def take_rows(self) -> list[RawRow]:
        """Return the rows that are complete, and forget them."""
        rows, self.rows = self.rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell = attributes
            place = attributes.get("r")
            self.column = self._column(place) if place else self.column + 1
        elif name in {"v", "t"}:
            self.is_text = not self.is_phonetic
        elif name == "row":
            self.number = self._row_number(attributes.get("r"))
            self.cells, self.column = [], 0
        elif name == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_text = False
        elif name == "c":
            if raw := self.raw.take():
                self._put(self.values.text(raw, self.cell, self.number, self.column))
        elif name == "row":
            if self.cells:
                self.rows.append(RawRow(self.number, self.number, self.cells))
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "sheetData":
            self.is_finished = True

    def text(self, text: str) -> None:
        if self.is_text:
            self.raw.add(text)

    def _put(self, text: str) -> None:
        place = min(self.column, MOST_COLUMNS + 1)
        missing = place - len(self.cells)
        if missing > 0:
            self.cells.extend([""] * missing)
        self.cells[place - 1] = text or self.cells[place - 1]

    def _column(self, place: str) -> int:
        letters = place.rstrip(DIGITS)
        if letters not in self.columns:
            try:
                self.columns[letters] = column_index_from_string(letters)
            except ValueError as error:
                raise damaged_workbook() from error
        return self.columns[letters]

    def _row_number(self, written: str | None) -> int:
        if written is None:
            return self.number + 1
        if not (written.isascii() and written.isdecimal() and len(written) < 10):
            raise damaged_workbook()
        return int(written)
