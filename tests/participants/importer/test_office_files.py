"""What the importer makes of files as offices and their programs write them."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from participants.importer.reading.columns import KnownColumns
from participants.importer.reading.encodings.readings import UndecidedEncoding
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.tables import Table, described, read_table, readings_of
from tests.participants.importer.bad_files import (
    MAIN,
    OFFICE,
    PACKAGE,
    XML,
    inline_row,
    workbook,
    zipped,
)

CASES = Path(__file__).parent / "cases"
COLUMNS = frozenset(
    "number slug name_en name_local kind country joined_on latitude population population_year "
    "population_basis population_source".split()
)
KNOWN = KnownColumns(COLUMNS)
RENNES = ("Rennes", "city", "FR")
NANTES = ("Nantes", "city", "FR")


def table_of(content: bytes, name: str = "list.csv", **options: str) -> Table:
    return read_table(io.BytesIO(content), name, KNOWN, **options)


def table_of_case(name: str) -> Table:
    return table_of((CASES / name).read_bytes(), name)


@dataclass
class Read:
    """What a file says. remarks: row and the beginning of the sentence."""

    cells: list[tuple[str, ...]]
    sheet: str = ""
    others: tuple[str, ...] = ()
    remarks: list[tuple[int, str]] = field(default_factory=list)


HIDDEN = "hidden or filtered out"
RIGHT = {
    "sep-line.csv": Read([RENNES]),
    "zero-width-space.csv": Read([("megara", "Megara")]),
    "hidden-first-sheet.xlsx": Read([RENNES], "List", ("Old list (hidden)",)),
    "read-me-first.xlsx": Read([RENNES], "List", ("Read me",)),
    "xlsxwriter-very-hidden-sheet.xlsx": Read([RENNES], "List", ("Notes (hidden)",)),
    "xlsxwriter-filtered.xlsx": Read(
        [RENNES, NANTES, ("Graz", "city", "AT")], "List", remarks=[(4, HIDDEN)]
    ),
    "xlsxwriter-table-totals.xlsx": Read(
        [(*RENNES, "220000"), (*NANTES, "320000")], "List", remarks=[(4, "is a sum")]
    ),
    "libreoffice-hidden-first.ods": Read([RENNES], "List", ("Old (hidden)",)),
    "libreoffice-readme.ods": Read([RENNES], "List", ("Read me", "Leer")),
    "libreoffice-hidden-rows.ods": Read(
        [RENNES, NANTES, ("Lyon", "city", "FR")],
        "List",
        remarks=[(1, "column C is hidden"), (3, HIDDEN)],
    ),
    "libreoffice-hidden-rows.xlsx": Read(
        [RENNES, NANTES, ("Lyon", "city", "FR")],
        "List",
        remarks=[(1, "column C is hidden"), (3, HIDDEN)],
    ),
    "libreoffice-repeated.ods": Read([RENNES], "List"),
    "libreoffice-texts.ods": Read(
        [("Saint Denis-sur Loire", "city", "FR"), ("Malmö", "city", "SE")], "List"
    ),
    "libreoffice-total.ods": Read(
        [(*RENNES, "220000")], "List", remarks=[(1, "above the names"), (5, "is a sum")]
    ),
    "date-shown-as-month.xlsx": Read([(*RENNES, "2015-03")], "Sheet"),
}
REFUSED = {
    "xlsxwriter-merged.xlsx": ("cells C2:C3 are merged", 2, "country"),
    "libreoffice-merged.ods": ("Row 2 of the sheet “List”", 2, "country"),
    "libreoffice-list.xls": ("old Excel workbook (.xls)", None, ""),
}


@pytest.mark.parametrize("name", RIGHT)
def test_file_is_read_as_a_person_sees_it(name):
    table, right = table_of_case(name), RIGHT[name]
    records = list(table.records)
    assert [record.cells for record in records] == right.cells
    assert not any(record.faults for record in records)
    assert (table.sheet, table.other_sheets) == (right.sheet, right.others)
    assert [remark.row for remark in table.remarks] == [row for row, _says in right.remarks]
    for remark, (_row, says) in zip(table.remarks, right.remarks, strict=True):
        assert says in remark.message


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_can_mean_two_things_is_refused_with_its_place(name):
    says, row, column = REFUSED[name]
    with pytest.raises(UnreadableFile) as refusal:
        list(table_of_case(name).records)
    assert says in str(refusal.value)
    assert (refusal.value.row, refusal.value.column) == (row, column)


@pytest.mark.parametrize(
    ("name", "right"), [("dos-cp850-malmo.csv", "Malmö"), ("dos-cp850-orleans.csv", "Orléans")]
)
def test_file_of_dos_is_asked_about_and_the_right_name_offered_first(name, right):
    with pytest.raises(UndecidedEncoding) as question:
        table_of_case(name)
    assert question.value.readings[0].names == (right,)


def test_reading_is_shown_by_the_columns_that_are_read_names_first():
    names = "problem,population_source,name_en"
    rows = ["Écrivez le pays,Données,Rennes", "Été,Enquête,Orléans"]
    columns = KnownColumns(COLUMNS | {"problem"}, unread={"problem"})
    for encoding in ("utf-8", "cp850", "cp1252"):
        content = "\n".join([names, *rows]).encode(encoding)
        readings = readings_of(io.BytesIO(content), columns, encoding)
        assert readings[0].names == ("Orléans", "Données", "Enquête"), encoding


def test_reading_is_shown_by_letters_that_people_see():
    table = table_of("name_en\nMeg\u200bara\nKošice\n".encode())
    assert "Meg" not in " ".join(described(table))
    assert "“Košice”" in " ".join(described(table))


def test_name_of_question_marks_is_an_error_of_its_row():
    [record] = table_of_case("lost-greek.csv").records
    assert "lost before this file was saved" in dict(record.faults)["name_local"]


# What a cell says, or a part of the sentence why not, in the order of the rows.
DATES = [
    *("2015", "2015-03", "2015-03", "2015-03", "2015-03-01", "2015-03-01", "2015-03-01"),
    *("! not show the year", "! not show the year", "! time of day", "2015-03-01", "2015-03-01"),
    *("! time of day", "! time of day", "! time of day"),
    *("! the number 2014", "! the number 2014", "! instead of a value"),
    *("2015-03-01", "! “vers", "2015-03", "2015-03-01", "2015", "! ", "! ", "2015-03-01"),
    *("42064", "42064"),
]
NUMBERS = [
    *(["220000"] * 4),
    *("! percentage|12%", "! percentage|12.0%", "! thousands|220", "! thousands|2M"),
    *("! about", "! hab.", "! ca.", "! ~", "! holds", "! holds", "! holds", "220000", "! -5"),
    *("-5", "220000", "! 2.20E+05", "! fraction|1/2", "220000", "220000.5", "219999.6"),
    *("! thousands|220 k", "! many", "! holds", "124", "0.3", "! hab."),
]
SHOWN = {
    "xlsxwriter-dates.xlsx": ("joined_on", DATES),
    "libreoffice-dates.ods": ("joined_on", DATES),
    "xlsxwriter-dates-1904.xlsx": ("joined_on", ["! from 1904"] * 7),
    "xlsxwriter-numbers.xlsx": ("population", NUMBERS),
    "libreoffice-numbers.ods": ("population", NUMBERS),
    "xlsxwriter-formula.xlsx": ("population", ["! not been worked out", "5"]),
    "formula-without-value.xlsx": ("population", ["! not been worked out"]),
    "libreoffice-formulas.ods": ("population", ["220000", "3", "! #DIV/0!"]),
}


@pytest.mark.parametrize("name", SHOWN)
def test_cell_says_what_it_shows_or_why_not(name):
    column, right = SHOWN[name]
    table = table_of_case(name)
    place = table.columns.index(column)
    for record, expected in zip(table.records, right, strict=False):
        told = dict(record.faults).get(column, "")
        if expected.startswith("!"):
            says = expected[2:].split("|")
            assert any(part in told for part in says), (record, expected)
            assert told
        elif told:  # a fraction is shown otherwise by one program than by the other
            assert any(part in told for part in expected.split("|")[1:]), (record, expected)
        else:
            assert record.cells[place] == expected.split("|")[0]


# What is told of each row, by column: a part of the sentence.
ROW, CELL, PART = "row is struck through", "cell is struck through", "Some of the text"
BY_XLSXWRITER = [{}, {"": ROW}, {"population": CELL}, {"name_en": PART}, {}, {}]
BY_OPENPYXL = [{}, {"": ROW}, {"name_en": PART}, {}, {"name_en": CELL}, {"name_en": PART}]
OTHER, POWER = {"joined_on": "in another calendar"}, {"joined_on": "as 4"}
CALENDARS = [*[POWER] * 3, *[OTHER] * 15, *[{}] * 8]
ZERO = {"population": "does not show zeros"}
TOLD = {
    "xlsxwriter-struck.xlsx": BY_XLSXWRITER,
    "libreoffice-struck.xlsx": BY_XLSXWRITER,
    "openpyxl-struck.xlsx": BY_OPENPYXL,
    "libreoffice-struck.ods": BY_OPENPYXL,
    "pandas-struck.xlsx": [{}, {"": ROW}],
    "xlsxwriter-zeros.xlsx": [ZERO, {}],
    "openpyxl-zeros.xlsx": [ZERO, {}],
    "libreoffice-zeros.ods": [ZERO, {}],
    "xlsxwriter-calendars.xlsx": CALENDARS,
    "openpyxl-calendars.xlsx": CALENDARS,
}


@pytest.mark.parametrize("name", TOLD)
def test_cell_that_does_not_mean_what_stands_in_it_is_told(name):
    for record, right in zip(table_of_case(name).records, TOLD[name], strict=True):
        told = dict(record.faults)
        assert told.keys() == right.keys(), record
        assert all(right[column] in told[column] for column in right), record


def test_calendars_of_open_document_are_told():
    # LibreOffice does not know all of these formats, and shows the words of others.
    for record in table_of_case("libreoffice-calendars.ods").records:
        is_right = record.row >= 20 and record.row != 22  # B1
        is_number = record.cells[1] == "42078"  # of which the next step tells that it is no date
        assert is_right is not bool(record.faults) or is_number, record


@pytest.mark.parametrize(
    "name", ["xlsxwriter-struck-by-rule.xlsx", "libreoffice-struck-by-rule.ods"]
)
def test_rule_that_strikes_cells_through_is_remarked(name):
    table = table_of_case(name)
    assert not any(record.faults for record in table.records)
    [remark] = table.remarks
    assert "conditional format" in remark.message


@pytest.mark.parametrize(
    ("runs", "style", "told"),
    [
        ("<r><rPr><strike/></rPr><t>Rennes</t></r>", 0, CELL),
        ('<r><rPr><strike val="1"/></rPr><t>Ren</t></r><r><t>nes</t></r>', 0, PART),
        ('<r><rPr><strike val="0"/></rPr><t>Rennes</t></r>', 0, ""),
        ("<r><rPr><b/></rPr><t>Ren</t></r><r><rPr/><t>nes</t></r>", 1, ""),  # as Excel shows it
        ("<r><rPr><strike/></rPr><t> </t></r><r><t>Rennes</t></r>", 0, ""),
        ("<t>Rennes</t>", 1, CELL),
        ("<t>Rennes</t>", 2, ""),
    ],
)
@pytest.mark.parametrize("is_shared", [True, False])
def test_lines_of_letters_come_before_those_of_the_cell(runs, style, told, is_shared):
    styles = (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts><font/><font><strike/></font>'
        '<font><strike val="false"/></font></fonts><cellXfs>'
        + "".join(f'<xf numFmtId="0" fontId="{font}"/>' for font in range(3))
        + "</cellXfs></styleSheet>"
    )
    relations = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{target}" Type="{OFFICE}/{kind}" Target="{target}.xml"/>'
            for kind, target in (("styles", "styles"), ("sharedStrings", "sharedStrings"))
        )
        + f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    )
    inside = "<v>0</v>" if is_shared else f"<is>{runs}</is>"
    cell = f'<c s="{style}" t="{"s" if is_shared else "inlineStr"}">{inside}</c>'
    rows = inline_row(1, *HEADER) + f"<row>{cell}{inline_cell('city')}{inline_cell('FR')}</row>"
    more = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": relations}
    [record] = table_of(workbook(rows, texts=f"<si>{runs}</si>", more=more)).records
    assert record.cells == RENNES
    assert told in dict(record.faults).get("name_en", "")
    assert bool(told) is bool(record.faults)


def inline_cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_name_of_a_column_that_is_struck_through_is_remarked():
    book = book_of(List=LIST)
    book["List"]["C1"].font = Font(strike=True)
    table = table_of(saved(book))
    assert [record.faults for record in table.records] == [()]
    [remark] = table.remarks
    assert (remark.row, remark.column, CELL in remark.message) == (1, "country", True)


@pytest.mark.parametrize("name", ["xlsxwriter-counts.xlsx", "libreoffice-counts.ods"])
def test_number_that_is_not_whole_comes_with_what_shows(name):
    shown = [dict(record.numbers).get("population", "") for record in table_of_case(name).records]
    parted = "324 576.4" if "libre" in name else "324576.4"
    assert shown == ["324,576", "324.576", "325", parted, "12.5", "1,234,567.89", ""]


NAMES = [
    *("Châlons-en-Champagne", "Châlons-en-Champagne", "Saint Denis sur Loire", "Bozen/Bolzano"),
    *("Bozen / Bolzano", "L’Haÿ-les-Roses", "Châlons-en-Champagne", "Municipality"),
    *("Paris - Lyon", "Reggio Emilia", "Aix–Marseille"),
]


@pytest.mark.parametrize(
    "name", ["xlsxwriter-breaks.xlsx", "pandas-breaks.csv", "libreoffice-breaks.ods"]
)
def test_line_end_within_a_word_leaves_no_space(name):
    table = table_of_case(name)
    assert [record.cells[0] for record in table.records] == NAMES
    assert len(table.remarks) == 7
    assert all("A line ends within a word" in remark.message for remark in table.remarks)


def test_rounded_numbers_are_remarked_once():
    table = table_of_case("xlsxwriter-numbers.xlsx")
    list(table.records)
    [remark] = table.remarks
    assert "fewer decimals" in remark.message


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(**sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


HEADER = ["name_en", "kind", "country"]
LIST = [HEADER, list(RENNES)]


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ('0"%"', 12, "“%”"),
        ('0"000"', 220, "“000”"),
        ('0" ×1000"', 220, "×1000"),
        ("[$-409]0", 220, ""),
        ("[$EUR] 0", 220, "EUR"),
        ('0;-0;0;"about "@', "220", "adds words"),
        (";;;", "Rennes", "hides"),
        ('_-* #,##0_-;_-* "-"??_-;_-@_-', "Rennes", ""),
        ("yyyy", "2015-03", ""),
    ],
)
def test_number_format_that_changes_what_shows_is_told(code, value, fault):
    book = book_of(List=[["name_en", "population"], ["Rennes", value]])
    book["List"]["B2"].number_format = code
    [record] = table_of(saved(book)).records
    assert record.cells == ("Rennes", str(value))
    assert fault in dict(record.faults).get("population", "")
    assert bool(fault) == bool(record.faults)


class TestSheets:
    def test_several_lists_are_refused_with_their_names(self):
        with pytest.raises(UnreadableFile, match="“List”, “Other”"):
            table_of(saved(book_of(List=LIST, Notes=[["x"]], Other=LIST)))

    def test_hidden_list_is_not_read_in_silence(self):
        book = book_of(Cover=[["Welcome"]], List=LIST)
        book["List"].sheet_state = "veryHidden"
        with pytest.raises(UnreadableFile, match=r"hidden sheet names columns.* “List”"):
            table_of(saved(book))

    def test_empty_template_beside_the_list_is_passed_over(self):
        table = table_of(saved(book_of(Template=[HEADER], List=LIST, Empty=[])))
        assert (table.sheet, table.other_sheets) == ("List", ("Template", "Empty"))
        assert [record.cells for record in table.records] == [RENNES]

    def test_notes_that_name_a_column_are_no_list(self):
        notes = [["How to fill this in"], ["country"], ["Write the code, such as FR"]]
        table = table_of(saved(book_of(Notes=notes, List=LIST)))
        assert (table.sheet, [record.cells for record in table.records]) == ("List", [RENNES])

    def test_sheet_without_known_names_is_refused_as_before(self):
        with pytest.raises(UnreadableFile, match="none of its names is known: “x”, “y”"):
            table_of(saved(book_of(A=[["x", "y"], [1, 2]], B=[["z"]])))

    def test_merged_title_is_harmless(self):
        book = book_of(List=[["Register", "", ""], *LIST])
        book["List"].merge_cells("A1:C1")
        assert [record.cells for record in table_of(saved(book)).records] == [RENNES]

    def test_file_of_one_column_is_a_list(self):
        table = table_of(saved(book_of(List=[["name_en"], ["Rennes"]])))
        assert [record.cells for record in table.records] == [("Rennes",)]


class TestHeader:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_rows_above_the_header_are_remarked(self, delimiter):
        lines = [["Register, as of 2026", "", ""], ["", "", ""], HEADER, RENNES]
        quoted = [delimiter.join(f'"{cell}"' for cell in line) for line in lines]
        table = table_of("\n".join(quoted).encode())
        assert [(record.row, record.cells) for record in table.records] == [(4, RENNES)]
        assert [(remark.row, remark.value) for remark in table.remarks] == [
            (1, "Register, as of 2026")
        ]

    def test_title_that_is_the_name_of_a_column_is_no_header(self):
        table = table_of(b"Country;;\nname_en;kind;country\nRennes;city;FR\n")
        assert [record.cells for record in table.records] == [RENNES]

    def test_groups_above_the_names_are_passed_over(self):
        rows = [["Identity", "", "", "Figures"], [*HEADER, "population"], [*RENNES, 220_000]]
        table = table_of(saved(book_of(List=rows)))
        assert [record.cells for record in table.records] == [(*RENNES, "220000")]

    def test_second_row_of_names_below_the_first_is_refused(self):
        rows = [
            [*HEADER, "population", ""],
            ["", "", "", "value", "basis"],
            [*RENNES, 5, "official"],
        ]
        with pytest.raises(
            UnreadableFile, match="“basis” in column E, but that column has no name"
        ):
            list(table_of(saved(book_of(List=rows))).records)

    def test_header_that_is_repeated_is_passed_over_with_a_remark(self):
        table = table_of(
            saved(book_of(List=[*LIST, [cell.upper() for cell in HEADER], list(NANTES)]))
        )
        assert [record.cells for record in table.records] == [RENNES, NANTES]
        assert [(remark.row, remark.value) for remark in table.remarks] == [(3, "NAME_EN")]

    def test_second_list_below_the_first_is_refused(self):
        rows = [*LIST, [], ["country", "name_en"], ["FR", "Nantes"]]
        with pytest.raises(UnreadableFile, match="Row 4 of the sheet “List”: the columns"):
            list(table_of(saved(book_of(List=rows))).records)

    @pytest.mark.parametrize(
        "word", ["Total", "Total général:", "Grand total", "Summe", "Σ Sum", "Razem", "Итого"]
    )
    def test_sums_are_passed_over_with_a_remark(self, word):
        rows = [[*HEADER, "population"], [*RENNES, 5], [word, "", "", 5]]
        table = table_of(saved(book_of(List=rows)))
        assert len(list(table.records)) == 1
        assert [(remark.row, remark.value) for remark in table.remarks] == [(3, word)]

    @pytest.mark.parametrize("row", [("Total", "city", "FR"), ("Totana", "", ""), ("Sumy", "", "")])
    def test_place_is_no_sum(self, row):
        table = table_of(saved(book_of(List=[HEADER, list(row)])))
        assert [record.cells for record in table.records] == [row]

    @pytest.mark.parametrize(
        ("line", "separator"),
        [("sep=;", ";"), ('"sep=^"', "^"), ("SEP=,", ","), ("sep=\t", "\t"), ("\ufeffsep=;", ";")],
    )
    def test_line_with_the_separator_is_understood(self, line, separator):
        rows = [line, separator.join(HEADER), separator.join(RENNES)]
        table = table_of("\r\n".join(rows).encode())
        assert [(record.row, record.cells) for record in table.records] == [(3, RENNES)]
        assert not table.remarks


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
    }.items()
)
STRING = 'office:value-type="string"'
LINE = '<style:text-properties style:text-line-through-style="solid"/>'
CHILD = 'style:parent-style-name="base"'
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(rows: str, *, kind: str = OPEN_DOCUMENT, styles: str = "", **parts: str) -> bytes:
    """Build a workbook of one sheet around its rows."""
    content = (
        f"{XML}<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="List">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": kind, "content.xml": content, **parts})


def row_of(*cells: str, attributes: str = "") -> str:
    inside = "".join(
        cell
        if cell.startswith("<")
        else f"<table:table-cell {STRING}><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


class TestOpenDocument:
    def cells(self, *cells: str, **options: str) -> list[tuple[str, ...]]:
        content = open_document(row_of(*HEADER) + row_of(*cells), **options)
        return [record.cells for record in table_of(content).records]

    def test_template_is_read_as_well(self):
        assert self.cells(*RENNES, kind=f"{OPEN_DOCUMENT}-template") == [RENNES]

    @pytest.mark.parametrize("kind", ["text", "presentation", "graphics"])
    def test_other_document_is_refused(self, kind):
        with pytest.raises(UnreadableFile, match="text document or a presentation"):
            self.cells(*RENNES, kind=f"application/vnd.oasis.opendocument.{kind}")

    def test_password_is_told(self):
        manifest = {"META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}
        with pytest.raises(UnreadableFile, match="has a password"):
            self.cells(*RENNES, **manifest)

    def test_comments_and_drawings_are_no_text(self):
        note = "<office:annotation><text:p>ask</text:p></office:annotation>"
        cell = (
            f'<table:table-cell office:value-type="string">{note}<text:p>Ren<text:span>nes'
            '</text:span><text:s text:c="2"/>Sud</text:p></table:table-cell>'
        )
        assert self.cells(cell, "city", "FR") == [("Rennes Sud", "city", "FR")]

    @pytest.mark.parametrize(
        ("where", "told"),
        [
            ("row", {"": ROW}), ("column", {"": ROW}), ("cell", {"name_en": CELL}),
            ("span", {"name_en": PART}), ("paragraph", {"name_en": CELL}), ("none", {}),
        ],
    )  # fmt: skip
    def test_lines_are_those_of_row_column_cell_paragraph_and_span(self, where, told):
        styles = "".join(
            f'<style:style style:name="{name}" style:family="{family}" {parent}>{inside}'
            "</style:style>"
            for name, family, parent, inside in (
                ("base", "table-cell", "", LINE), ("c", "table-cell", CHILD, "<x/>"),
                ("s", "text", "", LINE), ("p", "paragraph", "", LINE), ("plain", "text", "", ""),
            )
        )  # fmt: skip
        style = {where: 'table:style-name="c"', "default": 'table:default-cell-style-name="c"'}
        text = (
            f'<text:span text:style-name="{"s" if where == "span" else "plain"}">Ren</text:span>nes'
        )
        paragraph = 'text:style-name="p"' if where == "paragraph" else ""
        name = (
            f"<table:table-cell {STRING} {style.get('cell', '')}><text:p {paragraph}>{text}"
            "</text:p></table:table-cell>"
        )
        columns = f"<table:table-column {style['default'] if where == 'column' else ''}"
        rows = (
            f'{columns} table:number-columns-repeated="3"/>'
            + row_of(*HEADER)
            + row_of(name, "city", "FR", attributes=style["default"] if where == "row" else "")
        )
        [record] = table_of(open_document(rows, styles=styles)).records
        assert record.cells == RENNES
        assert dict(record.faults).keys() == told.keys()
        assert all(said in dict(record.faults)[column] for column, said in told.items())

    def test_formula_without_value_is_told(self):
        cell = '<table:table-cell table:formula="of:=1"/>'
        content = open_document(row_of(*HEADER) + row_of("Rennes", "city", cell))
        [record] = table_of(content).records
        assert "not been worked out" in dict(record.faults)["country"]

    def test_repeated_rows_of_content_are_bounded(self):
        repeated = row_of(*RENNES, attributes='table:number-rows-repeated="1048576"')
        with pytest.raises(UnreadableFile, match="would unpack to far more"):
            list(table_of(open_document(row_of(*HEADER) + repeated)).records)

    def test_repeated_cells_are_bounded(self):
        wide = (
            f'<table:table-cell {STRING} table:number-columns-repeated="999999999">'
            "<text:p>x</text:p></table:table-cell>"
        )
        with pytest.raises(UnreadableFile, match="column D"):
            self.cells(*RENNES, wide)

    def test_date_is_as_exact_as_the_format_that_its_column_has(self):
        styles = (
            '<number:date-style style:name="N1"><number:month number:textual="true"/>'
            "<number:text> </number:text><number:year/></number:date-style>"
            '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
        )
        columns = '<table:table-column/><table:table-column table:default-cell-style-name="c1"/>'
        day = '<table:table-cell office:value-type="date" office:date-value="2015-03-01"/>'
        content = open_document(
            columns + row_of("name_en", "joined_on") + row_of("Rennes", day), styles=styles
        )
        assert [record.cells for record in table_of(content).records] == [("Rennes", "2015-03")]

    def test_date_that_shows_as_another_is_told(self):
        day = (
            '<table:table-cell office:value-type="date" office:date-value="2015-03-01">'
            "<text:p>Mar 2015</text:p></table:table-cell>"
        )
        content = open_document(row_of("name_en", "joined_on") + row_of("Rennes", day))
        [record] = table_of(content).records
        assert "shows “Mar 2015”" in dict(record.faults)["joined_on"]
