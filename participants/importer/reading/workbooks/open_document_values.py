"""What the cells of an OpenDocument workbook hold, and whether that is what they show."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.header import shortened
from participants.importer.reading.workbooks.cell_values import (
    BOOLEANS,
    FIRST_YEAR,
    CellValue,
    counted_from_1904,
    error_value,
    number_text,
    shown_date,
    small_number,
    time_of_day,
    without_value,
)
from participants.importer.reading.workbooks.number_formats import (
    MEANS_SOMETHING,
    Section,
    date_section,
)
from participants.importer.reading.workbooks.parts import MOST_STYLES

PARTS_OF_DATES = {
    "year": "y",
    "month": "m",
    "day": "d",
    "hours": "h",
    "minutes": "n",
    "seconds": "s",
}
MOST_PARENTS = 10
MOST_DECIMALS = 15
DAY = date_section("ymd", "")
NUMBERS = frozenset(("float", "currency", "percentage"))
EXPONENT = re.compile(r"[-+−]?\d+([.,]\d+)?E[-+]?\d+", re.IGNORECASE)
BETWEEN_DIGITS = re.compile("[ .,'’\xa0\u2009\u202f]")
WHOLE_NUMBER_OF_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - days have no time zone


class OpenDocumentStyles:
    """The formats of dates, which cells have them, and which sheets are hidden."""

    def __init__(self) -> None:
        self.formats: dict[str, Section] = {}
        self.styles: dict[str, tuple[str, str]] = {}  # format and parent of a style of cells
        self.hidden_tables: set[str] = set()
        self.applied: dict[str, str] = {}  # by format, the first that one of its conditions names
        self.data_style = ""
        self.format = self.style = ""
        self.dates: list[str] = []
        self.words: list[str] = []
        self.is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith("-style") and "style:name" in attributes:
            self.data_style = attributes["style:name"]
            if name in {"date-style", "time-style"}:
                self.format = self.data_style
                self.dates, self.words = [], []
        elif name == "map":
            applied = attributes.get("style:apply-style-name", "")
            self.applied.setdefault(self.data_style, applied)
        elif name == "style":
            self.style = attributes.get("style:name", "")
            if attributes.get("style:family") == "table-cell":
                self.styles[self.style] = (
                    attributes.get("style:data-style-name", ""),
                    attributes.get("style:parent-style-name", ""),
                )
        elif name == "table-properties":
            if attributes.get("table:display") == "false":
                self.hidden_tables.add(self.style)
        elif self.format:
            self.dates.append(PARTS_OF_DATES.get(name, ""))
            self.is_text = name == "text"
        count = len(self.styles) + len(self.formats) + len(self.applied) + len(self.dates)
        if count > MOST_STYLES:
            raise damaged_workbook()

    def end(self, name: str) -> None:
        self.is_text = False
        if name in {"date-style", "time-style"}:
            words = "".join(self.words)
            self.formats[self.format] = date_section("".join(self.dates), words)
            self.format = ""

    def text(self, text: str) -> None:
        if self.is_text and len(self.words) < MOST_STYLES:
            self.words.append(text[:255])

    def format_of(self, style: str) -> Section:
        """Return the format of dates that a style has, or its parents have."""
        for _parent in range(MOST_PARENTS):
            if style not in self.styles:
                break
            name, style = self.styles[style]
            name = self.applied.get(name, name)
            if name in self.formats:
                return self.formats[name]
        return DAY


class OpenDocumentValues:
    """Knows how the cells of a sheet show their values."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        self.styles = styles
        self.column_styles: list[str] = []
        self.row_style = ""
        self.is_from_1904 = False

    def value(self, shown: str | None, cell: dict[str, str], column: int) -> CellValue:
        """Return the value of a cell.

        shown: the text that it shows, None if the file does not say; cell: its attributes; column:
        from 0.
        """
        if cell.get("calcext:value-type") == "error":
            return error_value(shown or "")
        try:
            return self._value(shown, cell, column)
        except (ValueError, OverflowError, KeyError):
            return error_value(shown or "")

    def _value(self, shown: str | None, cell: dict[str, str], column: int) -> CellValue:
        kind = cell.get("office:value-type", "")
        if kind in NUMBERS:
            return _number(float(cell["office:value"]), shown, kind)
        if kind == "date":
            moment = datetime.fromisoformat(cell["office:date-value"]).replace(tzinfo=None)
            return _as_shown(self._date(moment, cell, column), shown)
        if kind == "boolean":
            return CellValue(BOOLEANS[cell["office:boolean-value"]])
        if kind == "time":
            return CellValue(shown or cell.get("office:time-value", ""), time_of_day())
        if not kind and "table:formula" in cell and not shown:
            return without_value()
        return CellValue(cell.get("office:string-value", "") if shown is None else shown)

    def _date(self, moment: datetime, cell: dict[str, str], column: int) -> CellValue:
        if moment.year < FIRST_YEAR:
            number = (moment - WHOLE_NUMBER_OF_DAY).days
            return CellValue(moment.date().isoformat(), small_number(number, moment))
        of_column = self.column_styles[column] if column < len(self.column_styles) else ""
        style = cell.get("table:style-name") or self.row_style or of_column
        section = self.styles.format_of(style)
        value = shown_date(moment if section.shows_time else _midnight(moment), section)
        if self.is_from_1904 and not value.fault:
            return value._replace(fault=counted_from_1904(value.text))
        return value


def _as_shown(date: CellValue, shown: str | None) -> CellValue:
    """Return the date, with a fault if its year, or the day that it claims, does not show."""
    if not shown or date.fault:
        return date
    numbers = {int(number) for number in re.findall(r"\d+", shown[:100])}
    year, day = int(date.text[:4]), date.text[8:]
    if numbers & {year, year % 100} and (not day or int(day) in numbers):
        return date
    fault = _(
        "The cell shows “%(shown)s”, but holds the date %(date)s. Write what is known as text: "
        "2014, 2014-12 or 2014-12-05."
    )
    return date._replace(fault=fault % {"shown": shortened(shown), "date": date.text})


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _number(number: float, shown: str | None, kind: str) -> CellValue:
    """Return a number, with a fault if it is not the one that shows."""
    text = number_text(number)
    if shown is None or shown == text:
        is_percent = kind == "percentage"
        return CellValue(text, _other_value(f"{text} %", text) if is_percent else "")
    decimals = _decimals(number, shown.strip())
    if kind == "percentage" or decimals < 0:
        return CellValue(text, _other_value(shown, text))
    return CellValue(text, is_rounded=round(number, decimals) != float(text))


def _decimals(number: float, shown: str) -> int:
    """Return with how many decimals the text shows the number, or -1 where it shows another."""
    if EXPONENT.fullmatch(shown):
        return MOST_DECIMALS
    if MEANS_SOMETHING.search(shown) or "%" in shown:
        return -1
    is_negative = any(sign in shown for sign in "-−(")
    digits = BETWEEN_DIGITS.sub("", shown)
    digits = re.sub(r"\D", "", digits).lstrip("0")
    for decimals in range(MOST_DECIMALS + 1):
        plain = f"{abs(number):.{decimals}f}".replace(".", "").lstrip("0")
        if plain == digits and re.search(r"\d", shown):
            return decimals if not digits or is_negative == (number < 0) else -1
    return -1


def _other_value(shown: str, text: str) -> str:
    return _(
        "The cell shows “%(shown)s”, but holds the number %(value)s. Give it a plain number "
        "format, and write what it shall say."
    ) % {"shown": shortened(shown), "value": text}
