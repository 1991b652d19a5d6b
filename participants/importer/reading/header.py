"""The first row of a file: which columns there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from participants.importer.reading.cells import check_cells, clean_cell
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.rows import MOST_COLUMNS, RawRow

MOST_NAMED = 10  # names of columns that a sentence can carry
LONGEST_NAMED = 40  # characters
LAST_COLUMN = 16_383  # from 0


@dataclass(frozen=True)
class Header:
    """The names of the columns, "" for a column without one; nothing after the last name."""

    names: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names that there are."""
        return tuple(name for name in self.names if name)

    def cells_of(self, row: RawRow) -> tuple[str, ...]:
        """Return the cells under the names, made uniform; those missing at the end are empty."""
        width = len(self.names)
        check_cells(row.cells, row.first, self._column_name)
        cells = [clean_cell(cell) for cell in row.cells]
        if any(cells[width:]) or not all(self.names):
            self._refuse_nameless(row.first, cells)
        cells = cells[:width] + [""] * (width - len(cells))
        return tuple(cell for name, cell in zip(self.names, cells, strict=True) if name)

    def _column_name(self, index: int) -> str:
        return (self.names[index] if index < len(self.names) else "") or column_letter(index)

    def _refuse_nameless(self, row: int, cells: list[str]) -> None:
        for index, cell in enumerate(cells):
            if cell and not (index < len(self.names) and self.names[index]):
                letter = column_letter(index)
                raise UnreadableFile(
                    _(
                        "Row %(row)s has “%(text)s” in column %(letter)s, but that column has no "
                        "name in the first row. Name the column or empty the cell; in a CSV file, "
                        "put a text that contains the separator between quotation marks."
                    )
                    % {"row": row, "letter": letter, "text": shortened(cell)},
                    row=row,
                    column=letter,
                )


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B, C; at most its last, XFD."""
    return get_column_letter(min(index, LAST_COLUMN) + 1)


def read_header(row: RawRow, known_columns: Collection[str]) -> Header:
    """Read the names of the columns; refuse what is doubtful about them."""
    if any(row.cells[MOST_COLUMNS:]):
        raise UnreadableFile(
            _("The file has more than %(most)s columns. Keep only the columns of the registry.")
            % {"most": MOST_COLUMNS},
            row=row.first,
        )
    cells = row.cells[:MOST_COLUMNS]
    check_cells(cells, row.first, column_letter)
    names = [clean_cell(cell).lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    _refuse_unknown(names, row.first, known_columns)
    _refuse_repeated(names, row.first)
    return Header(tuple(names))


def _refuse_unknown(names: list[str], row: int, known_columns: Collection[str]) -> None:
    unknown = [name for name in names if name and name not in known_columns]
    if not unknown:
        return
    if len(unknown) == len([name for name in names if name]):
        sentence = _(
            "The first row must name the columns, but none of its names is known: %(unknown)s. "
            "The columns that can be read are: %(known)s."
        )
    else:
        sentence = _(
            "The first row names columns that are not known: %(unknown)s. Correct or delete them; "
            "the columns that can be read are: %(known)s."
        )
    words = {"unknown": listed(unknown), "known": ", ".join(sorted(known_columns))}
    raise UnreadableFile(sentence % words, row=row, column=unknown[0])


def _refuse_repeated(names: list[str], row: int) -> None:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            places = {
                "name": name,
                "first": column_letter(names.index(name)),
                "second": column_letter(index),
            }
            raise UnreadableFile(
                _(
                    "The column “%(name)s” appears twice, in columns %(first)s and %(second)s. "
                    "Delete or rename one of them."
                )
                % places,
                row=row,
                column=name,
            )


def listed(names: Iterable[str]) -> str:
    """Return the first few names between quotation marks: “a”, “b”, “c”."""
    quoted = [f"“{shortened(name)}”" for name in names]
    return ", ".join(quoted[:MOST_NAMED]) + (", …" if len(quoted) > MOST_NAMED else "")


def shortened(text: str) -> str:
    """Return as much of a text as fits into a sentence."""
    return text if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED]}…"
