"""What the cells of an OpenDocument workbook hold, and whether that is what they show."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from participants.importer.reading.faults import (
    counted_from_1904,
    damaged_workbook,
    hidden_zero,
    shortened,
    time_of_day,
)
from participants.importer.reading.workbooks.cell_values import (
    BOOLEANS,
    FIRST_YEAR,
    CellValue,
    error_value,
    number_text,
    shown_date,
    small_number,
    without_value,
)
from participants.importer.reading.workbooks.excel_parts import MOST_STYLES
from participants.importer.reading.workbooks.number_formats import (
    MEANS_SOMETHING,
    Section,
    date_section,
)
from participants.importer.reading.workbooks.xml_parts import PartReader

PARTS_OF_DATES = {
    "year": "y",
    "month": "m",
    "day": "d",
    "hours": "h",
    "minutes": "n",
    "seconds": "s",
}
MOST_PARENTS = 10
DAY = date_section("ymd", "")
MOST_DECIMALS = 15
GREGORIAN = "gregorian"
LINES = ("style:text-line-through-style", "style:text-line-through-type")
NUMBERS = frozenset(("float", "currency", "percentage"))
BETWEEN_DIGITS = re.compile("[ .,'’\xa0\u2009\u202f]")
WHOLE_NUMBER_OF_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - days have no time zone


class OpenDocumentStyles(PartReader):
    """The formats of dates, which cells have them, what is struck out, which sheets are hidden."""

    def __init__(self) -> None:
        self.formats: dict[str, Section] = {}
        self.styles: dict[str, tuple[str, str]] = {}  # format and parent of a style of cells
        self.hidden_tables: set[str] = set()
        self.applied: dict[str, str] = {}  # by format, the first that one of its conditions names
        # By family and name: the parent of each style, and which ones say something of lines.
        self.parents: dict[tuple[str, str], str] = {}
        self.struck: dict[tuple[str, str], bool] = {}
        self.called: dict[str, str] = {}  # styles of cells by the name that conditions quote
        self.data_style = ""
        self.format = self.style = self.family = ""
        self.is_of_other_calendar = False
        self.dates: list[str] = []
        self.words: list[str] = []
        self.is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith("-style") and "style:name" in attributes:
            self.data_style = attributes["style:name"]
            if name in {"date-style", "time-style"}:
                self.format = self.data_style
                self.dates, self.words = [], []
                self.is_of_other_calendar = False
        elif name == "map":
            applied = attributes.get("style:apply-style-name", "")
            self.applied.setdefault(self.data_style, applied)
        elif name in {"style", "default-style"}:
            self._begin_style(attributes)
        elif name == "text-properties" and not self.format:
            self._add_line(attributes)
        elif name == "table-properties":
            if attributes.get("table:display") == "false":
                self.hidden_tables.add(self.style)
        elif self.format:
            self.dates.append(PARTS_OF_DATES.get(name, ""))
            calendar = attributes.get("number:calendar", GREGORIAN).casefold()
            self.is_of_other_calendar |= name == "era" or calendar != GREGORIAN
            self.is_text = name == "text"
        count = len(self.parents) + len(self.formats) + len(self.applied) + len(self.dates)
        if count > MOST_STYLES:
            raise damaged_workbook()

    def _begin_style(self, attributes: dict[str, str]) -> None:
        self.data_style = ""  # a map further down is one of this style
        self.style = attributes.get("style:name", "")
        self.family = attributes.get("style:family", "")
        parent = attributes.get("style:parent-style-name", "")
        self.struck.pop((self.family, self.style), None)  # both parts may have one of a name
        self.parents[self.family, self.style] = parent
        if self.family == "table-cell":
            self.styles[self.style] = attributes.get("style:data-style-name", ""), parent
            self.called[attributes.get("style:display-name", self.style)] = self.style

    def _add_line(self, attributes: dict[str, str]) -> None:
        """Note whether the style strikes letters through, or takes the line away."""
        said = [attributes[name] for name in LINES if name in attributes]
        if said:
            self.struck[self.family, self.style] = "none" not in said

    def end(self, name: str) -> None:
        self.is_text = False
        if name in {"date-style", "time-style"}:
            words = "".join(self.words)
            is_other = self.is_of_other_calendar
            section = date_section("".join(self.dates), words, is_of_other_calendar=is_other)
            self.formats[self.format] = section
            self.format = ""

    def text(self, text: str) -> None:
        if self.is_text and len(self.words) < MOST_STYLES:
            self.words.append(text[:255])

    def is_struck(self, family: str, style: str) -> bool | None:
        """Return whether a style strikes letters through, None where it leaves that to others.

        family: of what it is the style, as the format calls it: table-cell, paragraph, text.
        """
        for _parent in range(MOST_PARENTS):
            if (family, style) in self.struck:
                return self.struck[family, style]
            if not style:
                return None
            style = self.parents.get((family, style), "")
        return None

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
    def __init__(self, styles: OpenDocumentStyles, *, hides_zeros: bool) -> None:
        self.styles = styles
        self.hides_zeros = hides_zeros
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

    def style_of(self, cell: dict[str, str], column: int) -> str:
        """Return the style of a cell: its own, or that of its row or column. column: from 0."""
        of_column = self.column_styles[column] if column < len(self.column_styles) else ""
        return cell.get("table:style-name") or self.row_style or of_column

    def _value(self, shown: str | None, cell: dict[str, str], column: int) -> CellValue:
        kind = cell.get("office:value-type", "")
        if kind in NUMBERS:
            value = _number(float(cell["office:value"]), shown, kind)
            is_hidden = self.hides_zeros and value.text == "0"
            return value._replace(fault=hidden_zero()) if is_hidden else value
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
        section = self.styles.format_of(self.style_of(cell, column))
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        value = shown_date(moment if section.shows_time else midnight, section)
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


def _number(number: float, shown: str | None, kind: str) -> CellValue:
    """Return a number, with a fault if it is not the one that shows."""
    text = number_text(number)
    if shown is None or shown == text:
        fault = _other_value(f"{text} %", text) if kind == "percentage" else ""
        return CellValue(text, fault, shown="" if number.is_integer() else text)
    decimals = _decimals(number, shown.strip())
    if kind == "percentage" or decimals < 0:
        return CellValue(text, _other_value(shown, text))
    is_rounded = round(number, decimals) != float(text)
    return CellValue(text, "", is_rounded, "" if number.is_integer() else shown)


def _decimals(number: float, shown: str) -> int:
    """Return with how many decimals the text shows the number, or -1 where it shows another."""
    if MEANS_SOMETHING.search(shown) or any(sign in shown for sign in "%/"):
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
