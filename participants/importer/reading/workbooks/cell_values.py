"""What a cell of a workbook shows, as text, or why that is not what it holds."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.importer.reading.faults import shortened, time_of_day
from participants.importer.reading.rows import MOST_COLUMNS, RawRow, SheetNotes
from participants.importer.reading.workbooks.number_formats import Section

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


class RowCells:
    """The cells of one row, as they come; columns count from 0.

    What stands beyond the last possible column is kept as one cell more. notes: of the sheet.
    """

    def __init__(self, number: int, notes: SheetNotes, *, is_hidden: bool = False) -> None:
        self.number = number
        self.notes = notes
        self.is_hidden = is_hidden
        self.cells: list[str] = []
        self.faults: list[tuple[int, str]] = []
        self.struck: list[int] = []
        self.numbers: list[tuple[int, str]] = []

    def put(self, column: int, value: CellValue) -> None:
        """Put a value into a column; an empty one leaves what stands there."""
        place = min(column, MOST_COLUMNS)
        missing = place + 1 - len(self.cells)
        if missing > 0:
            self.cells.extend([""] * missing)
        self.cells[place] = value.text or self.cells[place]
        if value.fault and place < MOST_COLUMNS:
            self.faults.append((place, value.fault))
        if value.is_rounded:
            self.notes.rounded.setdefault(place, self.number)
        if value.shown:
            self.numbers.append((place, value.shown))

    def row(self) -> RawRow:
        """Return the row of the cells so far."""
        faults, struck, numbers = tuple(self.faults), tuple(self.struck), tuple(self.numbers)
        return RawRow(self.number, self.number, self.cells, faults, self.is_hidden, struck, numbers)


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


def small_number(number: float, day: datetime) -> str:
    """Return the sentence for a number that a format for dates shows as one of long ago."""
    return _(
        "The cell holds the number %(number)s, which its format shows as the date %(date)s. Give "
        "it the number format “General”, and type the number or the date again."
    ) % {"number": number_text(number), "date": day.date().isoformat()}


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
