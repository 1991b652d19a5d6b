"""A row of a file as a typed object: only what its cells say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from participants.importer.planning import numbers, values
from participants.importer.planning.values import EventCell
from participants.importer.reading.faults import Fault, Remark
from participants.importer.reading.lists import Record
from participants.models import (
    LINKS,
    Absence,
    Basis,
    Figure,
    Kind,
    Measure,
    Participant,
    ParticipantText,
    Qualifier,
)
from participants.values.calendars import DateOrders
from participants.values.languages import content_languages
from participants.values.text import WrongValue
from participants.values.word_lists import is_placeholder
from participants.values.written_dates import TwoDatesError, WrittenDate, read_date
from participants.values.written_numbers import read_degrees

MOST_VALUES = 20_000
PROBLEM = "problem"  # the column of a file of corrections that says what was wrong


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """What a row says of one participant; what is None is not said, and stays as it is.

    joined_on: ISO 8601 of known precision; names, locations: by language; links: by field; figures:
    by measure, each with the values of a `Figure`; computed: texts of columns that the registry
    works out.
    """

    row: int
    number: int | None
    slug: str | None
    names: Mapping[str, str]
    name_local: str | None
    kind: str | None
    country: str | None
    joined_on: str | None
    events: tuple[EventCell, ...] | None
    latitude: Decimal | None
    longitude: Decimal | None
    locations: Mapping[str, str]
    themes: tuple[str, ...] | None
    links: Mapping[str, str]
    distinct_from: tuple[str, ...] | None
    figures: Mapping[str, Mapping[str, Any]]
    computed: Mapping[str, str]


def _longest(model: Any, field: str) -> int:
    return model._meta.get_field(field).max_length


def _readers() -> dict[str, tuple[Callable[[str], Any], int]]:
    """Return for each column how it is read, and its greatest length."""
    found: dict[str, tuple[Callable[[str], Any], int]] = {
        "number": (numbers.number, 12),
        "slug": (values.slug, _longest(Participant, "slug")),
        "name_local": (values.name, _longest(Participant, "name_local")),
        "kind": (values.choice(Kind), 100),
        "country": (values.country, 100),
        "joined_on": (read_date, 100),
        "events": (values.event_list, 2_000),
        "latitude": (partial(read_degrees, limit=90), 40),
        "longitude": (partial(read_degrees, limit=180), 40),
        "themes": (values.theme_list(), 2_000),
        **{name: (values.address, _longest(Participant, name)) for name in LINKS},
        "distinct_from": (values.slug_list, 2_000),
    }
    for code in content_languages():
        found[f"name_{code}"] = (values.name, _longest(ParticipantText, "name"))
        found[f"location_{code}"] = (values.text, _longest(ParticipantText, "location_note"))
    for measure in Measure.values:
        for part, read in FIGURE_PARTS.items():
            found[f"{measure}{part}"] = (read, _longest(Figure, "source_url"))
        found[f"{measure}_source"] = (values.text, _longest(Figure, "source"))
    return found


FIGURE_PARTS: dict[str, Callable[[str], Any]] = {
    "": numbers.residents,
    "_max": numbers.residents,
    "_qualifier": values.choice(Qualifier),
    "_basis": values.choice(Basis),
    "_year": numbers.year,
    "_source": values.text,
    "_source_url": values.address,
    "_absence": values.choice(Absence),
}
FIGURE_FIELDS = {"": "value", "_max": "value_max"}
NO_READER = (None, 0)
WHOLE = frozenset((numbers.number, numbers.residents, numbers.year))  # readers of whole numbers
CODED = ("_qualifier", "_basis", "_absence")  # columns whose codes have words for “unknown”


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What came of reading a record: a row, or else faults, or neither where it has to wait.

    remarks: of cells that were read otherwise than they stand there.
    """

    row: ParticipantRow | None = None
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def has_to_wait(self) -> bool:
        """Return whether it has a date of which the other rows may tell the order."""
        return self.row is None and not self.faults


class RowReader:
    """Turn the records of a table into typed rows.

    What a date such as 03/04/2015 means is told by the other dates of the column: `is_last_chance`
    is set once all have been read.
    """

    def __init__(self, columns: tuple[str, ...], computed: frozenset[str]) -> None:
        self.columns = columns
        self.computed = computed - {"live"}
        self.readers = _readers()
        self.values: dict[tuple[str, str], Any] = {}
        self.orders = DateOrders()
        self.is_last_chance = False

    def read(self, record: Record) -> ReadRow:
        """Return the row, or what is wrong with its cells."""
        found: dict[str, Any] = {}
        computed: dict[str, str] = {}
        read = ReadRow()
        has_to_wait = False
        shown = dict(record.numbers)
        for column, cell in zip(self.columns, record.cells, strict=True):
            if cell and column in self.computed:
                computed[column] = cell
            elif column in shown and self.readers.get(column, NO_READER)[0] in WHOLE:
                message = numbers.not_whole(cell, shown[column])
                read.faults.append(Fault(record.row, column, cell, message))
            elif cell and column in self.readers:
                has_to_wait |= self._take(record.row, column, cell, found, read)
        if has_to_wait:
            return ReadRow()
        if read.faults:
            return read
        return replace(read, row=self._row(record.row, found, computed))

    def _take(self, row: int, column: str, cell: str, found: dict[str, Any], read: ReadRow) -> bool:
        """Put the value of a cell into `found`, or say what is wrong; tell whether it must wait."""
        if is_placeholder(cell) and not self._is_code(column, cell):
            sentence = _("This stands for nothing, and is read as an empty cell.")
            read.remarks.append(Remark(row, column, cell, sentence))
            return False
        try:
            found[column] = self._value_and_note(row, column, cell, read.remarks)
        except TwoDatesError as error:
            read.faults.append(Fault(row, column, cell, str(error)))
            return not self.is_last_chance
        except WrongValue as error:
            read.faults.append(Fault(row, column, cell, str(error)))
        return False

    def _is_code(self, column: str, cell: str) -> bool:
        """Return whether “unknown” and the like are a code of the column."""
        try:
            return column.endswith(CODED) and bool(self._value(column, cell))
        except WrongValue:
            return False

    def _value_and_note(self, row: int, column: str, cell: str, remarks: list[Remark]) -> Any:
        """Return the value of a cell, and tell how a date was read where that is not plain."""
        value = self._value(column, cell)
        if not isinstance(value, WrittenDate):
            return value
        if value.order:
            self.orders.learn(column, value.sign, value.order, row, cell)
        note = value.note or (
            self.orders.reason(column, value.sign, value.iso) if value.is_inferred else ""
        )
        if note:
            remarks.append(Remark(row, column, cell, note))
        return value.iso

    def _value(self, column: str, cell: str) -> Any:
        """Return the value of a cell; equal cells share it, which saves most of the memory."""
        if (column, cell) not in self.values:
            if len(self.values) >= MOST_VALUES:
                self.values.clear()
            try:
                self.values[column, cell] = self._read(column, cell)
            except TwoDatesError:
                raise
            except WrongValue as error:
                # To look for words like it takes long, and one word is often wrong in all rows.
                self.values[column, cell] = error
        value = self.values[column, cell]
        if isinstance(value, WrongValue):
            raise WrongValue(str(value))
        return value

    def _read(self, column: str, cell: str) -> Any:
        read, longest = self.readers[column]
        if len(cell) > longest:
            raise WrongValue(_("Write at most %(longest)d characters.") % {"longest": longest})
        if read is numbers.residents:
            measure = column.removesuffix("_max")
            return numbers.residents(cell, f"{measure}_qualifier", f"{measure}_max")
        if read is read_date and self.is_last_chance:
            return read_date(cell, self.orders.known(column))
        return read(cell)

    @staticmethod
    def _row(row: int, found: Mapping[str, Any], computed: Mapping[str, str]) -> ParticipantRow:
        plain = ("number", "slug", "name_local", "kind", "country", "joined_on", "events")
        further = ("latitude", "longitude", "themes", "distinct_from")
        return ParticipantRow(
            row=row,
            **{name: found.get(name) for name in (*plain, *further)},
            names=_by_language(found, "name"),
            locations=_by_language(found, "location"),
            links={name: found[name] for name in LINKS if name in found},
            figures={
                measure: statement
                for measure in Measure.values
                if (statement := _statement(found, measure))
            },
            computed=computed,
        )


def _by_language(found: Mapping[str, Any], name: str) -> dict[str, str]:
    return {
        code: found[f"{name}_{code}"] for code in content_languages() if f"{name}_{code}" in found
    }


def _statement(found: Mapping[str, Any], measure: str) -> dict[str, Any]:
    """Return the values of a figure; its cells are one statement and come together."""
    return {
        FIGURE_FIELDS.get(part, part[1:]): found[f"{measure}{part}"]
        for part in FIGURE_PARTS
        if f"{measure}{part}" in found
    }
