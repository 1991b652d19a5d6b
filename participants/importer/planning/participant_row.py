"""A row of a file as a typed object: only what its cells say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from participants.importer.planning import values
from participants.importer.planning.values import EventCell, WrongValue
from participants.importer.reading.tables import Record
from participants.models import (
    Absence,
    Basis,
    Figure,
    Kind,
    Measure,
    Participant,
    ParticipantText,
    Qualifier,
)
from participants.texts_per_language import content_languages

MOST_VALUES = 20_000
PROBLEM = "problem"  # the column of a file of corrections that says what was wrong


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row. row: as in the file; column: "" for the row as a whole."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """What a row says of one participant; what is None is not said, and stays as it is.

    joined_on: ISO 8601 of known precision; names, locations: by language; figures: by measure,
    each with the values of a `Figure`; computed: texts of columns that the registry works out.
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
    website: str | None
    source_url: str | None
    distinct_from: tuple[str, ...] | None
    figures: Mapping[str, Mapping[str, Any]]
    computed: Mapping[str, str]


def _longest(model: Any, field: str) -> int:
    return model._meta.get_field(field).max_length


def _readers() -> dict[str, tuple[Callable[[str], Any], int]]:
    """Return for each column how it is read, and its greatest length."""
    link = _longest(Participant, "website")
    found: dict[str, tuple[Callable[[str], Any], int]] = {
        "number": (values.number, 12),
        "slug": (values.slug, _longest(Participant, "slug")),
        "name_local": (values.text, _longest(Participant, "name_local")),
        "kind": (values.choice(Kind), 100),
        "country": (values.country, 100),
        "joined_on": (values.partial_date, 40),
        "events": (values.event_list, 2_000),
        "latitude": (values.latitude, 40),
        "longitude": (values.longitude, 40),
        "themes": (values.slug_list, 2_000),
        "website": (values.address, link),
        "source_url": (values.address, link),
        "distinct_from": (values.slug_list, 2_000),
    }
    for code in content_languages():
        found[f"name_{code}"] = (values.text, _longest(ParticipantText, "name"))
        found[f"location_{code}"] = (values.text, _longest(ParticipantText, "location_note"))
    for measure in Measure.values:
        for part, read in FIGURE_PARTS.items():
            found[f"{measure}{part}"] = (read, _longest(Figure, "source_url"))
        found[f"{measure}_source"] = (values.text, _longest(Figure, "source"))
    return found


FIGURE_PARTS: dict[str, Callable[[str], Any]] = {
    "": values.residents,
    "_max": values.residents,
    "_qualifier": values.choice(Qualifier),
    "_basis": values.choice(Basis),
    "_year": values.year,
    "_source": values.text,
    "_source_url": values.address,
    "_absence": values.choice(Absence),
}
FIGURE_FIELDS = {"": "value", "_max": "value_max"}


class RowReader:
    """Turn the records of a table into typed rows."""

    def __init__(self, columns: tuple[str, ...], computed: frozenset[str]) -> None:
        self.columns = columns
        self.computed = computed - {"live"}
        self.readers = _readers()
        self.values: dict[tuple[str, str], Any] = {}

    def read(self, record: Record) -> tuple[ParticipantRow | None, list[Fault]]:
        """Return the row, or None and what is wrong with its cells."""
        found: dict[str, Any] = {}
        computed: dict[str, str] = {}
        faults = []
        for column, cell in zip(self.columns, record.cells, strict=True):
            if not cell:
                continue
            if column in self.computed:
                computed[column] = cell
            elif column in self.readers:
                try:
                    found[column] = self._value(column, cell)
                except WrongValue as error:
                    faults.append(Fault(record.row, column, cell, str(error)))
        if faults:
            return None, faults
        return self._row(record.row, found, computed), []

    def _value(self, column: str, cell: str) -> Any:
        """Return the value of a cell; equal cells share it, which saves most of the memory."""
        if (column, cell) not in self.values:
            if len(self.values) >= MOST_VALUES:
                self.values.clear()
            self.values[column, cell] = self._read(column, cell)
        return self.values[column, cell]

    def _read(self, column: str, cell: str) -> Any:
        read, longest = self.readers[column]
        if len(cell) > longest:
            raise WrongValue(_("Write at most %(longest)d characters.") % {"longest": longest})
        return read(cell)

    @staticmethod
    def _row(row: int, found: Mapping[str, Any], computed: Mapping[str, str]) -> ParticipantRow:
        plain = ("number", "slug", "name_local", "kind", "country", "joined_on", "events")
        further = ("latitude", "longitude", "themes", "website", "source_url", "distinct_from")
        return ParticipantRow(
            row=row,
            **{name: found.get(name) for name in (*plain, *further)},
            names=_by_language(found, "name"),
            locations=_by_language(found, "location"),
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
