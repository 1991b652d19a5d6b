"""What the cells of an .xlsx workbook say."""

import re
from collections.abc import Callable
from datetime import datetime
from math import floor, isfinite

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from participants.importer.reading.faults import (
    LONGEST_CELL,
    bomb,
    counted_from_1904,
    damaged_workbook,
    time_of_day,
)
from participants.importer.reading.workbooks.cell_values import (
    BOOLEANS,
    FIRST_YEAR,
    GENERAL,
    MOST_TEXT,
    TEXT,
    CellValue,
    error_value,
    iso_date,
    number_text,
    shown_date,
    shown_number,
    small_number,
)
from participants.importer.reading.workbooks.excel_parts import Styles
from participants.importer.reading.workbooks.number_formats import (
    Section,
    section_for,
    section_for_text,
    sections_of,
)
from participants.importer.reading.workbooks.xml_parts import AS_CELL, PLAIN, STRUCK, SharedTexts

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Values:
    """Knows the shared texts, what each style makes of a cell, and from when days count.

    is_stale: whether the workbook says that its formulas are still to be worked out.
    """

    def __init__(
        self, texts: SharedTexts, styles: Styles, epoch: datetime, *, is_stale: bool
    ) -> None:
        self.texts = texts
        self.formats = styles.by_style()
        self.struck = styles.struck()
        self.struck_differences = styles.struck_differences
        self.has_struck = bool(self.struck) or texts.has_struck
        self.epoch = epoch
        self.is_stale = is_stale
        self.room = MOST_TEXT

    def value(self, raw: str, cell: dict[str, str]) -> CellValue:
        """Return the value of a cell.

        raw: what stands in it; cell: its attributes t (type) and s (style).
        """
        read = READERS.get(cell.get("t", "n"))
        if read is None:
            raise damaged_workbook()
        try:
            return read(self, raw, self.formats.get(cell.get("s", ""), GENERAL))
        except (ValueError, OverflowError, KeyError):
            return error_value(raw)

    def lines(self, raw: str, cell: dict[str, str], lines: int) -> tuple[bool, bool]:
        """Return whether some letters of a cell are struck through, and whether some are not.

        lines: of the letters that stand in it.
        """
        if cell.get("t") == "s":
            lines = self.texts.lines[int(raw)] if raw.isdecimal() else AS_CELL
        is_struck = cell.get("s", "") in self.struck
        return (
            bool(lines & STRUCK or (is_struck and lines & AS_CELL)),
            bool(lines & PLAIN or (not is_struck and lines & AS_CELL)),
        )

    def shared_text(self, raw: str, code: str) -> CellValue:
        """Return the text of which the number stands in the cell."""
        text = unescaped(self.texts[int(raw)])
        self.room -= len(text)
        if self.room < 0:
            raise bomb()
        return shown_text(text, code)

    def number(self, raw: str, code: str) -> CellValue:
        number = float(raw)
        if not isfinite(number):
            raise ValueError
        section = section_for(code, number)
        if section.is_duration:
            return CellValue(number_text(number), time_of_day())
        if section.is_date:
            return self._date(number, section)
        return shown_number(number, section, is_first=section is sections_of(code)[0])

    def _date(self, number: float, section: Section) -> CellValue:
        if number < 0:
            return error_value(number_text(number))
        moment = from_excel(number if section.shows_time else floor(number), self.epoch)
        if not isinstance(moment, datetime):  # of the day 0 there is only a time
            return CellValue(number_text(number), time_of_day())
        if moment.year < FIRST_YEAR:
            return CellValue(number_text(number), small_number(number, moment))
        value = shown_date(moment, section)
        if self.epoch == CALENDAR_MAC_1904 and not value.fault:
            return value._replace(fault=counted_from_1904(value.text))
        return value


READERS: dict[str, Callable[[Values, str, str], CellValue]] = {
    "s": Values.shared_text,
    "n": Values.number,
    "str": lambda _values, raw, code: shown_text(unescaped(raw), code),
    "inlineStr": lambda _values, raw, code: shown_text(unescaped(raw), code),
    "b": lambda _values, raw, _code: CellValue(BOOLEANS[raw.strip()]),
    "d": lambda _values, raw, code: iso_date(raw, section_for(code, 1)),
    "e": lambda _values, raw, _code: error_value(raw),
}


def unescaped(raw: str) -> str:
    """Return the text with characters that XML cannot hold, which a workbook writes as _x000D_."""
    text = ESCAPED.sub(lambda code: chr(int(code[1], 16)), raw) if "_x" in raw else raw
    return text[: LONGEST_CELL + 1]


def shown_text(text: str, code: str) -> CellValue:
    """Return a text, with a fault if its format hides it or adds words to it."""
    if code in {GENERAL, TEXT}:
        return CellValue(text)
    section = section_for_text(code)
    if section is None or (section.is_text and not section.meaning):
        return CellValue(text)
    fault = _(
        "The number format of the cell hides its text or adds words to it. Give it the number "
        "format “General”, and write what it shall say."
    )
    return CellValue(text, fault)
