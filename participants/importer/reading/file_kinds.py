"""Which kind of file it is, told from its first bytes, since names promise too much."""

import re
from pathlib import PurePath
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.importer.reading.faults import UnreadableFile

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
    """Return the refusal of a workbook that carries programs."""
    return UnreadableFile(
        _("The file is a workbook with macros (.xlsm) or in binary form. Save it as .xlsx.")
    )
