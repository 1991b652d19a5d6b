"""The types of what public answers tell of a participant; `openapi.json` is made from them.

Codes are the enumerations of the models; a text whose kind is not said is plain.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from django.db.models import Choices
from pydantic import Field
from typing_extensions import TypedDict

from participants.models import EventKind, RepresentativeRole
from participants.models.parts.figure import Absence, Basis, Measure, Qualifier
from participants.values.dates import PATTERN, Precision
from participants.values.languages import content_languages


def codes(choices: type[Choices]) -> Any:
    """Return what says that a text is one of these codes."""
    return Field(json_schema_extra={"enum": choices.values})


def shape_of(name: str, fields: Mapping[str, Any], *, total: bool = True) -> Any:
    """Return a type with that name and those members. total: whether each of them is always there.

    It is for describing: what the members hold is said once, where the fields are printed.
    """
    return TypedDict(name, dict(fields), total=total)  # type: ignore[operator]  # not known before


def _languages(schema: dict[str, Any]) -> None:
    schema["enum"] = content_languages()


Text = Annotated[str, Field(min_length=1, description="Plain text.")]
TextOrEmpty = Annotated[str, Field(description="Plain text, or empty.")]
HTML = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Link = Annotated[
    str,
    Field(
        json_schema_extra={"format": "uri-reference"},
        description="Where it is on the site; a path with `links=relative`.",
    ),
]
# As somebody typed it, in whatever script.
TypedAddress = Annotated[str, Field(json_schema_extra={"format": "iri"})]
Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Slug = Annotated[str, Field(min_length=1, description="A name in addresses.")]
Language = Annotated[str, Field(json_schema_extra=_languages)]
CountryCode = Annotated[
    str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2; XK for Kosovo.")
]


class PartialDate(TypedDict):
    """A date of which only a part may be known."""

    date: Annotated[str, Field(pattern=f"^{PATTERN.pattern}$")]
    precision: Annotated[str, codes(Precision)]
    display: Annotated[Text, Field(description="As the site prints it.")]


class Country(TypedDict):
    """A country, named as the Council of Europe does."""

    code: CountryCode
    name: Text


class Theme(TypedDict):
    """A theme of initiatives and news."""

    slug: Slug
    label: Text


class Position(TypedDict):
    """Where the seat lies, in WGS 84 degrees."""

    latitude: float
    longitude: float


class FigureFacts(TypedDict):
    """What must stand beside the value of a figure, in no language."""

    measure: Annotated[str, codes(Measure)]
    qualifier: Annotated[str, codes(Qualifier)] | None
    value: int | None
    value_max: int | None
    absence: Annotated[str, codes(Absence)] | None
    basis: Annotated[str, codes(Basis)] | None
    year: int | None
    source: str | None
    source_url: TypedAddress | None
    is_shown: bool


class Figure(FigureFacts):
    """A figure with all that must stand beside its value."""

    display: Text


class Event(TypedDict):
    """A step of a membership."""

    kind: Annotated[str, codes(EventKind)]
    date: PartialDate | None
    successor: Annotated[
        Slug | None, Field(description="Of the participant that it merged into, if it is public.")
    ]
    source_url: TypedAddress | None


class Representative(TypedDict):
    """Who speaks for a participant, or did."""

    name: Text
    role: Annotated[str, codes(RepresentativeRole)]
    role_label: Text
    since: PartialDate | None
    until: PartialDate | None
    source_url: TypedAddress | None
