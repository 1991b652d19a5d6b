"""What the files of open data are: for the page on them, and for search engines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alliance_pages.content_version import answer_for
from alliance_pages.models.participants import OPEN_DATA
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.site_context.context import today
from participants.exports import (
    CSVW,
    DATA_PACKAGE,
    FILE_FORMATS,
    Column,
    Datatype,
    MeasuredFile,
    Selection,
    columns,
    measured_files,
)
from participants.exports.selection import TITLE
from participants.exports.shapes import Licence
from participants.models import EventKind, Participant
from participants.registry.listing.filters import Filters
from participants.values.languages import content_languages

ENDPOINT = "wagtailapi:participants"
# Of which the register at their end is offered, the latest first.
MOST_YEARS = 20
# How many codes are named; of more, as the countries, the description beside the table tells.
MOST_CODES = 12

LABELS = {
    "csv": _("Table (CSV)"),
    "geojson": _("Map data (GeoJSON)"),
    "json": _("Everything (JSON)"),
}
CONTENTS = {
    "csv": _("One row for each participant, with the fields below."),
    "geojson": _("The same fields as points on a map, of those whose seat is known."),
    "json": _(
        "All that is public of each participant in all languages, also every figure, event, "
        "initiative and representative."
    ),
}
TYPES: dict[str, str | Promise] = {
    "string": _("text"),
    "integer": _("whole number"),
    "number": _("number"),
    "anyURI": _("web address"),
}
PARTIAL_DATE = _("date as far as it is known")

PYTHON = """\
import csv
from io import TextIOWrapper
from urllib.request import urlopen

with urlopen("{csv}") as answer:
    rows = list(csv.DictReader(TextIOWrapper(answer, "utf-8", newline="")))
print(len(rows), "participants")
for row in rows[:3]:
    print(row["number"], row["slug"], row["country"])
"""
R = """\
rows <- read.csv("{csv}", encoding = "UTF-8", na.strings = "")
nrow(rows)
head(rows[c("number", "slug", "country")], 3)
"""
CURL = """\
curl --fail --silent --show-error --output participants.csv '{csv}'
"""
CHECK = """\
echo '{sha256}  participants.csv' | sha256sum --check
"""


@dataclass(frozen=True)
class DataFile:
    """A file that anybody may take along. measured: None where it is too much to be measured."""

    name: str
    label: str
    contents: str
    media_type: str
    href: str
    measured: MeasuredFile | None


@dataclass(frozen=True)
class DataField:
    """A column of the table. kind: what its cells hold; codes: all that there can be, if few."""

    name: str
    description: str
    kind: str
    codes: Sequence[str] = ()
    is_computed: bool = False


@dataclass(frozen=True)
class Example:
    """How a program takes the table along. language: that it is written in."""

    language: str
    code: str


@dataclass(frozen=True)
class OpenData:
    """The open data of today in the active language.

    updated_at: of the last publication; since: the first year; past: addresses of the table as of
    the end of former years, by day; descriptions: of documents on the table for programs, by
    name; endpoint: of the same data piece by piece.
    """

    title: str
    version: str
    licence: Licence
    total: int
    languages: list[str]
    updated_at: datetime | None
    since: str
    files: list[DataFile]
    fields: list[DataField]
    past: dict[str, str]
    examples: list[Example]
    citation: str
    descriptions: dict[str, str]
    endpoint: str


@dataclass(frozen=True)
class _State:
    """What is read of the registry once for each of its states."""

    version: str
    licence: Licence
    total: int
    measured: dict[str, MeasuredFile]
    updated_at: datetime | None
    since: str


def open_data_of(around: PageContext) -> OpenData:
    """Return the open data in the active language; without files where no API serves them."""
    day = today()
    # The records hold links to pages, so that they are as old as those.
    state = answer_for(around.version, ("open data", day), _read_state)
    address = {name: _address(around, f"export-{name}") for name in FILE_FORMATS}
    table = address["csv"]
    return OpenData(
        title=str(TITLE),
        version=state.version,
        licence=state.licence,
        total=state.total,
        languages=content_languages(),
        updated_at=state.updated_at,
        since=state.since,
        files=[
            DataFile(
                name=f"export.{name}",
                label=str(LABELS[name]),
                contents=str(CONTENTS[name]),
                media_type=chosen.content_type.partition(";")[0],
                href=address[name],
                measured=state.measured.get(name),
            )
            for name, chosen in FILE_FORMATS.items()
            if address[name]
        ],
        fields=[_field(column) for column in columns().values()],
        past={last: f"{table}?as_of={last}" for last in _last_days(state.since, day)},
        examples=_examples(table, state.measured.get("csv")),
        citation=_citation(around, state.licence),
        descriptions={name: _address(around, name) for name in (CSVW, DATA_PACKAGE)},
        endpoint=_address(around, "listing"),
    )


def _read_state() -> _State:
    selection = Selection(Filters(QueryDict()))
    about = selection.about()
    is_dated_admission = Q(events__kind=EventKind.ADMITTED, events__date__gt="")
    found = (
        Participant.objects.public()
        .order_by()
        .aggregate(
            latest=Max("last_published_at"), first=Min("events__date", filter=is_dated_admission)
        )
    )
    return _State(
        version=about["version"],
        licence=about["licence"],
        total=about["total_count"],
        measured=measured_files(selection),
        updated_at=found["latest"],
        since=(found["first"] or "")[:4],
    )


def _address(around: PageContext, name: str) -> str:
    return around.endpoint(f"{ENDPOINT}:{name}")


def _field(column: Column) -> DataField:
    datatype = column.datatype
    codes = datatype.values if len(datatype.values) <= MOST_CODES else ()
    return DataField(
        column.name, str(column.description), _kind(datatype), codes, column.is_computed
    )


def _kind(datatype: Datatype) -> str:
    kind = str(PARTIAL_DATE if datatype.pattern else TYPES[datatype.base])
    return f"{kind}, {datatype.unit}" if datatype.unit else kind


def _last_days(since: str, day: date) -> list[str]:
    """Return the last days of the years from the first to the one before a day."""
    if not since:
        return []
    years = range(day.year - 1, max(int(since), day.year - 1 - MOST_YEARS) - 1, -1)
    return [f"{year}-12-31" for year in years]


def _examples(table: str, measured: MeasuredFile | None) -> list[Example]:
    check = CHECK.format(sha256=measured.sha256) if measured else ""
    return [
        Example("Python", PYTHON.format(csv=table)),
        Example("R", R.format(csv=table)),
        Example("curl", CURL.format(csv=table) + check),
    ]


def _citation(around: PageContext, licence: Licence) -> str:
    page = around.page.get_url(around.request) if around.page else ""
    return gettext("%(author)s: %(title)s. %(state)s. %(licence)s. %(address)s") % {
        "author": around.site_context.name,
        "title": TITLE,
        "state": around.site_context.counts.statement,
        "licence": licence["name"],
        "address": around.absolute(f"{page}{OPEN_DATA}"),
    }
