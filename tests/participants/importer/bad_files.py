"""Files that the office, or somebody who means harm, could send and that must be refused.

Each is built when it is asked for, since some are large.
"""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from participants.importer.reading.columns import KnownColumns

KNOWN_COLUMNS = KnownColumns(("country", "joined", "latitude", "name", "number"))
HEADER = "number;name;country\n"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = {
    "workbook": "sheet.main",
    "sharedStrings": "sharedStrings",
    "worksheets/sheet1": "worksheet",
}
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
MEGABYTE = 1024 * 1024


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(
    rows: str,
    *,
    texts: str = "",
    before_rows: str = "",
    doctype: dict[str, str] | None = None,
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """Build a workbook around the inside of <sheetData> and of <sst>."""
    doctype = doctype or {}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        + "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/>'
            for part, kind in CONTENT_TYPES.items()
        )
        + "</Types>",
        "xl/workbook.xml": f'{XML}{doctype.get("workbook", "")}<workbook xmlns="{MAIN}" '
        f'xmlns:r="{OFFICE}"><sheets><sheet name="{doctype.get("name", "Registry")}" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'{XML}{doctype.get("texts", "")}<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/worksheets/sheet1.xml": f'{XML}{doctype.get("sheet", "")}<worksheet xmlns="{MAIN}">'
        f"{before_rows}<sheetData>{rows}</sheetData></worksheet>",
    }
    return zipped(parts | (more or {}))


def inline_row(number: int, *texts: str) -> str:
    """Build a row whose texts stand in its cells."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


TOP = inline_row(1, "number", "name", "country")


def claimed_rows() -> bytes:
    """A sheet that says it fills a million rows of 16,384 columns, with a cell in the last row."""
    return workbook(
        TOP + inline_row(2, "1", "Porto", "PT") + inline_row(1_048_576, "2", "Braga", "PT"),
        before_rows='<dimension ref="A1:XFD1048576"/>',
    )


def lying_size() -> bytes:
    """A zip whose sheet unpacks to 64 MB and is declared to have a thousand bytes."""
    data = workbook(TOP + " " * (64 * MEGABYTE))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    return data[: entry + 24] + struct.pack("<I", 1000) + data[entry + 28 :]


def many_texts(letter: str = "x") -> bytes:
    """A small workbook whose cells all refer to the longest text there can be."""
    refers = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(2, 40_000))
    return workbook(TOP + refers, texts=f"<si><t>{letter * 32_000}</t></si>")


def unpacked_too_large() -> bytes:
    """Parts that are each harmless, with 500 MB together."""
    noise = zlib.compress(b"", 0)  # keeps the ratio down without random numbers
    part = (noise + bytes(range(256)) * 4 + b"\0" * 40_000) * (9 * MEGABYTE // 41_000)
    return workbook(TOP, more={f"xl/media/{number}.bin": part for number in range(60)})


BOOK = '<a><b><c><table:table xmlns:table="t" xmlns:text="x">%s</table:table></c></b></a>'


def open_document(content: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": f"{XML}{content}"})


def ods_rows(row: str, cell: str, text: str = "x") -> str:
    return (
        f"<table:table-row {row}><table:table-cell {cell}><text:p>{text}</text:p>"
        "</table:table-cell></table:table-row>"
    )


def many_ods_texts() -> str:
    """Long texts, each of which a hundred cells of a thousand rows repeat."""
    repeated = 'table:number-rows-repeated="1000"', 'table:number-columns-repeated="100"'
    return ods_rows("", "", "name") + ods_rows(*repeated, "x" * 32_000) * 2


def old_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def long_cell_csv() -> bytes:
    return (HEADER + "1;" + "x" * (10 * MEGABYTE) + ";PT\n").encode()


def many_cells_csv() -> bytes:
    return (HEADER + ";" * (20 * MEGABYTE) + "\n").encode()


def quoted_row_csv() -> bytes:
    """One row of millions of lines, which a parser would collect."""
    return (HEADER + '"a\n";' * (4 * MEGABYTE)).encode()


def million_rows() -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([("number", "name")] + [(n, "x") for n in range(1_000_000)])
    return file.getvalue().encode()


@dataclass(frozen=True)
class BadFile:
    """A file to refuse. says: part of the sentence; row and column: those of the error.

    encoding: the one that a person has chosen.
    """

    name: str
    build: Callable[[], bytes]
    says: str
    row: int | None = None
    column: str = ""
    encoding: str = ""


def text(content: str) -> Callable[[], bytes]:
    return content.encode


BAD_FILES = {
    # Not a table at all
    "empty": BadFile("registry.csv", lambda: b"", "is empty"),
    "white-space": BadFile("registry.csv", text(" \n\n\t\n"), "nothing but white space"),
    "bom-only": BadFile("registry.csv", lambda: b"\xef\xbb\xbf", "nothing but white space"),
    "comments-only": BadFile("registry.csv", text("# nothing\n"), "nothing but white space"),
    "empty-workbook": BadFile("r.xlsx", lambda: workbook(""), "nothing but white space"),
    "header-only": BadFile("registry.csv", text(HEADER), "no row follows"),
    "header-only-xlsx": BadFile("r.xlsx", lambda: workbook(TOP), "no row follows"),
    "png": BadFile("registry.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "is a picture"),
    "jpeg": BadFile("registry.xlsx", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "is a picture"),
    "pdf": BadFile("registry.csv", lambda: b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
    "rtf": BadFile("registry.csv", lambda: b"{\\rtf1 number;name}", "text document"),
    "html": BadFile(
        "registry.csv", text("\ufeff \n<html><table><tr><td>number</table></html>"), "web page"
    ),
    "xml": BadFile("registry.csv", text(f"{XML}<rows/>"), "web page or XML"),
    "xls": BadFile("registry.xls", old_office, "old Excel workbook (.xls)"),
    "ods": BadFile("registry.ods", lambda: open_document("<x/>"), "is damaged"),
    "ods-empty": BadFile("registry.ods", lambda: open_document(BOOK % ""), "nothing but white"),
    "ods-deep": BadFile("registry.ods", lambda: open_document("<a>" * 300_000), "is damaged"),
    "ods-laughs": BadFile(
        "registry.ods", lambda: open_document(f"{LAUGHS}<a>&a9;</a>"), "XML document type"
    ),
    "ods-bomb": BadFile(
        "registry.ods",
        lambda: open_document(BOOK % (" " * (30 * MEGABYTE))),
        "would unpack to far more",
    ),
    "ods-many-rows": BadFile(
        "registry.ods",
        lambda: open_document(BOOK % ods_rows('table:number-rows-repeated="1048576"', "")),
        "would unpack to far more",
    ),
    "ods-many-cells": BadFile(
        "registry.ods",
        lambda: open_document(BOOK % ods_rows("", 'table:number-columns-repeated="16384"')),
        "more than 100 columns",
        1,
    ),
    "ods-many-texts": BadFile(
        "registry.ods",
        lambda: open_document(BOOK % many_ods_texts()),
        "would unpack to far more",
    ),
    "ods-many-sheets": BadFile(
        "registry.ods",
        lambda: open_document(f"<a><b><c>{'<table:table/>' * 100_000}</c></b></a>"),
        "is damaged",
    ),
    "numbers": BadFile(
        "registry.numbers", lambda: zipped({"Index/Document.iwa": b"x"}), "workbook of Numbers"
    ),
    "fods": BadFile(
        "registry.fods",
        text(f'{XML}<office:document xmlns:office="x"><a/></office:document>'),
        "flat OpenDocument",
    ),
    "xlsb": BadFile(
        "registry.zip", lambda: workbook(TOP, more={"xl/workbook.bin": b"x"}), "binary form"
    ),
    "docx": BadFile(
        "registry.xlsx",
        lambda: zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "text document or a presentation",
    ),
    "zip": BadFile("registry.zip", lambda: zipped({"registry.csv": HEADER}), "Unpack it"),
    "gzip": BadFile("registry.csv.gz", lambda: b"\x1f\x8b\x08" + b"\0" * 50, "Unpack it"),
    "xlsm": BadFile("registry.xlsm", lambda: workbook(TOP), "workbook with macros"),
    "macros": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP, more={"xl/vbaProject.bin": b"x"}),
        "workbook with macros",
    ),
    "cut-off": BadFile("registry.xlsx", lambda: workbook(TOP)[:-30], "is damaged"),
    "not-xml": BadFile("registry.xlsx", lambda: workbook("<row"), "is damaged"),
    # Made to do harm
    "zip-bomb": BadFile(
        "registry.xlsx", lambda: workbook(TOP + " " * (300 * MEGABYTE)), "would unpack to far more"
    ),
    "unpacked-too-large": BadFile("r.xlsx", unpacked_too_large, "would unpack to far more"),
    "lying-size": BadFile("registry.xlsx", lying_size, "is damaged"),
    "many-parts": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP, more={f"x/{number}": b"" for number in range(12_000)}),
        "would unpack to far more",
    ),
    "claimed-rows": BadFile(
        "registry.xlsx", claimed_rows, "More than 1000 empty rows follow row 2", 1_048_576
    ),
    "laughs-workbook": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP, doctype={"workbook": LAUGHS, "name": "&a9;"}),
        "XML document type",
    ),
    "laughs-texts": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP, texts="<si><t>&a9;</t></si>", doctype={"texts": LAUGHS}),
        "XML document type",
    ),
    "laughs-sheet": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + inline_row(2, "&a9;"), doctype={"sheet": LAUGHS}),
        "XML document type",
    ),
    "wide-row": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + f'<row r="2">{"<c><v>1</v></c>" * 600_000}</row>'),
        "would unpack to far more",
    ),
    "wide-row-of-a-sheet": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + f'<row r="2">{"<c><v>1</v></c>" * 16_384}</row>'),
        "column D",
        2,
        "D",
    ),
    "wide-empty-rows": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + f"<row>{'<c/>' * 16_384}</row>" * 150),
        "would unpack to far more",
    ),
    "deep": BadFile("registry.xlsx", lambda: workbook("<a>" * 3_000_000), "is damaged"),
    "long-tag": BadFile(
        "registry.xlsx", lambda: workbook(f'<row r="{"1" * 9 * MEGABYTE}">'), "is damaged"
    ),
    "many-texts": BadFile("registry.xlsx", many_texts, "would unpack to far more"),
    "many-texts-accented": BadFile(
        "registry.xlsx", lambda: many_texts("é"), "would unpack to far more"
    ),
    "long-cell-csv": BadFile("registry.csv", long_cell_csv, "longer than 32767", 2, "B"),
    "long-cell-xlsx": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + inline_row(2, "1", "x" * (10 * MEGABYTE - 9999))),
        "longer than 32767",
        2,
        "name",
    ),
    "long-shared-text": BadFile(
        "registry.xlsx",
        lambda: workbook(
            TOP + '<row r="2"><c r="C2" t="s"><v>0</v></c></row>',
            texts=f"<si><t>{'x' * (9 * MEGABYTE)}</t></si>",
        ),
        "longer than 32767",
        2,
        "country",
    ),
    "many-cells-csv": BadFile("registry.csv", many_cells_csv, "longer than 1,000,000", 2),
    "quoted-row-csv": BadFile("registry.csv", quoted_row_csv, "longer than 1,000,000", 2),
    "million-rows": BadFile("registry.csv", million_rows, "more than 150,000 rows", 150_002),
    # Columns
    "unknown-column": BadFile(
        "registry.csv", text("number;naem\n1;Porto\n"), "not known: “naem”", 1, "naem"
    ),
    "no-known-column": BadFile(
        "registry.csv", text("Porto;PT\nBraga;PT\n"), "none of its names is known", 1, "porto"
    ),
    "repeated-column": BadFile(
        "registry.csv",
        text("number;name;Name \n1;a;b\n"),
        "“name” appears twice, in columns B and C",
        1,
        "name",
    ),
    "nameless-column": BadFile(
        "registry.csv", text("number;;name\n1;;Porto\n2;x;Braga\n"), "“x” in column B", 3, "B"
    ),
    "too-many-columns": BadFile(
        "registry.csv", text("number;" * 101 + "\n1\n"), "more than 100 columns", 1
    ),
    "too-many-cells": BadFile(
        "registry.csv", text(HEADER + "1;Porto;PT\n2;Braga;PT;x\n"), "column D", 3, "D"
    ),
    "too-many-cells-xlsx": BadFile(
        "registry.xlsx", lambda: workbook(TOP + inline_row(2, *"abcd")), "column D", 2, "D"
    ),
    # Letters
    "nul": BadFile(
        "registry.csv", text(HEADER + "1;Por\0to;PT\n"), "invisible character (U+0000)", 2, "name"
    ),
    "nul-xlsx": BadFile(
        "registry.xlsx",
        lambda: workbook(TOP + inline_row(2, "1", "Por_x0000_to")),
        "invisible character (U+0000)",
        2,
        "name",
    ),
    "control": BadFile(
        "registry.csv", text(HEADER + "1;Por\x07to;PT\n"), "invisible character (U+0007)", 2, "name"
    ),
    "control-in-header": BadFile(
        "registry.csv", text("number;na\x9dme\n"), "invisible character (U+009D)", 1, "B"
    ),
    "undecodable": BadFile(
        "registry.csv", lambda: HEADER.encode() + bytes(range(128, 256)), "Save the file as UTF-8"
    ),
    "damaged-utf-8": BadFile(
        "registry.csv",
        lambda: (HEADER + "1;Málaga;ES\n").encode() + b"2;C\xf3rdoba;ES\n",
        "Row 3 contains a letter that cannot be read. Save the file as UTF-8",
        3,
    ),
    "damaged-utf-8-above": BadFile(
        "registry.csv",
        lambda: HEADER.encode() + b"1;C\xf3rdoba;ES\n" + "2;Málaga;ES\n3;Coruña;ES\n".encode(),
        "Row 2 contains a letter that cannot be read",
        2,
    ),
    "late-undecodable": BadFile(
        "registry.csv",
        lambda: HEADER.encode() + "1;Málaga;ES\n".encode("cp1252") * 9000 + b"2;\x81x;ES\n",
        "Row 9002 contains a letter",
        9002,
        encoding="cp1252",
    ),
    "utf-16-without-mark": BadFile(
        "registry.csv", lambda: (HEADER + "1;Porto;PT\n").encode("utf-16-le"), "UTF-8"
    ),
    # Rows
    "unclosed-quote": BadFile(
        "registry.csv", text(HEADER + '1;"Porto;PT\n2;Braga;PT\n'), "quotation mark", 2
    ),
    "text-after-quote": BadFile(
        "registry.csv", text(HEADER + '1;"Porto" city;PT\n'), "quotation mark", 2
    ),
    "gap": BadFile(
        "registry.csv",
        text(HEADER + "1;Porto;PT\n" + ";;\n" * 1001 + "2;Braga;PT\n"),
        "More than 1000 empty rows follow row 2",
        1004,
    ),
}
