"""What a cell of a workbook shows, as text, or why that is not what it holds."""

import re
from collections.abc import Callable
from datetime import datetime
from math import floor, isfinite
from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from participants.importer.reading.cells import LONGEST_CELL
from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.header import shortened
from participants.importer.reading.workbooks.archive import bomb
from participants.importer.reading.workbooks.number_formats import (
    Section,
    section_for,
    section_for_text,
    sections_of,
)
from participants.importer.reading.workbooks.parts import Styles
from participants.importer.reading.workbooks.shared_texts import (
    AS_CELL,
    PLAIN,
    STRUCK,
    SharedTexts,
)

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
WHOLE_NUMBERS = 10**15  # up to which a spreadsheet keeps every digit
# Characters in all cells together. Many cells can refer to one long text.
MOST_TEXT = 200_000_000
BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
FIRST_YEAR = 1910  # before it a date is a small number in a cell that was made for dates
GENERAL, TEXT = "General", "@"


class CellValue(NamedTuple):
    """What a cell says.

    fault: why that cannot be taken, in a sentence; is_rounded: whether it shows fewer decimals
    than it holds; shown: how a number shows that is not whole.
    """

    text: str
    fault: str = ""
    is_rounded: bool = False
    shown: str = ""


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
        """Return a number or a date."""
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


def number_text(number: float) -> str:
    """Return a number with the 15 digits that spreadsheets keep: 0.3, not 0.30000000000000004."""
    if abs(number) < WHOLE_NUMBERS and number == int(number):
        return str(int(number))
    return format(number, ".15g")


def shown_number(number: float, section: Section, *, is_first: bool) -> CellValue:
    """Return a number, with a fault if it is not the one that shows.

    is_first: whether the section is the first of its format, which shows the sign by itself.
    """
    text = number_text(number)
    words = {"value": text, "text": shortened(section.meaning)}
    if section.is_scientific:
        words["text"] = scientific(number, section.decimals)
        fault = _("The cell shows the number as %(text)s, but holds %(value)s.")
    elif section.is_fraction:
        fault = _("The cell shows a fraction, but holds %(value)s.")
    elif section.is_percent:
        fault = _("The cell shows a percentage, but holds %(value)s.")
    elif section.thousands:
        fault = _("The cell shows thousands or millions, but holds %(value)s.")
    elif section.meaning:
        fault = _("The cell shows the words “%(text)s”, but holds only the number %(value)s.")
    elif not section.shows_value or (number == 0 and not section.shows_zero):
        fault = _("The cell does not show the number that it holds, %(value)s.")
    elif number < 0 and not (is_first or section.shows_sign):
        fault = _("The cell does not show the minus sign of the number that it holds, %(value)s.")
    else:
        is_rounded = section.decimals >= 0 and round(number, section.decimals) != float(text)
        return CellValue(text, "", is_rounded, _as_shown(number, section))
    mend = _("Give it the number format “General”, and write what it shall say.")
    return CellValue(text, f"{fault % words} {mend}")


def scientific(number: float, decimals: int) -> str:
    """Return a number as a power of ten: 2.2E+05. decimals: at most 15 of them show."""
    return format(number, f".{max(0, min(decimals, 15))}E")


def _as_shown(number: float, section: Section) -> str:
    """Return how a number shows that is not whole, or ""."""
    if number.is_integer():
        return ""
    groups = "," if section.has_groups else ""
    return format(number, f"{groups}.{section.decimals}f") if section.decimals >= 0 else str(number)


def iso_date(raw: str, section: Section) -> CellValue:
    """Return a date that is stored as ISO 8601 text, as exact as the format of the cell."""
    if ":" in raw and "-" not in raw:
        return CellValue(raw, time_of_day())
    return shown_date(datetime.fromisoformat(raw).replace(tzinfo=None), section)


def shown_date(moment: datetime, section: Section) -> CellValue:
    """Return ISO 8601 text, as exact as the format of the cell."""
    text = moment.isoformat()
    if section.shows_time or not section.is_date:
        text = text.removesuffix("T00:00:00")
        if "T" in text:
            return CellValue(text, time_of_day())
    if not section.is_date:
        return CellValue(text)
    text = text[:10]
    if section.is_of_other_calendar or section.meaning:
        return CellValue(text, _more_than_date(text, section))
    lengths = {"year": 4, "month": 7, "day": 10}
    if section.precision:
        return CellValue(text[: lengths[section.precision]])
    if section.shows_time and not set(section.dates) & set("ymd"):
        return CellValue(text, time_of_day())
    fault = _(
        "The cell does not show the year of the date that it holds, %(value)s. Check it, and let "
        "the cell show the whole date."
    )
    return CellValue(text, fault % {"value": text})


def _more_than_date(text: str, section: Section) -> str:
    """Return the sentence for a date that shows in another calendar or with words."""
    if section.is_of_other_calendar:
        sentence = _(
            "The cell shows the date in another calendar than the common one, and holds %(value)s. "
            "Write the date as text: 2014, 2014-12 or 2014-12-05."
        )
    else:
        sentence = _(
            "The cell shows the words “%(text)s”, but holds only the date %(value)s. Write what "
            "is known as text: 2014, 2014-12 or 2014-12-05."
        )
    return sentence % {"text": shortened(section.meaning), "value": text}


def hidden_zero() -> str:
    """Return the sentence for a nought in a sheet that shows none."""
    return _(
        "The cell holds the number 0, but the sheet does not show zeros. Write 0 as text, or empty "
        "the cell."
    )


def partly_struck() -> str:
    """Return the sentence for a cell of which some letters are struck through."""
    return _(
        "Some of the text of the cell is struck through in the spreadsheet. Delete that part, or "
        "take the line away."
    )


def time_of_day() -> str:
    """Return the sentence for a cell that shows a time or a duration."""
    return _(
        "The cell shows a time of day or a duration, not a date. Write the date alone: 2014, "
        "2014-12 or 2014-12-05."
    )


def small_number(number: float, day: datetime) -> str:
    """Return the sentence for a number that a format for dates shows as one of long ago."""
    return _(
        "The cell holds the number %(number)s, which its format shows as the date %(date)s. Give "
        "it the number format “General”, and type the number or the date again."
    ) % {"number": number_text(number), "date": day.date().isoformat()}


def counted_from_1904(date: str) -> str:
    """Return the sentence for a date of a workbook that counts its days from 1904."""
    return _(
        "This workbook counts its days from 1904, which often moves dates by four years: the cell "
        "shows %(date)s. Check it, and write it as text: 2014, 2014-12 or 2014-12-05."
    ) % {"date": date}


def error_value(raw: str) -> CellValue:
    """Return what a cell says that shows an error, or a number that is no date."""
    fault = _(
        "The cell shows “%(value)s” instead of a value. Correct the formula or type the value."
    ) % {"value": shortened(raw)}
    return CellValue(raw, fault)


def without_value() -> CellValue:
    """Return what a formula says that no program has worked out."""
    return CellValue(
        "",
        _(
            "The formula of the cell has not been worked out, so that there is no value to read. "
            "Open the file in a spreadsheet program, save it there, and choose it again."
        ),
    )
