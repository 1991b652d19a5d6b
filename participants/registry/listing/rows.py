"""A public participant as answers read it, without what a model costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from participants.models import Theme
from participants.models.reading import ParticipantReading


class Loaded(list):
    """Child rows in memory, read as those of a model are."""

    def all(self) -> "Loaded":
        """Return the rows."""
        return self


class ParticipantRow(ParticipantReading):
    """A public participant that is read and never saved; what was not loaded is missing."""

    pk: int
    number: int | None
    slug: str
    country: str
    kind: str
    status: str
    name_local: str
    website: str
    source_url: str
    latitude: Decimal | None
    longitude: Decimal | None
    joined_on: date | None
    first_published_at: datetime | None
    last_published_at: datetime | None
    image_id: int | None
    state: str | None
    distance_km: float
    image: Any = None
    has_private_image = False
    texts: Loaded
    theme_items: Loaded
    events: Loaded
    representatives: Loaded
    figures: Loaded
    initiatives: Loaded

    def __init__(self, columns: Sequence[str], values: Sequence[Any]) -> None:
        self.__dict__.update(zip(columns, values, strict=True))

    @cached_property
    def texts_by_language(self) -> dict[str, Any]:
        return super().texts_by_language


@dataclass(frozen=True, slots=True)
class LocaleRow:
    """The language of a text."""

    language_code: str


class TextRow:
    """A text with those of its columns that are printed."""

    def __init__(self, columns: Sequence[str], language: str, values: Sequence[Any]) -> None:
        self.locale = LocaleRow(language)
        self.__dict__.update(zip(columns, values, strict=True))


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """The link of a participant to a theme."""

    tag: Theme
