"""The XML parts of a workbook, and the texts in them, within fixed bounds of memory."""

import tempfile
import zlib
from array import array
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat
from zipfile import BadZipFile

from django.utils.translation import gettext as _

from participants.importer.reading.faults import (
    LONGEST_CELL,
    UnreadableFile,
    bomb,
    damaged_workbook,
)

PIECE = 8 * 1024  # bytes; few, since each of its cells can refer to a long text
LONGEST_TAG = 1024 * 1024  # bytes; the parser keeps a tag or a comment until it is complete
DEEPEST = 64  # elements inside each other; a workbook needs ten
TRUE = {"1", "true"}


class PartReader:
    """Takes from an XML part what is wanted of it. Names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def parse_pieces(part: IO[bytes], reader: PartReader) -> Iterator[None]:
    """Feed the part to the reader; stop after every piece, so that what it has can be taken."""
    parser = _parser(reader)
    fed = 0
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise damaged_workbook()
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, BadZipFile, zlib.error, EOFError) as error:
        raise damaged_workbook() from error


def _parser(reader: PartReader) -> expat.XMLParserType:
    """Return a parser that feeds the reader.

    A document type is refused: only there can entities be declared that grow without bound.
    """
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged_workbook()
        reader.start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name.rpartition(":")[2] if ":" in name else name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_declaration: Any) -> None:
    raise UnreadableFile(
        _(
            "The workbook contains an XML document type with entities, which no spreadsheet "
            "program writes. Save it again as .xlsx."
        )
    )


MOST_TEXTS = 6_000_000

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
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the book
        self.ends = array("Q", [0])
        self.lines = bytearray()
        self.has_struck = False

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


class SharedTextsReader(PartReader):
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


def whole_number(written: str) -> int:
    """Return the number of a row, or how many rows, columns or spaces there are."""
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise damaged_workbook()
    return int(written)
