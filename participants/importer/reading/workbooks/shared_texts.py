"""The texts that a workbook stores once and cells refer to by number."""

import tempfile
from array import array
from typing import Self

from participants.importer.reading.cells import LONGEST_CELL
from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.workbooks.archive import bomb

MOST_TEXTS = 6_000_000
TRUE = {"1", "true"}
# Whether letters are struck through: as the style of the cell says, or as their own says. Their sum
# tells of a text that has letters of each.
AS_CELL, STRUCK, PLAIN = 1, 2, 4
RUN = frozenset(("r", "rPr", "strike"))  # elements of a run of letters that has its own properties
# A character can be written as seven (_x000D_), so a text cut here is too long all the same.
LONGEST_RAW = 7 * LONGEST_CELL + 1


class RawText:
    """Collects the text of <t> or <v> up to the longest that can still be right.

    line: of the letters that come; lines: of those that have come, white space left out.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.room = LONGEST_RAW
        self.line = AS_CELL
        self.lines = 0

    def add(self, text: str) -> None:
        if self.room:
            text = text[: self.room]
            self.room -= len(text)
            self.pieces.append(text)
            if not self.lines & self.line and not text.isspace():
                self.lines |= self.line

    def take(self) -> str:
        """Return the text and begin anew."""
        text = "".join(self.pieces)
        self.pieces.clear()
        self.room = LONGEST_RAW
        self.line = AS_CELL
        self.lines = 0
        return text

    def start_run(self, name: str, attributes: dict[str, str]) -> None:
        """Take from the properties of a run of letters whether it is struck through."""
        if name == "strike":
            self.line = STRUCK if attributes.get("val", "1") in TRUE else PLAIN
        else:
            # What has properties of its own does not follow the cell.
            self.line = PLAIN if name == "rPr" else AS_CELL


class SharedTexts:
    """Shared texts in a temporary file, since there can be hundreds of megabytes of them."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self.ends = array("Q", [0])
        self.lines = bytearray()
        self.has_struck = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def add(self, text: str, lines: int) -> None:
        if len(self.ends) > MOST_TEXTS:
            raise bomb()
        self.lines.append(lines)
        self.has_struck |= bool(lines & STRUCK)
        self.ends.append(self.ends[-1] + self.file.write(text.encode()))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self.ends) - 1:
            raise damaged_workbook()
        start, end = self.ends[number], self.ends[number + 1]
        self.file.seek(start)
        return self.file.read(end - start).decode()


class SharedTextsReader:
    """Puts the texts of the part into their store, without what tells how to pronounce them."""

    def __init__(self, texts: SharedTexts) -> None:
        self.texts = texts
        self.raw = RawText()
        self.is_text = self.is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.is_text = not self.is_phonetic
        elif name == "rPh":
            self.is_phonetic = True
        elif name in RUN:
            self.raw.start_run(name, attributes)

    def end(self, name: str) -> None:
        if name == "t":
            self.is_text = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "si":
            lines = self.raw.lines
            self.texts.add(self.raw.take(), lines)

    def text(self, text: str) -> None:
        if self.is_text:
            self.raw.add(text)
