"""The row that names the columns, and what stands in the rows under the names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from participants.importer.reading.columns import NAMES, KnownColumns, column_letter
from participants.importer.reading.encodings.lost_letters import lost_letters
from participants.importer.reading.faults import (
    MOST_NAMED,
    Remark,
    UnreadableFile,
    WrongEncoding,
    listed,
    shortened,
    struck_cell,
    struck_row,
)
from participants.importer.reading.rows import (
    CONTROLS,
    MOST_COLUMNS,
    RawRow,
    check_cells,
    clean_cell,
)
from participants.values.text import fold


@dataclass(frozen=True)
class Header:
    """The names of the columns, "" for a column without one; nothing after the last name.

    remarks: on the columns that are called otherwise in the file.
    """

    names: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name)

    def cells_of(self, row: RawRow) -> tuple[str, ...]:
        """Return the cells under the names, made uniform; those missing at the end are empty."""
        width = len(self.names)
        check_cells(row.cells, row.first, self.column_name, CONTROLS)
        cells = [clean_cell(cell) for cell in row.cells]
        if any(cells[width:]) or len(self.columns) < width:
            self._refuse_nameless(row.first, cells)
        cells = cells[:width] + [""] * (width - len(cells))
        return tuple(cell for name, cell in zip(self.names, cells, strict=True) if name)

    def faults_of(self, row: RawRow) -> tuple[tuple[str, str], ...]:
        """Return column and sentence for each cell that cannot mean what stands in it.

        The column is "" where that is said of the row as a whole.
        """
        if row.struck and self._filled(row).issubset(row.struck):
            return (("", struck_row()),)
        faults = {
            **{self.names[index]: struck_cell() for index in row.struck if self.is_read(index)},
            **{self.names[index]: said for index, said in row.faults if self.is_read(index)},
        }
        for name, cell in zip(self.names, row.cells, strict=False):
            if name and (message := lost_letters(cell, is_name=name.startswith(NAMES))):
                faults.setdefault(name, message)
        return tuple(faults.items())

    def faults_of_names(self, row: RawRow) -> Iterator[tuple[str, str]]:
        """Yield column and sentence for each name that does not show as it stands there."""
        said = [*((index, struck_cell()) for index in row.struck), *row.faults]
        yield from ((self.names[index], message) for index, message in said if self.is_read(index))

    def _filled(self, row: RawRow) -> set[int]:
        return {
            index for index, cell in enumerate(row.cells) if cell.strip() and self.is_read(index)
        }

    def is_read(self, index: int) -> bool:
        return index < len(self.names) and bool(self.names[index])

    def shown_numbers(self, row: RawRow) -> tuple[tuple[str, str], ...]:
        """Return column and what shows for each number that is not whole."""
        return tuple(
            (self.names[index], shown) for index, shown in row.numbers if self.is_read(index)
        )

    def column_name(self, index: int) -> str:
        """Return the name of a column, counted from 0, or its letter where it has none."""
        return (self.names[index] if index < len(self.names) else "") or column_letter(index)

    def _refuse_nameless(self, row: int, cells: list[str]) -> None:
        for index, cell in enumerate(cells):
            if cell and not (index < len(self.names) and self.names[index]):
                letter = column_letter(index)
                raise UnreadableFile(
                    _(
                        "Row %(row)s has “%(text)s” in column %(letter)s, but that column has no "
                        "name. Name the column or empty the cell; in a CSV file, "
                        "put a text that contains the separator between quotation marks."
                    )
                    % {"row": row, "letter": letter, "text": shortened(cell)},
                    row=row,
                    column=letter,
                )


def read_header(row: RawRow, known_columns: KnownColumns) -> Header:
    """Read the names of the columns; refuse what is doubtful about them."""
    if any(row.cells[MOST_COLUMNS:]):
        raise UnreadableFile(
            _("The file has more than %(most)s columns. Keep only the columns of the registry.")
            % {"most": MOST_COLUMNS},
            row=row.first,
        )
    cells = row.cells[:MOST_COLUMNS]
    check_cells(cells, row.first, column_letter)
    labels = [clean_cell(cell).lower() for cell in cells]
    while labels and not labels[-1]:
        labels.pop()
    names = _names_of(labels, row.first, known_columns)
    _refuse_repeated(names, row.first)
    return Header(tuple(names), tuple(_remarks(labels, names, row.first)))


def _names_of(labels: list[str], row: int, known_columns: KnownColumns) -> list[str]:
    """Return the names of the columns that the labels mean; refuse what is not certain."""
    _refuse_unknown(labels, row, known_columns)
    names: list[str] = []
    for label in labels:
        meant = known_columns.meant_by(label) if label else {""}
        if len(meant) > 1:
            words = {"label": shortened(label), "columns": ", ".join(sorted(meant))}
            raise UnreadableFile(
                _("The column “%(label)s” can mean several: %(columns)s. Write the right name.")
                % words,
                row=row,
                column=label,
            )
        names += meant
    return names


def _remarks(labels: list[str], names: list[str], row: int) -> Iterator[Remark]:
    """Yield what is told of the columns that go by another name in the file."""
    pairs = [
        _("“%(label)s” as %(name)s") % {"label": shortened(label), "name": name}
        for label, name in zip(labels, names, strict=True)
        if fold(label) != fold(name)
    ]
    if pairs:
        sentence = _("These columns were read by what they are called: %(columns)s.")
        yield Remark(row, "", "", sentence % {"columns": ", ".join(pairs)})


def _refuse_unknown(labels: list[str], row: int, known_columns: KnownColumns) -> None:
    unknown = [label for label in labels if label and not known_columns.meant_by(label)]
    if not unknown:
        return
    if len(unknown) == len([label for label in labels if label]):
        sentence = _(
            "The first row must name the columns, but none of its names is known: %(unknown)s."
        )
    else:
        sentence = _(
            "The first row names columns that are not known: %(unknown)s. Correct or delete them."
        )
    place = _(
        "All columns are named in docs/importing.md, and in the empty file that the import page "
        "offers."
    )
    words = {"unknown": listed(unknown)}
    message = " ".join([sentence % words, *_near_misses(unknown, known_columns), place])
    # Names with letters beyond A to Z would be others if the letters were read otherwise.
    refusal = UnreadableFile if "".join(unknown).isascii() else WrongEncoding
    raise refusal(message, row=row, column=unknown[0])


def _near_misses(unknown: list[str], known_columns: KnownColumns) -> Iterator[str]:
    """Yield for the first unknown labels what may have been meant."""
    for label in unknown[:MOST_NAMED]:
        if near := known_columns.near(label):
            words = {"label": shortened(label), "names": listed(near)}
            yield _("With “%(label)s”, did you mean %(names)s?") % words


def _refuse_repeated(names: list[str], row: int) -> None:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            first, second = column_letter(names.index(name)), column_letter(index)
            raise UnreadableFile(
                _(
                    "The column “%(name)s” appears twice, in columns %(first)s and %(second)s. "
                    "Delete or rename one of them."
                )
                % {"name": name, "first": first, "second": second},
                row=row,
                column=name,
            )
