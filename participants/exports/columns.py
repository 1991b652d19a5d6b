"""The registry as a flat table: the one specification that files and the importer share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participants.exports.selection import TableRow
from participants.models import LINKS, Absence, Basis, Kind, Measure, Participant, Qualifier, Status
from participants.values.countries import CODES
from participants.values.dates import PATTERN, PartialDate
from participants.values.languages import content_languages

Cell = str | int | float | None
Read = Callable[[TableRow], Cell]

# What must be loaded of participants that are written.
PARTS = ("texts", "events", "themes", "figures")


@dataclass(frozen=True)
class Datatype:
    """What the cells of a column hold.

    base: string, integer, number or anyURI, as XML Schema has them; values: all that there can be;
    pattern: a regular expression for the whole cell; separator: between the values of a list; unit:
    of a number; lowest, highest: both included.
    """

    base: str = "string"
    values: Sequence[str] = ()
    pattern: str = ""
    separator: str = ""
    unit: str | Promise = ""
    lowest: int | None = None
    highest: int | None = None
    is_required: bool = False


TEXT = Datatype()
ADDRESS = Datatype("anyURI")
PARTIAL_DATE = Datatype(pattern=PATTERN.pattern)
RESIDENTS = Datatype("integer", unit=_("residents"), lowest=0)


@dataclass(frozen=True)
class Column:
    """A column of the table.

    description: one sentence; is_computed: follows from other columns, so that an import checks
    it and never writes it.
    """

    name: str
    description: str | Promise
    read: Read
    datatype: Datatype = TEXT
    is_computed: bool = False
    row_of: Callable[[Participant], TableRow] = TableRow

    def cell(self, row: TableRow) -> Cell:
        """Return the cell of a row; an empty one is None."""
        value = self.read(row)
        return None if value == "" else value


def columns(*, day: date | None = None, includes_drafts: bool = False) -> dict[str, Column]:
    """Return the columns by name, in their order.

    day: what status, dates and events tell of, instead of now; includes_drafts: whether
    successors that are not public are named, and what the office alone has is there.
    """
    row_of = partial(TableRow, day=day, includes_drafts=includes_drafts)
    found = [
        *_identity(),
        *_membership(),
        *_place_and_work(),
        *(column for measure in Measure for column in _figure(measure)),
        *(_for_the_office() if includes_drafts else ()),
    ]
    return {column.name: replace(column, row_of=row_of) for column in found}


def cells(chosen: Sequence[Column], participant: Participant) -> list[Cell]:
    """Return the cells of a participant in columns of one table; faster than one by one."""
    row = chosen[0].row_of(participant)
    return [column.cell(row) for column in chosen]


def rows(
    chosen: Sequence[Column], batches: Iterable[list[Participant]]
) -> Iterator[list[list[Cell]]]:
    for batch in batches:
        yield [cells(chosen, participant) for participant in batch]


def _plain(name: str) -> Read:
    return lambda row: getattr(row.participant, name)


def _text(name: str, language: str) -> Read:
    return lambda row: getattr(row.texts.get(language), name, None)


def _date(when: PartialDate | None) -> str | None:
    return when.isoformat() if when else None


def _degrees(value: object) -> float | None:
    # A fresh object may still hold text; adding zero makes -0.0 a plain zero.
    return None if value is None else float(str(value)) + 0.0


def _identity() -> Iterator[Column]:
    ordinal = Datatype("integer", lowest=1)
    yield Column("number", _("The ordinal issued at admission."), _plain("number"), ordinal)
    slug = Datatype(is_required=True)
    yield Column("slug", _("The stable name in addresses."), _plain("slug"), slug)
    for code in content_languages():
        description = format_lazy(_("The usual name in the language “{code}”."), code=code)
        yield Column(f"name_{code}", description, _text("name", code))
    local = _("The name as the authority writes itself, in its own script.")
    yield Column("name_local", local, _plain("name_local"))
    kinds = Datatype(values=Kind.values)
    yield Column("kind", _("The kind of authority, as a code."), _plain("kind"), kinds)
    country = _("The country: ISO 3166-1 alpha-2, XK for Kosovo.")
    yield Column("country", country, _plain("country"), Datatype(values=sorted(CODES)))


def _membership() -> Iterator[Column]:
    yield Column(
        "status",
        _("Where the membership stands, as a code."),
        lambda row: str(row.membership.status),
        Datatype(values=Status.values),
        is_computed=True,
    )
    yield Column(
        "joined_on",
        _("The last admission, as far as it is known: 2014 or 2014-12-05."),
        lambda row: _date(row.membership.joined),
        PARTIAL_DATE,
    )
    yield Column(
        "left_on",
        _("The withdrawal or merger, likewise."),
        lambda row: _date(row.membership.left),
        PARTIAL_DATE,
        is_computed=True,
    )
    example = "admitted 2014; suspended 2015-03; reinstated; merged 2018 into lyon"
    description = format_lazy(_("The whole history, such as “{example}”."), example=example)
    yield Column("events", description, lambda row: row.history)


def _place_and_work() -> Iterator[Column]:
    for name, direction, most in (
        ("latitude", _("Degrees north, WGS 84."), 90),
        ("longitude", _("Degrees east, WGS 84."), 180),
    ):
        place = _plain(name)
        degrees = Datatype("number", unit=_("degrees"), lowest=-most, highest=most)
        yield Column(name, direction, lambda row, place=place: _degrees(place(row)), degrees)  # type: ignore[misc]  # mypy cannot infer defaults of lambdas
    for code in content_languages():
        words = format_lazy(_("Where it lies, in words of the language “{code}”."), code=code)
        yield Column(f"location_{code}", words, _text("location_note", code))
    themes = _("The slugs of its themes, with “;” between them.")
    yield Column("themes", themes, lambda row: row.themes, Datatype(separator=";"))
    for name, link in LINKS.items():
        yield Column(name, link.description, _plain(name), ADDRESS)


def _figure(measure: Measure) -> Iterator[Column]:
    for name, what, datatype in (
        ("value", _("residents; empty is not zero."), RESIDENTS),
        ("value_max", _("the upper end, where it is a range."), RESIDENTS),
        (
            "qualifier",
            _("how exactly the source gives it, as a code."),
            Datatype(values=Qualifier.values),
        ),
        ("basis", _("what it rests on, as a code."), Datatype(values=Basis.values)),
        ("year", _("when it holds."), Datatype("integer", unit=_("calendar year"))),
        ("source", _("the document that gives it."), TEXT),
        ("source_url", _("the address of the document."), ADDRESS),
        ("absence", _("why there is no value, as a code."), Datatype(values=Absence.values)),
    ):
        description = format_lazy(_("{measure}: {what}"), measure=measure.label, what=what)
        read = partial(_part, measure, name)
        part = f"_{name}".removeprefix("_value")
        yield Column(f"{measure.value}{part}", description, read, datatype)
    for code in content_languages():
        description = format_lazy(
            _("{measure}: the whole statement in the language “{code}”."),
            measure=measure.label,
            code=code,
        )
        yield Column(
            f"{measure.value}_display_{code}",
            description,
            partial(TableRow.display, measure=measure, language=code),
            is_computed=True,
        )


def _for_the_office() -> Iterator[Column]:
    description = _("The slugs of others of a like name that it is not, with “;” between them.")
    yield Column("distinct_from", description, lambda row: ";".join(row.participant.distinct_from))


def _part(measure: Measure, name: str, row: TableRow) -> Cell:
    figure = row.figures.get(measure)
    if figure is None or (name == "qualifier" and figure.value is None):
        return None
    return getattr(figure, name)
