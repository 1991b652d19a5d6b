"""A public participant as answers read it, without what a model costs, and its shapes."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from participants.models import Figure, Kind, MembershipEvent, OnFile, Representative, Status
from participants.models.parts.membership import Membership, membership_on
from participants.models.parts.on_file import HAS_ON_FILE
from participants.models.reading import ParticipantReading
from participants.registry.listing import shapes
from participants.values.countries import country_name
from participants.values.dates import PartialDate, parse_if_known


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
    latitude: Decimal | None
    longitude: Decimal | None
    joined_on: date | None
    joined_on_precision: str
    left_on: date | None
    left_on_precision: str
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

    def get_kind_display(self) -> str:
        """Return what sort of authority it is, in the active language."""
        return str(Kind(self.kind).label)

    @property
    def on_file(self) -> list[str]:
        """Return what is on file, as `OnFile` names it."""
        return [what for what, column in HAS_ON_FILE.items() if getattr(self, column)]

    @property
    def on_file_labels(self) -> list[str]:
        """Return what that is called, in the active language."""
        return [str(OnFile(what).label) for what in self.on_file]

    @property
    def is_taking_part(self) -> bool:
        return self.status in Status.taking_part()

    def stand_as_on(self, day: date) -> None:
        """Take the status and the dates that it had on a day; its events have been loaded."""
        then = membership_on(self.events, day)
        self.status = then.status
        self.joined_on, self.joined_on_precision = _columns(then.joined)
        self.left_on, self.left_on_precision = _columns(then.left)

    def get_status_display(self) -> str:
        """Return where it stands, in the active language."""
        return str(Status(self.status).label)

    @property
    def other_name_local(self) -> str:
        """Return the name in its own script or language where it is not the name that is shown."""
        return "" if self.name_local == self.name else self.name_local

    @cached_property
    def texts_by_language(self) -> dict[str, Any]:
        return super().texts_by_language


def _columns(when: PartialDate | None) -> tuple[date | None, str]:
    return (when.earliest, when.precision) if when else (None, "")


def membership_of(participant: ParticipantReading, day: date | None) -> Membership:
    """Return where a participant stands now, or stood on a day."""
    if day:
        return membership_on(list(participant.events.all()), day)
    return Membership(Status(participant.status), participant.joined, participant.left)


def partial_date(when: PartialDate | None) -> shapes.PartialDate | None:
    """Return what is known of a date, in words of the active language, or None if nothing is."""
    if when is None:
        return None
    return {
        "date": when.isoformat(),
        "precision": str(when.precision),
        "display": str(when),
    }


def country(code: str) -> shapes.Country:
    """Return a country, named in the active language."""
    return {"code": code, "name": country_name(code)}


def figure(item: Figure) -> shapes.Figure:
    """Return a figure with all that must stand beside its value."""
    return {
        "measure": item.measure,
        "display": item.display,
        "qualifier": item.qualifier if item.value is not None else None,
        "value": item.value,
        "value_max": item.value_max,
        "absence": item.absence or None,
        "basis": item.basis or None,
        "year": item.year,
        "source": item.source or None,
        "source_url": item.source_url or None,
        "is_shown": item.is_shown,
    }


def event(item: MembershipEvent) -> shapes.Event:
    """Return a membership event; the office's note stays inside, and so does a draft."""
    successor = item.successor
    return {
        "kind": item.kind,
        "date": partial_date(item.when),
        "successor": successor.slug if successor and successor.is_public else None,
        "source_url": item.source_url or None,
    }


def representative(item: Representative) -> shapes.Representative:
    return {
        "name": item.name,
        "role": item.role,
        "role_label": item.get_role_display(),
        "since": partial_date(parse_if_known(item.since)),
        "until": partial_date(parse_if_known(item.until)),
        "source_url": item.source_url or None,
    }


def position(participant: ParticipantReading) -> shapes.Position | None:
    """Return WGS 84 degrees, or None where they are not recorded."""
    seat = participant.seat
    return {"latitude": seat.latitude, "longitude": seat.longitude} if seat else None
