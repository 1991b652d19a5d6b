"""The rows of a list: those below its header that are neither sums nor headers again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.importer.reading.columns import KnownColumns, column_letter, column_named
from participants.importer.reading.faults import Remark, UnreadableFile, shortened
from participants.importer.reading.header import Header
from participants.importer.reading.rows import Area, RawRow, SheetNotes, clean_cell, mended
from participants.values.word_lists import word_list

MOST_ROWS = 150_000
MOST_NAMED = 10  # rows that a sentence can carry
MOST_REMARKS = 1_000
LONGEST_SUM = 100  # characters
SUMS = frozenset(word_list("sums"))
LINE_END = re.compile(r"\r\n?|\n")
NUMBER = re.compile(r"[-+−]?[\d\s.,'’  ]+%?")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of data.

    row: as a spreadsheet or a text editor counts, from 1; of several lines the first.
    cells: as many as there are columns, without surrounding white space, in NFC.
    faults: column and sentence of each cell that does not mean what stands in it; the column is ""
    where the whole row does not. numbers: column and what shows of numbers that are not whole.
    """

    row: int
    cells: tuple[str, ...]
    faults: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()


class ListReader:
    """Turn the rows of a sheet into records, and remark what is peculiar about them."""

    def __init__(
        self,
        header: Header,
        known_columns: KnownColumns,
        notes: SheetNotes,
        remarks: list[Remark],
    ) -> None:
        self.header = header
        self.known_columns = known_columns
        self.notes = notes
        self.remarks = remarks
        self.hidden: list[int] = []
        self.hidden_count = 0

    def records(self, rows: Iterator[RawRow], header_row: RawRow) -> Iterator[Record]:
        """Yield the records of the rows below the header. Raises UnreadableFile."""
        count = last = 0
        for row in rows:
            if self._is_left_out(row, header_row):
                continue
            count += 1
            if count > MOST_ROWS:
                raise UnreadableFile(
                    _("The file has more than %(most)s rows. Divide it into several files.")
                    % {"most": f"{MOST_ROWS:,}"},
                    row=row.first,
                )
            if row.is_hidden:
                self.hidden_count += 1
                self.hidden = [*self.hidden, row.first][:MOST_NAMED]
            last = row.last
            cells, faults = self.header.cells_of(row), self.header.faults_of(row)
            self._remark_broken(row)
            yield Record(row.first, cells, faults, self.header.shown_numbers(row))
        if not count:
            raise UnreadableFile(_("The file names its columns, but no row follows them."))
        self._refuse_merged(header_row.last, last)
        self._remark_hidden(header_row.first)
        self._remark_rounded()
        if self.notes.is_struck_by_rule:
            message = _(
                "A conditional format of the sheet strikes cells through. Whether it does is not "
                "looked at: see to it that no such row is left."
            )
            self.remarks.append(Remark(0, "", "", message))

    def _is_left_out(self, row: RawRow, header_row: RawRow) -> bool:
        """Tell whether the row is no record, and remark it; refuse another list below this one."""
        if is_sum(row.cells):
            self._remark(row, _("This row is a sum and was not read."))
            return True
        if not is_header(row.cells, self.known_columns):
            return False
        if self._names_of(row) != self._names_of(header_row):
            raise UnreadableFile(
                _(
                    "%(place)s: the columns are named again. Keep one row of names, and put "
                    "every list into a file of its own."
                )
                % {"place": self._place(row.first)},
                row=row.first,
            )
        self._remark(row, _("This row repeats the names of the columns and was not read."))
        return True

    def _remark(self, row: RawRow, message: str) -> None:
        if self._has_room():
            self.remarks.append(Remark(row.first, "", row.first_text, message))

    def _remark_broken(self, row: RawRow) -> None:
        """Remark words that a line end within the cell breaks: their hyphen may be one of print."""
        if "\n" not in "".join(row.cells):
            return
        for index, cell in enumerate(row.cells):
            whole = mended(cell.strip())
            if whole != cell.strip() and self.header.is_read(index) and self._has_room():
                message = _("A line ends within a word of the cell, which was read as “%(text)s”.")
                words = {"text": shortened(clean_cell(cell))}
                shown = clean_cell(LINE_END.sub("⏎", cell.strip()))
                name = self.header.names[index]
                self.remarks.append(Remark(row.first, name, shown, message % words))

    def _has_room(self) -> bool:
        return len(self.remarks) < MOST_REMARKS

    def _names_of(self, row: RawRow) -> list[str]:
        names = [column_named(cell, self.known_columns) for cell in row.cells]
        while names and not names[-1]:
            names.pop()
        return names

    def _place(self, row: int) -> str:
        if not self.notes.name:
            return _("Row %(row)s") % {"row": row}
        words = {"row": row, "name": shortened(self.notes.name)}
        return _("Row %(row)s of the sheet “%(name)s”") % words

    def _refuse_merged(self, header_row: int, last: int) -> None:
        """Refuse merged cells among the rows: their text is stored for the first cell alone."""
        width = len(self.header.names)
        areas = [
            area
            for area in self.notes.merged
            if area.bottom > header_row and area.top <= last and area.left < width
        ]
        if not areas:
            return
        area = areas[0]
        raise UnreadableFile(
            _(
                "%(place)s: the cells %(cells)s are merged, so that it cannot be told "
                "for which of them the text holds. Unmerge them, and write into each what is true."
            )
            % {
                "place": self._place(area.top),
                "cells": ", ".join(map(area_name, areas[:MOST_NAMED])),
            },
            row=area.top,
            column=self.header.column_name(area.left),
        )

    def _remark_hidden(self, header_row: int) -> None:
        for index in sorted(self.notes.hidden_columns):
            if index < len(self.header.names) and self.header.names[index]:
                message = _("The column %(letter)s is hidden, and was read all the same.")
                self.remarks.append(
                    Remark(
                        header_row,
                        self.header.names[index],
                        "",
                        message % {"letter": column_letter(index)},
                    )
                )
        if self.hidden:
            rows = ", ".join(map(str, self.hidden))
            if self.hidden_count > len(self.hidden):
                rows += ", …"
            message = ngettext(
                "Row %(rows)s is hidden or filtered out, and was read all the same.",
                "%(count)s rows are hidden or filtered out, and were read all the same: %(rows)s.",
                self.hidden_count,
            ) % {"count": self.hidden_count, "rows": rows}
            self.remarks.append(Remark(self.hidden[0], "", "", message))

    def _remark_rounded(self) -> None:
        for index, row in sorted(self.notes.rounded.items()):
            if index < len(self.header.names) and self.header.names[index]:
                message = _(
                    "From this row on, the column shows fewer decimals than its cells hold. They "
                    "were read as exactly as they are stored."
                )
                self.remarks.append(Remark(row, self.header.names[index], "", message))


def is_sum(cells: list[str]) -> bool:
    """Tell whether the filled cells of a row are a word such as “Total” and else only numbers."""
    words = (text for cell in cells if (text := cell.strip()) and not NUMBER.fullmatch(text))
    first = next(words, "")
    if not first or len(first) > LONGEST_SUM or next(words, None) is not None:
        return False
    parts = clean_cell(first).casefold().strip(" .:=σ∑").split()
    return 0 < len(parts) <= 4 and parts[0].rstrip(":") in SUMS


def is_header(cells: list[str], known_columns: KnownColumns) -> bool:
    """Tell whether all filled cells of a row are names of columns, at least two."""
    if cells and cells[0].isdecimal():  # most rows begin with a number, and no header does
        return False
    texts = (cell for cell in cells if cell.strip())
    named = [column_named(text, known_columns) for text in islice(texts, 2)]
    return len(named) == 2 and all(named) and all(column_named(c, known_columns) for c in texts)


def area_name(area: Area) -> str:
    """Return what a spreadsheet calls the cells: C2:C5."""
    first = f"{column_letter(area.left)}{area.top}"
    return f"{first}:{column_letter(area.right)}{area.bottom}"
