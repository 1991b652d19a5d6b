"""Which kind of file it is, told from what is in it, since names promise too much."""

import re
from pathlib import PurePath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.importer.reading.faults import UnreadableFile, bomb, damaged_workbook

MOST_BYTES = 100 * 1024 * 1024
ZIP_START = b"PK\x03\x04"
IMAGE = gettext_lazy("The file is a picture. Save the table as .xlsx or .csv and send that file.")
ARCHIVE = gettext_lazy("The file is a compressed archive. Unpack it and send the table inside.")
OLD_OFFICE = gettext_lazy(
    "The file is an old Excel workbook (.xls) or one with a password. Save it as .xlsx without a "
    "password."
)
PDF = gettext_lazy("The file is a PDF. Save the table as .xlsx or .csv and send that file.")
RTF = gettext_lazy("The file is a text document. Save the table as .xlsx or .csv instead.")
WEB_PAGE = gettext_lazy(
    "The file is a web page or XML, whatever its name says. Save the table as .xlsx or .csv."
)
FLAT = gettext_lazy(
    "The file is a flat OpenDocument file (.fods). Save the table as .ods, .xlsx or .csv."
)
FOREIGN: dict[bytes, Promise] = {
    b"%PDF-": PDF,
    b"{\\rtf": RTF,
    b"\x89PNG": IMAGE,
    b"\xff\xd8\xff": IMAGE,
    b"GIF8": IMAGE,
    b"RIFF": IMAGE,
    b"II*\x00": IMAGE,
    b"MM\x00*": IMAGE,
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
    b"\x09\x00\x04\x00": OLD_OFFICE,
    b"\x09\x02\x06\x00": OLD_OFFICE,
    b"\x09\x04\x06\x00": OLD_OFFICE,
    b"\x09\x08": OLD_OFFICE,
    b"PK\x05\x06": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
}
MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|!--|\?xml|html|head|body|table|svg)\b", re.I)


def is_workbook(file: BinaryIO, name: str) -> bool:
    """Tell whether the file is a zip, which a workbook is, or text, which CSV is.

    Refuses what is neither, what is empty, too large or named as a workbook with macros.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise UnreadableFile(_("The file is empty."))
    if size > MOST_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(most)s MB. Divide it into several files.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    for magic, sentence in FOREIGN.items():
        if start.startswith(magic):
            raise UnreadableFile(str(sentence))
    if b"<office:document " in start:
        raise UnreadableFile(str(FLAT))
    if MARKUP.match(start):
        raise UnreadableFile(str(WEB_PAGE))
    if PurePath(name).suffix.lower() in {".xlsm", ".xltm", ".xlsb"}:
        raise with_macros()
    return start.startswith(ZIP_START)


def with_macros() -> UnreadableFile:
    return UnreadableFile(
        _("The file is a workbook with macros (.xlsm) or in binary form. Save it as .xlsx.")
    )


MOST_UNPACKED = 400 * 1024 * 1024  # bytes; 100,000 rows of 40 columns take about 260 MB
MOST_PARTS = 10_000

# A sheet of equal rows is packed to a fiftieth; a bomb comes near a thousandth, the limit.
HIGHEST_RATIO = 200
SMALL = 10 * 1024 * 1024  # bytes, up to which the ratio does not matter
DIRECTORY_ENTRY = b"PK\x01\x02"
OPEN_DOCUMENT = "mimetype"
SPREADSHEETS = {
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
}
MANIFEST = "META-INF/manifest.xml"
NUMBERS = {"Index/Document.iwa", "Index.zip"}
MACROS = {"xl/vbaProject.bin", "xl/workbook.bin"}
NEEDED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def open_workbook(file: BinaryIO) -> ZipFile:
    """Open the zip if it is a workbook and unpacks to a reasonable size.

    No part can give more than it declares: zipfile stops there, and then its checksum fails.
    """
    if _part_count(file) > MOST_PARTS:
        raise bomb()
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged_workbook() from error
    parts = archive.infolist()
    names = {part.filename for part in parts}
    _refuse_other_kinds(names)
    if len(names) != len(parts):
        raise damaged_workbook()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise bomb()
    for part in parts:
        _check_part(part)
    if is_open_document(archive):
        _check_open_document(archive)
    return archive


def is_open_document(archive: ZipFile) -> bool:
    """Tell whether the workbook is one of OpenDocument (.ods), not of Excel (.xlsx)."""
    return OPEN_DOCUMENT in archive.namelist()


def _part_count(file: BinaryIO) -> int:
    """Return how many entries the directory of the zip can have, before zipfile loads them all."""
    file.seek(0)
    pieces = iter(lambda: file.read(1024 * 1024), b"")
    return sum(piece.count(DIRECTORY_ENTRY) for piece in pieces)


def _refuse_other_kinds(names: set[str]) -> None:
    if names & MACROS:
        raise with_macros()
    if OPEN_DOCUMENT in names:
        return
    if names & NUMBERS:
        raise UnreadableFile(
            _("The file is a workbook of Numbers. Export the table as .xlsx or .csv from there.")
        )
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise no_spreadsheet()
    if "[Content_Types].xml" not in names and "xl/workbook.xml" not in names:
        raise UnreadableFile(str(ARCHIVE))
    if not names.issuperset(NEEDED):
        raise damaged_workbook()


def _check_open_document(archive: ZipFile) -> None:
    names = archive.namelist()
    with archive.open(OPEN_DOCUMENT) as part:
        kind = part.read(100).strip()
    if kind not in SPREADSHEETS:
        raise no_spreadsheet()
    if "content.xml" not in names:
        raise damaged_workbook()
    if MANIFEST in names:
        with archive.open(MANIFEST) as part:
            is_encrypted = b"encryption-data" in part.read(SMALL)
        if is_encrypted:
            raise UnreadableFile(_("The workbook has a password. Save it without one."))


def no_spreadsheet() -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file is a text document or a presentation. Save the table as .xlsx or "
            ".csv and send that file."
        )
    )


def _check_part(part: ZipInfo) -> None:
    encrypted = part.flag_bits & 1
    if encrypted or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged_workbook()
    if part.file_size > SMALL and part.file_size > HIGHEST_RATIO * part.compress_size:
        raise bomb()
