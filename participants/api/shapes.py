"""The types of the answers about participants, and how types are made from tables of fields."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from participants.models import Funding, Kind, OnFile, Status
from participants.models.parts.figure import Basis, Measure
from participants.registry.listing import shapes
from participants.registry.listing.shapes import (
    HTML,
    Address,
    Country,
    CountryCode,
    Day,
    Language,
    Link,
    PartialDate,
    Slug,
    Text,
    TextOrEmpty,
    Theme,
    TypedAddress,
    codes,
    shape_of,
)
from participants.registry.pictures.renditions import MediaType

Count = Annotated[int, Field(ge=0)]
Pixels = Annotated[int, Field(gt=0)]


def item_shape(
    name: str,
    meta: Mapping[str, Any],
    body: Mapping[str, Any],
    chosen: Sequence[str] | None = None,
    *,
    total: bool = True,
) -> Any:
    """Return the type of an item whose identifying fields stand under "meta".

    meta, body: the type of each field by its name; chosen: which of them it has, all unless said.
    """

    def of(fields: Mapping[str, Any]) -> dict[str, Any]:
        return {key: kind for key, kind in fields.items() if chosen is None or key in chosen}

    outer = {"meta": shape_of(f"{name}Meta", of(meta), total=total)} if of(meta) else {}
    return shape_of(name, {**outer, **of(body)}, total=total)


def answers_of_items(
    full: Any, meta: Mapping[str, Any], body: Mapping[str, Any], listed: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return the types of the answers of a list and of a single item, by path and status.

    full: the type of an item with all fields; listed: the names of the fields that lists have
    unless the parameter `fields` chooses others.
    """
    name = full.__name__
    chosen = item_shape(f"{name}Fields", meta, body, total=False)
    in_list = item_shape(f"{name}InList", meta, body, listed)
    return {
        "": {"200": list_of(f"{name}List", in_list | chosen)},
        "{id}/": {"200": full | chosen},
    }


def list_of(name: str, item: Any, meta: Any = None) -> Any:
    """Return the type of a page of a list. meta: what it says of itself, unless as lists do."""
    return shape_of(name, {"meta": meta or ListMeta, "items": list[item]})


class ListMeta(TypedDict):
    """What a list says of itself."""

    total_count: Annotated[Count, Field(description="Of what the filters keep.")]
    next: Annotated[Address | None, Field(description="Of the next page of the list.")]


class CountMeta(TypedDict):
    """What a list without pages says of itself."""

    total_count: Annotated[Count, Field(description="Of what the filters keep.")]


class Rendition(TypedDict):
    """A picture in one size, as WebP."""

    url: Address
    width: Pixels
    height: Pixels


class Credit(TypedDict):
    """Who made a picture, and on which terms it is shown."""

    text: Annotated[Text, Field(description="Must stand wherever the picture is shown.")]
    author: TextOrEmpty
    licence: TextOrEmpty
    source: TextOrEmpty


class ImageSource(TypedDict):
    """A picture in one format and several widths, as the element `source` takes it."""

    type: MediaType
    srcset: Annotated[Text, Field(description="Addresses with widths, the smallest first.")]


Fraction = Annotated[float, Field(ge=0, le=1)]


class FocalPoint(TypedDict):
    """What should be seen wherever a picture is cut; from the left and from the top."""

    x: Fraction
    y: Fraction


class Image(Rendition):
    """A picture with all that must stand beside it."""

    sources: Annotated[
        list[ImageSource], Field(description="What has been made, the smallest files first.")
    ]
    sizes: Annotated[Text, Field(description="For who shows the picture as large as it fits.")]
    focal_point: FocalPoint | None
    placeholder: Annotated[
        Annotated[str, Field(pattern="^#[0-9a-f]{6}$")] | None,
        Field(description="The colour that most of it has."),
    ]
    alt: Text
    credit: Credit
    thumbnail: Rendition


class Initiative(TypedDict):
    """What a participant does on a theme."""

    theme: Theme
    started_on: PartialDate | None
    funding: Annotated[str, codes(Funding)]
    locale: Annotated[Language, Field(description="Of its texts.")]
    title: Text
    description: HTML
    staff_roles: list[Text]
    source_url: TypedAddress | None


class ProfileAddresses(TypedDict):
    """Where a participant is told of."""

    detail_url: Address
    html_url: Link | None


class SuccessorMeta(ProfileAddresses):
    """Where it is told of, and in which language its name is."""

    locale: Language


class Successor(TypedDict):
    """The participant that another one is part of now."""

    id: int
    meta: SuccessorMeta
    slug: Slug
    name: Text


class Event(shapes.Event):
    """A step of a membership."""

    merged_into: Annotated[Successor | None, Field(description="The successor, to be named.")]


class NewestParticipant(TypedDict):
    """The newest of those that take part."""

    id: int
    meta: ProfileAddresses
    number: int | None
    slug: Slug
    name: Text
    country: Country
    joined_on: PartialDate | None


class TakingPart(TypedDict):
    """How many take part, of how many countries."""

    participants: Count
    countries: Count


class CountryCount(TypedDict):
    """How many belong to a country."""

    code: CountryCode
    name: Text
    count: Count


class KindCount(TypedDict):
    """How many are of a kind."""

    kind: Annotated[str, codes(Kind)]
    label: Text
    count: Count


class ThemeCount(TypedDict):
    """How many have to do with a theme."""

    slug: Slug
    label: Text
    count: Count


class YearCount(TypedDict):
    """How many are of a year: of the admission, or of the date."""

    year: int
    count: Count


class StatusCount(TypedDict):
    """How many have a status."""

    status: Annotated[str, codes(Status)]
    label: Text
    count: Count


class OnFileCount(TypedDict):
    """How many have something on file."""

    has: Annotated[str, codes(OnFile)]
    label: Text
    count: Count


class FigureTotal(TypedDict):
    """The sum of the figures of one measure and basis that are shown first."""

    measure: Annotated[str, codes(Measure)]
    basis: Annotated[str, codes(Basis)]
    participants: Count
    total: int
    total_max: int | None
    first_year: int | None
    last_year: int | None
    display: Text


class Summary(TypedDict):
    """Totals and counts of what the filters keep."""

    as_of: Day
    total: Count
    taking_part: TakingPart
    former: Count
    undated: Count
    without_position: Count
    newest: NewestParticipant | None
    countries: list[CountryCount]
    kinds: list[KindCount]
    themes: list[ThemeCount]
    years: list[YearCount]
    statuses: list[StatusCount]
    on_file: list[OnFileCount]
    figures: list[FigureTotal]
    footnotes: list[Text]
