"""The small parts of an .xlsx workbook: its sheets, where they are, and how numbers are shown."""

from datetime import datetime
from posixpath import join, normpath
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from participants.importer.reading.faults import damaged_workbook
from participants.importer.reading.workbooks.xml_parts import TRUE, PartReader

MOST_STYLES = 65_536  # more than a spreadsheet program writes
MOST_SHEETS = 1_000
LONGEST_FORMAT = 255  # characters
LONGEST_NAME = 255  # characters of a sheet's name; spreadsheet programs write at most 31
LISTS = frozenset(("cellXfs", "fonts", "dxfs"))


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it. key: that of its relation."""

    key: str
    name: str
    is_hidden: bool


class Workbook(PartReader):
    """The sheets in their order, from which day dates count, and whether formulas have values."""

    def __init__(self) -> None:
        self.sheets: list[SheetEntry] = []
        self.epoch: datetime = WINDOWS_EPOCH
        self.is_stale = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            if len(self.sheets) == MOST_SHEETS:
                raise damaged_workbook()
            keys = (value for key, value in attributes.items() if key.endswith(":id"))
            is_hidden = attributes.get("state", "visible") != "visible"
            title = attributes.get("name", "")[:LONGEST_NAME]
            self.sheets.append(SheetEntry(next(keys, ""), title, is_hidden))
        elif name == "workbookPr" and attributes.get("date1904") in TRUE:
            self.epoch = CALENDAR_MAC_1904
        elif name == "calcPr":
            # Written by libraries, which cannot work a formula out; spreadsheet programs have.
            self.is_stale = attributes.get("fullCalcOnLoad") in TRUE


class Relations(PartReader):
    """Which part is what. Paths are those inside the zip."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.texts = ""
        self.styles = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        path = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")
        if kind == "worksheet":
            if len(self.sheets) == MOST_SHEETS:
                raise damaged_workbook()
            self.sheets[attributes.get("Id", "")] = path
        elif kind == "sharedStrings":
            self.texts = path
        elif kind == "styles":
            self.styles = path


class Styles(PartReader):
    """Number formats, in which a spreadsheet hides what a number means, and what is struck out."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self.cell_formats: list[int] = []
        self.cell_fonts: list[int] = []
        self.fonts = 0
        self.struck_fonts: set[int] = set()
        # By number, the formats for cells that a rule picks out.
        self.differences = 0
        self.struck_differences: set[str] = set()
        self.inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in LISTS:
            self.inside = name
        elif name == "xf" and self.inside == "cellXfs":
            self.cell_formats.append(int(attributes.get("numFmtId", "0")))
            self.cell_fonts.append(int(attributes.get("fontId", "0")))
        elif name == "font" and self.inside == "fonts":
            self.fonts += 1
        elif name == "dxf":
            self.differences += 1
        elif name == "strike" and attributes.get("val", "1") in TRUE:
            if self.inside == "fonts":
                self.struck_fonts.add(self.fonts - 1)
            elif self.inside == "dxfs":
                self.struck_differences.add(str(self.differences - 1))
        elif name == "numFmt":
            code = attributes.get("formatCode", "")[:LONGEST_FORMAT]
            self.formats[int(attributes.get("numFmtId", "0"))] = code
        counts = len(self.cell_formats), len(self.formats), self.fonts, self.differences
        if max(counts) > MOST_STYLES:
            raise damaged_workbook()

    def end(self, name: str) -> None:
        if name in LISTS:
            self.inside = ""

    def by_style(self) -> dict[str, str]:
        """Return the formats of the cell styles by their numbers, as cells quote them."""
        return {
            str(style): self.formats[key]
            for style, key in enumerate(self.cell_formats)
            if key in self.formats
        }

    def struck(self) -> frozenset[str]:
        fonts = enumerate(self.cell_fonts)
        return frozenset(str(style) for style, font in fonts if font in self.struck_fonts)
