"""The types of the open data as JSON; `openapi.json` is made from them.

Texts and HTML are by language, and dates without words: the files are the same for all readers.
"""

from typing import Annotated, Any, Literal, get_type_hints

from pydantic import Field
from typing_extensions import TypedDict

from participants.models import LINKS, EventKind, Kind, RepresentativeRole, Status
from participants.models.parts.texts import Funding
from participants.registry.listing.shapes import (
    HTML,
    Address,
    CountryCode,
    Day,
    FigureFacts,
    Position,
    Slug,
    Text,
    TypedAddress,
    codes,
    shape_of,
)
from participants.values.dates import PATTERN, Precision

ByLanguage = dict[str, Text]
HTMLByLanguage = dict[str, HTML]


class Licence(TypedDict):
    """What may be done with the file."""

    name: Text
    url: Address


class About(TypedDict):
    """What a file says of itself."""

    title: Text
    version: Text
    licence: Licence
    date: Annotated[Day, Field(description="The day that it answers for.")]
    filter: Annotated[dict[str, str], Field(description="The parameters that were given.")]
    total_count: int


class WrittenDate(TypedDict):
    """A date of which only a part may be known."""

    date: Annotated[str, Field(pattern=f"^{PATTERN.pattern}$")]
    precision: Annotated[str, codes(Precision)]


class RecordedEvent(TypedDict):
    """A step of a membership."""

    kind: Annotated[str, codes(EventKind)]
    date: WrittenDate | None
    successor: Slug | None
    source_url: TypedAddress | None


class RecordedFigure(FigureFacts):
    """A figure with all that must stand beside its value."""

    display: ByLanguage


class RecordedRepresentative(TypedDict):
    """Who speaks for a participant, or did."""

    name: Text
    role: Annotated[str, codes(RepresentativeRole)]
    since: WrittenDate | None
    until: WrittenDate | None
    source_url: TypedAddress | None


class InitiativeWords(TypedDict):
    """An initiative in one language."""

    title: Text
    description: HTML
    staff_roles: list[Text]


class RecordedInitiative(TypedDict):
    """What a participant does."""

    theme: Slug
    started_on: WrittenDate | None
    funding: Annotated[str, codes(Funding)]
    texts: dict[str, InitiativeWords]
    source_url: TypedAddress | None


class RecordFacts(TypedDict):
    """What the complete public record of a participant tells, but for its addresses elsewhere."""

    number: int | None
    slug: Slug
    names: ByLanguage
    name_local: Text | None
    kind: Annotated[str, codes(Kind)]
    country: CountryCode
    status: Annotated[str, codes(Status)]
    joined_on: WrittenDate | None
    left_on: WrittenDate | None
    events: list[RecordedEvent]
    position: Position | None
    location_notes: ByLanguage
    themes: list[Slug]
    summaries: HTMLByLanguage
    figures: list[RecordedFigure]
    initiatives: list[RecordedInitiative]
    representatives: list[RecordedRepresentative]


# The members follow the model.
Record = shape_of(
    "Record",
    {
        **get_type_hints(RecordFacts, include_extras=True),
        **dict.fromkeys(LINKS, TypedAddress | None),
    },
)
RecordsFile = shape_of("RecordsFile", {"meta": About, "items": list[Record]})  # type: ignore[valid-type]


class AboutPoints(About):
    """What the file of points says of itself."""

    without_position: Annotated[int, Field(description="How many are not in it for that.")]


class PointGeometry(TypedDict):
    """The seat of an authority, never finer."""

    type: Literal["Point"]
    coordinates: Annotated[
        tuple[float, float],
        Field(
            description="Longitude and latitude, WGS 84 degrees.",
            # Says nothing more, but there are programs that ask every array for it.
            json_schema_extra={"items": {"type": "number"}},
        ),
    ]


class PointFeature(TypedDict):
    """A participant on a map."""

    type: Literal["Feature"]
    id: Slug
    geometry: PointGeometry
    properties: Annotated[
        dict[str, Any], Field(description="By the columns of `export.csv`; themes are a list.")
    ]


class PointsFile(TypedDict):
    """The participants as GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"]
    meta: AboutPoints
    features: list[PointFeature]
