"""The row that names the columns: where it stands, and which columns there are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from types import MappingProxyType

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from participants.importer.reading.cells import CONTROLS, check_cells, clean_cell
from participants.importer.reading.encodings.lost_letters import lost_letters
from participants.importer.reading.faults import Remark, UnreadableFile, WrongEncoding
from participants.importer.reading.rows import MOST_COLUMNS, RawRow
from participants.values.folding import fold, name_key

MOST_NAMED = 10  # names of columns that a sentence can carry
LONGEST_NAMED = 40  # characters
LAST_COLUMN = 16_383  # from 0
LONGEST_NAME = 200  # characters of a cell that can name a column
MOST_ROWS_ABOVE = 50  # filled rows among which the names of the columns are looked for
NAMES = "name"  # what the columns begin with that hold names
LIKENESS = 0.75
NO_LABELS: Mapping[str, frozenset[str]] = MappingProxyType({})


class KnownColumns(Collection[str]):
    """The columns that a file may have.

    A text is among them if it is the name of one, or a label by which it is known as well.
    labels: folded, with the columns that each can mean; unread: the names of those that may stand
    in the file and are not read.
    """

    def __init__(
        self,
        names: Iterable[str],
        labels: Mapping[str, frozenset[str]] = NO_LABELS,
        unread: Collection[str] = (),
    ) -> None:
        self.names = frozenset(names)
        self.unread = frozenset(unread)
        self.labels = {**labels, **{name_key(name): frozenset({name}) for name in self.names}}

    def __contains__(self, text: object) -> bool:
        return bool(self.meant_by(str(text)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def meant_by(self, text: str) -> frozenset[str]:
        """Return the columns that a text can mean; none where it is not known."""
        if text in self.names:
            return frozenset({text})
        return self.labels.get(name_key(text), frozenset())

    def near(self, text: str) -> list[str]:
        """Return the columns whose names or labels are spelt nearly so, the nearest first."""
        near = get_close_matches(name_key(text)[:LONGEST_NAMED], self.labels, 2, LIKENESS)
        return list(dict.fromkeys(name for label in near for name in sorted(self.labels[label])))


@dataclass(frozen=True)
class HeaderPlace:
    """Where the names of the columns stand, or seem to.

    row: as a spreadsheet counts, 0 where there is none; known, named: how many names there are;
    is_followed: whether there is a row below.
    """

    row: int = 0
    known: int = 0
    named: int = 0
    is_followed: bool = False

    @property
    def is_certain(self) -> bool:
        """Tell whether most of the names are those of columns."""
        return self.known * 2 > self.named


@dataclass(frozen=True)
class Header:
    """The names of the columns, "" for a column without one; nothing after the last name.

    remarks: on the columns that are called otherwise in the file.
    """

    names: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the names that there are."""
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
        """Tell whether a column, counted from 0, has a name."""
        return index < len(self.names) and bool(self.names[index])

    def shown_numbers(self, row: RawRow) -> tuple[tuple[str, str], ...]:
        """Return column and what shows for each number that is not whole."""
        if not row.numbers:
            return ()
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


def struck_row() -> str:
    """Return the sentence for a row of which everything is struck through."""
    return _("The row is struck through. Remove it from the file, or take the line away.")


def struck_cell() -> str:
    """Return the sentence for a cell that is struck through."""
    return _("The cell is struck through in the spreadsheet. Empty it, or take the line away.")


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B, C; at most its last, XFD."""
    return get_column_letter(min(index, LAST_COLUMN) + 1)


def column_named(cell: str, known_columns: Collection[str]) -> str:
    """Return the column that a cell names, or ""; where it can mean several, all of them."""
    name = clean_cell(cell[: LONGEST_NAME + 1]).lower()
    if isinstance(known_columns, KnownColumns):
        return " ".join(sorted(known_columns.meant_by(name))) if name else ""
    return name if name in known_columns else ""


def find_header(rows: Iterable[RawRow], known_columns: Collection[str]) -> HeaderPlace:
    """Return where the columns are named: the first row of which most names are known.

    A single name is a title rather than a header if more names follow. Where no row is certain,
    it is the one with most known names, and at last the first one. rows: are read up to there.
    """
    best = HeaderPlace()
    filled = (row for row in rows if not row.is_empty and not row.is_comment)
    for row in islice(filled, MOST_ROWS_ABOVE):
        names = [cell for cell in row.cells[:MOST_COLUMNS] if cell.strip()]
        known = sum(bool(column_named(cell, known_columns)) for cell in names)
        found = HeaderPlace(row.first, known, len(names))
        is_better = not best.row or (found.is_certain, known) > (best.is_certain, best.known)
        if best.row and not is_better:
            best = replace(best, is_followed=True)
        elif is_better:
            best = found
        if best.is_certain and best.known > 1 and best.row != row.first:
            break
    return best


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
    labels = [clean_cell(cell).lower() for cell in cells]
    while labels and not labels[-1]:
        labels.pop()
    names = _names_of(labels, row.first, known_columns)
    _refuse_repeated(names, row.first)
    return Header(tuple(names), tuple(_remarks(labels, names, row.first)))


def _names_of(labels: list[str], row: int, known_columns: Collection[str]) -> list[str]:
    """Return the names of the columns that the labels mean; refuse what is not certain."""
    if not isinstance(known_columns, KnownColumns):
        known_columns = KnownColumns(known_columns)
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
    unknown = [label for label in labels if label and label not in known_columns]
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
    told = " ".join([sentence % words, *_near_misses(unknown, known_columns), place])
    # Names with letters beyond A to Z would be others if the letters were read otherwise.
    refusal = UnreadableFile if "".join(unknown).isascii() else WrongEncoding
    raise refusal(told, row=row, column=unknown[0])


def _near_misses(unknown: list[str], known_columns: KnownColumns) -> Iterator[str]:
    """Yield for the first unknown labels what may have been meant."""
    for label in unknown[:MOST_NAMED]:
        if near := known_columns.near(label):
            words = {"label": shortened(label), "names": listed(near)}
            yield _("With “%(label)s”, did you mean %(names)s?") % words


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
    shown = [quoted(shortened(name)) for name in names]
    return ", ".join(shown[:MOST_NAMED]) + (", …" if len(shown) > MOST_NAMED else "")


def quoted(text: str) -> str:
    """Return a text between the quotation marks of the language."""
    return _("“%(text)s”") % {"text": text}


def shortened(text: str) -> str:
    """Return as much of a text as fits into a sentence."""
    return text if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED]}…"
