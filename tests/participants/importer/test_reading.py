"""What the importer takes from a file, and what it refuses."""

import io
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from participants.importer.reading import file_kinds
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.lists import Record
from participants.importer.reading.tables import read_table
from participants.values.text import FORMULA_STARTS
from tests.participants.importer.bad_files import (
    BAD_FILES,
    HEADER,
    KNOWN_COLUMNS,
    MAIN,
    TOP,
    inline_row,
    workbook,
)

MOST_GROWTH = 100 * 1024  # kB
# Reads the file that is its argument in a process of its own. The kernel counts the peak of a
# process from its start (VmHWM), where ru_maxrss may show that of the process that started it.
READ_ALONE = f"""
import re, sys
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from participants.importer.reading.columns import KnownColumns
from participants.importer.reading.tables import UnreadableFile, read_table
known = KnownColumns({sorted(KNOWN_COLUMNS.names)!r})
def peak():
    return int(re.search("VmHWM:\\\\s*([0-9]+)", Path("/proc/self/status").read_text())[1])
before = peak()
try:
    with open(sys.argv[1], "rb") as file:
        for record in read_table(file, sys.argv[2], known).records:
            pass
except UnreadableFile:
    print(peak() - before)
"""


def read(
    content: bytes, name: str = "registry.csv", encoding: str = ""
) -> tuple[tuple[str, ...], list[Record]]:
    table = read_table(io.BytesIO(content), name, KNOWN_COLUMNS, encoding=encoding)
    return table.columns, list(table.records)


def rows(content: bytes) -> list[tuple[str, ...]]:
    return [record.cells for record in read(content)[1]]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_is_refused_with_a_sentence(kind):
    bad = BAD_FILES[kind]
    with pytest.raises(UnreadableFile) as refusal:
        read(bad.build(), bad.name, bad.encoding)
    assert bad.says in str(refusal.value)
    assert (refusal.value.row, refusal.value.column) == (bad.row, bad.column)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_takes_little_memory(kind, tmp_path):
    bad = BAD_FILES[kind]
    path = tmp_path / "upload"
    path.write_bytes(bad.build())
    command = [sys.executable, "-c", READ_ALONE, str(path), bad.name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MOST_GROWTH


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(file_kinds, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        read(b"x" * (1024 * 1024 + 1))


def test_sentence_says_where_the_known_columns_are_listed():
    with pytest.raises(UnreadableFile, match=r"did you mean “name”.* docs/importing.md"):
        read(b"number;naem\n1;Porto\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp737"])
def test_delimiter_is_found(delimiter, encoding):
    lines = [["number", "name", "country"], ["1", "Porto", "XX"]]
    content = "\r\n".join(delimiter.join(line) for line in lines)
    table = read_table(io.BytesIO(content.encode(encoding)), "r.csv", KNOWN_COLUMNS)
    assert list(table.records) == [Record(2, ("1", "Porto", "XX"))]


def test_big_endian_utf_16_is_read():
    content = "\ufeff" + HEADER + "1;Málaga;ES\n"
    assert rows(content.encode("utf-16-be")) == [("1", "Málaga", "ES")]


def test_letters_of_another_encoding_far_down_are_found():
    content = HEADER + "1;Porto;PT\n" * 200_000 + "2;Bègles;FR\n3;Angoulême;FR\n4;Asnières;FR\n"
    table = read_table(io.BytesIO(content.encode("cp1252")), "r.csv", KNOWN_COLUMNS)
    assert table.encoding == "cp1252"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_row_numbers_are_those_of_a_text_editor(line_end):
    lines = [
        "# Registry",
        "# of 2026",
        "number;name",
        "",
        '1;"Por',
        "",
        'to"',
        "2;Braga",
        ";",
        "3;x",
    ]
    columns, records = read(line_end.join(lines).encode())
    assert columns == ("number", "name")
    assert [(record.row, record.cells[0]) for record in records] == [(5, "1"), (8, "2"), (10, "3")]
    assert records[0].cells[1] == "Por to"


def test_comment_after_a_byte_order_mark_is_skipped():
    assert rows(b'\xef\xbb\xbf# the "office\nnumber;name\n1;Porto\n') == [("1", "Porto")]


def test_comment_in_a_workbook_is_skipped():
    content = workbook(
        inline_row(1, "# Registry") + TOP.replace('r="1"', 'r="2"') + inline_row(3, "1")
    )
    assert read(content) == (("number", "name", "country"), [Record(3, ("1", "", ""))])


def test_header_is_stripped_and_in_lower_case():
    assert read(b" Number ; NAME\n1;Porto\n")[0] == ("number", "name")


def test_cells_are_stripped_and_composed():
    assert rows("name;country\n\u00a0Ma\u0301laga ; ES \n".encode()) == [("Málaga", "ES")]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_apostrophe_of_the_export_is_removed(start):
    content = f'number;name\n1;"\'{start}x"\n'.encode()
    assert rows(content) == [("1", f"{start}x".strip())]


def test_other_apostrophes_stay():
    assert rows(b"name\n's-Hertogenbosch\n") == [("'s-Hertogenbosch",)]


def test_missing_cells_at_the_end_are_empty():
    assert rows(b"number;name;country\n1\n2;Braga\n") == [("1", "", ""), ("2", "Braga", "")]


def test_empty_rows_and_columns_at_the_end_are_left_out():
    content = b"number;name;;\n1;Porto;;\n" + b";;;\n" * 3000
    assert read(content) == (("number", "name"), [Record(2, ("1", "Porto"))])


def test_nameless_column_without_content_is_left_out():
    assert read(b"number;;name\n1;;Porto\n") == (("number", "name"), [Record(2, ("1", "Porto"))])


def test_values_of_a_workbook_become_text():
    book = openpyxl.Workbook()
    book.active.append(["number", "name", "country", "joined", "latitude"])
    book.active.append([2014, " Málaga", True, date(2014, 12, 5), 37.99471])
    book.active.append([1800.0, "a\nb", False, datetime(2014, 12, 5), -0.1])  # noqa: DTZ001
    book.active.append([0, None, None, date(1910, 3, 1), 1e-7])
    assert rows(saved(book)) == [
        ("2014", "Málaga", "TRUE", "2014-12-05", "37.99471"),
        ("1800", "a b", "FALSE", "2014-12-05", "-0.1"),
        ("0", "", "", "1910-03-01", "1e-07"),
    ]


def test_error_value_is_a_fault_of_its_row_alone():
    error = '<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>'
    first, second = read(workbook(TOP + error + inline_row(3, "2", "Braga", "PT")))[1]
    assert "shows “#REF!”" in dict(first.faults)["name"]
    assert second == Record(3, ("2", "Braga", "PT"))


def test_first_sheet_of_the_workbook_is_read():
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart", 0)
    book.active = 1
    book.worksheets[0].append(["name"])
    book.worksheets[0].append(["Porto"])
    book.create_sheet("Notes").append(["what this is"])
    assert rows(saved(book)) == [("Porto",)]


def test_rich_and_escaped_texts_are_put_together():
    texts = (
        "<si><r><t>Hal</t></r><r><t>le &amp; Ort_x000A_</t></r><rPh><t>ha</t></rPh></si>"
        "<si><t>_x005F_x000A_</t></si>"
    )
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>'
    assert rows(workbook(TOP + row, texts=texts)) == [("Halle & Ort", "", "_x000A_")]


def test_claimed_size_of_a_sheet_is_not_believed():
    content = workbook(
        TOP + inline_row(2, "1", "Porto", "PT") + '<row r="1048576" ht="20"/>',
        before_rows='<dimension ref="A1:XFD1048576"/>',
    )
    assert rows(content) == [("1", "Porto", "PT")]


def test_rows_and_cells_without_numbers_are_counted():
    content = workbook(
        "<row><c/><c t='str'><v>name</v></c></row><row/><row><c/><c><v>7</v></c></row>"
    )
    assert read(content) == (("name",), [Record(3, ("7",))])


def test_workbook_in_the_strict_form_is_read():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = (
        f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row><x:c t="str"><x:v>name</x:v></x:c>'
        "</x:row><x:row><x:c t='d'><x:v>2014-12-05T00:00:00</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert MAIN not in sheet
    assert rows(workbook("", more={"xl/worksheets/sheet1.xml": sheet})) == [("2014-12-05",)]


def test_file_stays_open_and_records_are_lazy():
    file = io.BytesIO((HEADER + "1;Porto;PT\n2;Braga;PT;too much\n").encode())
    table = read_table(file, "registry.csv", KNOWN_COLUMNS)
    assert next(table.records).cells == ("1", "Porto", "PT")
    with pytest.raises(UnreadableFile):
        next(table.records)
    assert not file.closed
