"""The public shapes of what belongs to a participant."""

from datetime import date
from typing import Any

from participants.models import Figure, MembershipEvent, Representative, Status
from participants.models.parts.membership import Membership, membership_on
from participants.models.reading import ParticipantReading
from participants.values.countries import country_name
from participants.values.dates import PartialDate, parse_if_known


def membership_of(participant: ParticipantReading, day: date | None) -> Membership:
    """Return where a participant stands now, or stood on a day."""
    if day:
        return membership_on(list(participant.events.all()), day)
    return Membership(Status(participant.status), participant.joined, participant.left)


def partial_date(when: PartialDate | None) -> dict[str, str] | None:
    """Return {"date", "precision"}, or None where the date is unknown."""
    return when.as_json() if when else None


def country(code: str) -> dict[str, str]:
    """Return {"code", "name"}, named in the active language."""
    return {"code": code, "name": country_name(code)}


def figure(item: Figure) -> dict[str, Any]:
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


def event(item: MembershipEvent) -> dict[str, Any]:
    """Return a membership event; the office's note stays inside, and so does a draft."""
    successor = item.successor
    return {
        "kind": item.kind,
        "date": partial_date(item.when),
        "successor": successor.slug if successor and successor.is_public else None,
        "source_url": item.source_url or None,
    }


def representative(item: Representative) -> dict[str, Any]:
    """Return a representative with the office held."""
    return {
        "name": item.name,
        "role": item.role,
        "role_label": item.get_role_display(),
        "since": partial_date(parse_if_known(item.since)),
        "until": partial_date(parse_if_known(item.until)),
        "source_url": item.source_url or None,
    }


def position(participant: ParticipantReading) -> dict[str, float] | None:
    """Return WGS 84 degrees, or None where they are not recorded."""
    if participant.latitude is None or participant.longitude is None:
        return None
    return {"latitude": float(participant.latitude), "longitude": float(participant.longitude)}
