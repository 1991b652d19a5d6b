"""The rows of the sheets of an OpenDocument workbook (.ods).

All sheets are in one part, whose cells say both what they hold and what they show.
"""

from collections.abc import Iterator

from participants.importer.reading.columns import MOST_ROWS_ABOVE
from participants.importer.reading.faults import bomb, damaged_workbook, partly_struck
from participants.importer.reading.rows import (
    LONGEST_GAP,
    MOST_COLUMNS,
    Area,
    RawRow,
    Sheet,
    SheetNotes,
)
from participants.importer.reading.workbooks.cell_values import MOST_TEXT, RowCells
from participants.importer.reading.workbooks.excel_parts import LONGEST_NAME, MOST_SHEETS
from participants.importer.reading.workbooks.open_document_values import (
    OpenDocumentStyles,
    OpenDocumentValues,
)
from participants.importer.reading.workbooks.xml_parts import (
    AS_CELL,
    PLAIN,
    STRUCK,
    PartReader,
    RawText,
    whole_number,
)

SHEET_DEPTH = 4  # of a sheet below the root; charts hold tables further down
CELLS = frozenset(("table-cell", "covered-table-cell"))
MOST_SPACES = 100
MOST_MERGED = 1_000
HIDDEN = frozenset(("collapse", "filter"))


class ContentReader(PartReader):
    """Collects the rows of one sheet, or the first rows of each.

    wanted: the number of the sheet, None for all. Every sheet begins with a row of nothing, so
    that it is known of.
    """

    def __init__(
        self,
        styles: OpenDocumentStyles,
        wanted: int | None,
        notes: SheetNotes | None,
        *,
        hides_zeros: bool,
    ) -> None:
        self.styles = styles
        self.values = OpenDocumentValues(styles, hides_zeros=hides_zeros)
        self.wanted = wanted
        self.notes = notes or SheetNotes()
        self.rows: list[tuple[Sheet, RawRow, int]] = []
        self.depth = 0
        self.sheet: Sheet | None = None
        self.count = 0  # sheets so far
        self.filled = 0  # rows of the sheet
        self.is_reading = self.is_finished = False
        self.number = 0
        self.room = MOST_TEXT
        self.has_paragraph = False
        self._begin_row({})
        self._begin_cell({})

    def take_rows(self) -> Iterator[tuple[Sheet, RawRow]]:
        rows, self.rows = self.rows, []
        for sheet, row, count in rows:
            for further in range(count):
                number = row.first + further
                yield sheet, row._replace(first=number, last=number)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.sheet is None:
            if name == "table" and self.depth == SHEET_DEPTH:
                self._begin_sheet(attributes)
            elif name == "null-date":
                self.values.is_from_1904 = attributes.get("table:date-value", "") > "1900-01-01"
            else:
                self.styles.start(name, attributes)
        elif self.is_reading:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name in CELLS:
            self._begin_cell(attributes)
            self.cell_depth = self.depth
        elif name == "table-row":
            self._begin_row(attributes)
        elif name == "table-column":
            self._add_columns(attributes)
        elif name == "condition":
            style = self.styles.called.get(attributes.get("calcext:apply-style-name", ""), "")
            self.notes.is_struck_by_rule |= bool(self.styles.is_struck("table-cell", style))
        elif name == "p":
            if self.depth == self.cell_depth + 1:
                self.paragraph_depth = self.depth
                self.raw.add("\n" if self.has_paragraph else "")
                self.has_paragraph = True
                self.spans.clear()
                self._start_span(AS_CELL, "paragraph", attributes)
        elif self.paragraph_depth:
            self._start_in_text(name, attributes)

    def _start_in_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "s":
            spaces = whole_number(attributes.get("text:c", "1"))
            self.raw.add(" " * min(spaces, MOST_SPACES))
        elif name in {"tab", "line-break"}:
            self.raw.add("\t" if name == "tab" else "\n")
        elif name == "annotation":
            self.paragraph_depth = 0
        elif name == "span":
            self._start_span(self.raw.line, "text", attributes)

    def end(self, name: str) -> None:
        if self.sheet is None:
            self.styles.end(name)
        elif name == "table" and self.depth == SHEET_DEPTH:
            self.is_finished = self.sheet.number == self.wanted
            self.sheet, self.is_reading = None, False
        elif self.is_reading:
            if name == "span" and self.spans and self.paragraph_depth:
                self.raw.line = self.spans.pop()
            if self.depth == self.paragraph_depth:
                self.paragraph_depth = 0
            elif name in CELLS and self.depth == self.cell_depth:
                self._end_cell()
            elif name == "table-row":
                self._end_row()
        self.depth -= 1

    def text(self, text: str) -> None:
        if self.paragraph_depth:
            self.raw.add(text)
        elif self.sheet is None:
            self.styles.text(text)

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        if self.count == MOST_SHEETS:
            raise damaged_workbook()
        is_hidden = attributes.get("table:style-name", "") in self.styles.hidden_tables
        name = attributes.get("table:name", "")[:LONGEST_NAME]
        self.sheet = Sheet(self.count, name, is_hidden)
        self.count += 1
        self.number = self.filled = 0
        self.is_reading = self.wanted in {None, self.sheet.number}
        self.values.column_styles.clear()
        if self.is_reading:
            self.rows.append((self.sheet, RawRow(0, 0, []), 1))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.repeats = whole_number(attributes.get("table:number-rows-repeated", "1"))
        is_hidden = attributes.get("table:visibility") in HIDDEN
        self.row = RowCells(self.number + 1, self.notes, is_hidden=is_hidden)
        self.values.row_style = attributes.get("table:default-cell-style-name", "")
        self.column = 0  # from 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.cell = attributes
        self.raw = RawText()
        self.has_paragraph = False
        self.cell_depth = self.paragraph_depth = 0
        self.spans: list[int] = []  # how the letters around each open span are

    def _start_span(self, outer: int, family: str, attributes: dict[str, str]) -> None:
        """Note whether the letters that come are struck through. outer: as those around them."""
        self.spans.append(outer)
        is_struck = self.styles.is_struck(family, attributes.get("text:style-name", ""))
        self.raw.line = outer if is_struck is None else STRUCK if is_struck else PLAIN

    def _end_cell(self) -> None:
        repeats = whole_number(self.cell.get("table:number-columns-repeated", "1"))
        lines = self.raw.lines if self.has_paragraph else AS_CELL
        shown = self.raw.take() if self.has_paragraph else None
        value = self.values.value(shown, self.cell, self.column)
        first, self.column = self.column, self.column + repeats
        self.cell_depth = 0
        if "table:number-rows-spanned" in self.cell or "table:number-columns-spanned" in self.cell:
            self._add_merged(first)
        if not value.text and not value.fault:
            return
        line = self._line(lines, first)
        if line == STRUCK | PLAIN:
            value = value._replace(fault=value.fault or partly_struck())
        for place in range(min(first, MOST_COLUMNS), min(self.column, MOST_COLUMNS + 1)):
            self.row.put(place, value)
            self.room -= len(value.text)
            if line == STRUCK:
                self.row.struck.append(place)
        if self.room < 0:
            raise bomb()

    def _line(self, lines: int, column: int) -> int:
        """Return whether letters of the cell are STRUCK, PLAIN, or both. column: from 0."""
        if not self.styles.struck:
            return PLAIN
        line = lines & (STRUCK | PLAIN)
        if lines & AS_CELL:
            style = self.values.style_of(self.cell, column)
            line |= STRUCK if self.styles.is_struck("table-cell", style) else PLAIN
        return line

    def _end_row(self) -> None:
        self.number += self.repeats
        if not self.row.cells or self.sheet is None:
            return
        if self.repeats > LONGEST_GAP:
            raise bomb()
        self.room -= sum(map(len, self.row.cells)) * (self.repeats - 1)
        self.rows.append((self.sheet, self.row.row(), self.repeats))
        self.filled += 1
        if self.wanted is None and self.filled > MOST_ROWS_ABOVE:
            self.is_reading = False

    def _add_columns(self, attributes: dict[str, str]) -> None:
        repeats = whole_number(attributes.get("table:number-columns-repeated", "1"))
        style = attributes.get("table:default-cell-style-name", "")
        first = len(self.values.column_styles)
        count = max(0, min(repeats, MOST_COLUMNS - first))
        self.values.column_styles += [style] * count
        if attributes.get("table:visibility") in HIDDEN:
            self.notes.hidden_columns.update(range(first, first + count))

    def _add_merged(self, column: int) -> None:
        rows = whole_number(self.cell.get("table:number-rows-spanned", "1"))
        columns = whole_number(self.cell.get("table:number-columns-spanned", "1"))
        if rows * columns > 1 and len(self.notes.merged) < MOST_MERGED:
            top = self.number + 1
            area = Area(top, column, top + rows - 1, column + columns - 1)
            self.notes.merged.append(area)
