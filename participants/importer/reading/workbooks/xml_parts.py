"""Parse the XML parts of a workbook piece by piece, within fixed bounds of memory."""

import zlib
from collections.abc import Iterator
from typing import IO, Any, Protocol
from xml.parsers import expat
from zipfile import BadZipFile

from django.utils.translation import gettext as _

from participants.importer.reading.faults import UnreadableFile, damaged_workbook

PIECE = 8 * 1024  # bytes; few, since each of its cells can refer to a long text
LONGEST_TAG = 1024 * 1024  # bytes; the parser keeps a tag or a comment until it is complete
DEEPEST = 64  # elements inside each other; a workbook needs ten


class PartReader(Protocol):
    """Takes from an XML part what is wanted of it. Names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


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


def parse_part(part: IO[bytes], reader: PartReader) -> None:
    """Feed the whole part to the reader."""
    for _piece in parse_pieces(part, reader):
        pass


def _refuse_document_type(*_declaration: Any) -> None:
    raise UnreadableFile(
        _(
            "The workbook contains an XML document type with entities, which no spreadsheet "
            "program writes. Save it again as .xlsx."
        )
    )
