"""What a cell of a workbook shows, as text."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from participants.importer.reading.cells import LONGEST_CELL
from participants.importer.reading.faults import UnreadableFile, damaged_workbook
from participants.importer.reading.header import shortened
from participants.importer.reading.workbooks.archive import bomb
from participants.importer.reading.workbooks.shared_texts import SharedTexts

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
WHOLE_NUMBERS = 10**15  # up to which a spreadsheet keeps every digit
# Characters in all cells together. Many cells can refer to one long text.
MOST_TEXT = 500_000_000
BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class Values:
    """Knows the shared texts, which styles show dates and from when they count."""

    def __init__(self, texts: SharedTexts, date_styles: frozenset[str], epoch: datetime) -> None:
        self.texts = texts
        self.date_styles = date_styles
        self.epoch = epoch
        self.room = MOST_TEXT

    def text(self, raw: str, cell: dict[str, str], row: int, column: int) -> str:
        """Return the text of a cell.

        raw: what stands in it; cell: its attributes t (type) and s (style); column: from 1.
        """
        kind = cell.get("t", "n")
        try:
            if kind == "s":
                return self._shared(int(raw))
            if kind in {"str", "inlineStr"}:
                return unescaped(raw)
            if kind == "n":
                return self._number(raw, is_date=cell.get("s") in self.date_styles)
            if kind == "b":
                return BOOLEANS[raw.strip()]
            if kind == "d":
                return shown_date(datetime.fromisoformat(raw))
        except (ValueError, OverflowError, KeyError) as error:
            raise without_value(raw, row, column) from error
        if kind == "e":
            raise without_value(raw, row, column)
        raise damaged_workbook()

    def _shared(self, number: int) -> str:
        text = unescaped(self.texts[number])
        self.room -= len(text)
        if self.room < 0:
            raise bomb()
        return text

    def _number(self, raw: str, *, is_date: bool) -> str:
        number = float(raw)
        if is_date:
            return shown_date(from_excel(number, self.epoch))
        if number.is_integer() and abs(number) < WHOLE_NUMBERS:
            return str(int(number))
        return repr(number)


def unescaped(raw: str) -> str:
    """Return the text with characters that XML cannot hold, which a workbook writes as _x000D_."""
    text = ESCAPED.sub(lambda code: chr(int(code[1], 16)), raw) if "_x" in raw else raw
    return text[: LONGEST_CELL + 1]


def shown_date(value: date) -> str:
    """Return ISO 8601 text, with the time of day only where there is one."""
    text = value.isoformat()
    return text.removesuffix("T00:00:00")


def without_value(raw: str, row: int, column: int) -> UnreadableFile:
    """Return the refusal of a cell that shows an error, or a number that is no date."""
    letter = get_column_letter(column)
    return UnreadableFile(
        _(
            "Row %(row)s, column %(letter)s: the cell shows “%(value)s” instead of a value. "
            "Correct the formula or type the value."
        )
        % {"row": row, "letter": letter, "value": shortened(raw)},
        row=row,
        column=letter,
    )
