"""The rows of a sheet of an .xlsx workbook."""

from openpyxl.utils import column_index_from_string, range_boundaries

from participants.importer.reading.faults import bomb, damaged_workbook, hidden_zero, partly_struck
from participants.importer.reading.rows import MOST_COLUMNS, Area, RawRow, SheetNotes
from participants.importer.reading.workbooks.cell_values import RowCells, without_value
from participants.importer.reading.workbooks.excel_values import Values
from participants.importer.reading.workbooks.xml_parts import (
    RUN,
    STRUCK,
    TRUE,
    PartReader,
    RawText,
    whole_number,
)

DIGITS = "0123456789"
MOST_MERGED = 1_000
MOST_BEYOND = 200_000  # cells to the right of the last possible column, empty ones included


class SheetReader(PartReader):
    """Collects rows. What stands beyond the last possible column is kept as one cell more."""

    def __init__(self, values: Values, notes: SheetNotes) -> None:
        self.values = values
        self.notes = notes
        self.rows: list[RawRow] = []
        self.row = RowCells(0, notes)
        self.hides_zeros = False
        self.beyond = 0
        self.column = 0  # from 1
        self.columns: dict[str, int] = {}
        self.cell: dict[str, str] = {}
        self.has_value = self.has_formula = False
        self.raw = RawText()
        self.is_text = self.is_phonetic = False

    def take_rows(self) -> list[RawRow]:
        rows, self.rows = self.rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell = attributes
            self.has_value = self.has_formula = False
            place = attributes.get("r")
            self.column = self._column(place) if place else self.column + 1
            if self.column > MOST_COLUMNS:
                self._count_beyond()
        elif name in {"v", "t"}:
            self.is_text = not self.is_phonetic
            self.has_value = True
        elif name == "row":
            written = attributes.get("r")
            number = self.row.number + 1 if written is None else whole_number(written)
            is_hidden = attributes.get("hidden") in TRUE or _is_flat(attributes.get("ht"))
            self.row = RowCells(number, self.notes, is_hidden=is_hidden)
            self.column = 0
        elif name == "f":
            self.has_formula = True
        elif name == "rPh":
            self.is_phonetic = True
        elif name in RUN:
            self.raw.start_run(name, attributes)
        else:
            self._start_beside(name, attributes)

    def _start_beside(self, name: str, attributes: dict[str, str]) -> None:
        """Take what stands before or after the rows."""
        if name == "col":
            self._add_columns(attributes)
        elif name == "mergeCell":
            self._add_merged(attributes.get("ref", ""))
        elif name == "sheetView":
            self.hides_zeros |= attributes.get("showZeros", "1") not in TRUE
        elif name == "cfRule":
            is_struck = attributes.get("dxfId", "") in self.values.struck_differences
            self.notes.is_struck_by_rule |= is_struck

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_text = False
        elif name == "c":
            lines = self.raw.lines
            self._end_cell(self.raw.take(), lines)
        elif name == "row":
            if self.row.cells:
                self.rows.append(self.row.row())
        elif name == "rPh":
            self.is_phonetic = False

    def text(self, text: str) -> None:
        if self.is_text:
            self.raw.add(text)

    def _count_beyond(self) -> None:
        self.beyond += 1
        if self.beyond > MOST_BEYOND:
            raise bomb()

    def _end_cell(self, raw: str, lines: int) -> None:
        if self.column > MOST_COLUMNS and self.row.cells[MOST_COLUMNS:] not in ([], [""]):
            return  # one cell beyond the last possible column says enough
        if self.has_formula and (self.values.is_stale or not self._is_worked_out(raw)):
            self.row.put(self.column - 1, without_value())
        elif raw:
            value = self.values.value(raw, self.cell)
            if self.hides_zeros and value.text == "0" and self.cell.get("t", "n") == "n":
                value = value._replace(fault=value.fault or hidden_zero())
            self.row.put(self.column - 1, value)
            if self.values.has_struck or lines & STRUCK:
                self._put_line(*self.values.lines(raw, self.cell, lines))

    def _is_worked_out(self, raw: str) -> bool:
        """Tell whether a formula has a value; that of a text can be empty."""
        return bool(raw) or (self.has_value and self.cell.get("t") == "str")

    def _put_line(self, is_struck: bool, is_plain: bool) -> None:  # noqa: FBT001
        if is_struck and not is_plain:
            self.row.struck.append(self.column - 1)
        elif is_struck and self.column <= MOST_COLUMNS:
            self.row.faults.append((self.column - 1, partly_struck()))

    def _column(self, place: str) -> int:
        letters = place.rstrip(DIGITS)
        if letters not in self.columns:
            try:
                self.columns[letters] = column_index_from_string(letters)
            except ValueError as error:
                raise damaged_workbook() from error
        return self.columns[letters]

    def _add_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE or _is_flat(attributes.get("width")):
            try:
                first, last = int(attributes.get("min", "")), int(attributes.get("max", ""))
            except ValueError as error:
                raise damaged_workbook() from error
            self.notes.hidden_columns.update(range(max(0, first - 1), min(last, MOST_COLUMNS)))

    def _add_merged(self, reference: str) -> None:
        try:
            left, top, right, bottom = range_boundaries(reference)
        except (ValueError, TypeError) as error:
            raise damaged_workbook() from error
        if None in {left, top, right, bottom} or len(self.notes.merged) == MOST_MERGED:
            return
        self.notes.merged.append(Area(top, left - 1, bottom, right - 1))


def _is_flat(size: str | None) -> bool:
    """Tell whether a height or width is none, which hides a row or column as well."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
