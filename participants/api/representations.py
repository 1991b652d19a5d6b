"""The public shape of a participant, field by field, in the active language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from wagtail.api.v2.utils import get_full_url, get_object_detail_url
from wagtail.rich_text import expand_db_html

from participants.addresses import profiles_address
from participants.api.images import image_representation
from participants.dates import PartialDate, parse_if_known
from participants.languages import by_language
from participants.models import Figure, MembershipEvent, Participant, Representative, Status
from participants.models.membership import Membership, membership_on


class Reader:
    """Who asks, in which language (code of a content language), and about which day."""

    def __init__(self, request: Any, language: str, day: date | None = None) -> None:
        self.request = request
        self.language = language
        self.day = day

    def membership_of(self, participant: Participant) -> Membership:
        """Return where the participant stands, or stood on the day that is asked about."""
        return membership_of(participant, self.day)

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path or address of this site."""
        return path if path.startswith("http") else get_full_url(self.request, path)

    def detail_url(self, participant: Participant) -> str | None:
        """Return the address of a participant in the API."""
        router = self.request.wagtailapi_router
        return get_object_detail_url(router, self.request, Participant, participant.pk)

    @cached_property
    def profiles(self) -> str | None:
        """Return the address under which the profiles lie, asked for once."""
        return profiles_address(self.language)


def membership_of(participant: Participant, day: date | None) -> Membership:
    """Return where a participant stands now, or stood on a day."""
    if day:
        return membership_on(list(participant.events.all()), day)
    return Membership(Status(participant.status), participant.joined, participant.left)


def partial_date(when: PartialDate | None) -> dict[str, str] | None:
    """Return {"date", "precision"}, or None where the date is unknown."""
    return when.as_json() if when else None


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


def initiatives(participant: Participant, reader: Reader) -> list[dict[str, Any]]:
    """Return the initiatives that have words, in the reader's language or the main one."""
    return [
        {
            "theme": {"slug": item.theme.slug, "label": item.theme.label},
            "started_on": partial_date(parse_if_known(item.started_on)),
            "funding": item.funding,
            "locale": text.locale.language_code,
            "title": text.title,
            "description": expand_db_html(text.description),
            "staff_roles": text.staff_role_list,
            "source_url": item.source_url or None,
        }
        for item, text in participant.initiatives_with_texts()
    ]


def picture(participant: Participant, reader: Reader) -> dict[str, Any] | None:
    """Return the picture, unless there is none or its collection is private."""
    if participant.image is None or participant.has_private_image:
        return None
    return image_representation(participant.image, reader.language, reader.absolute)


def position(participant: Participant) -> dict[str, float] | None:
    """Return WGS 84 degrees, or None where they are not recorded."""
    if participant.latitude is None or participant.longitude is None:
        return None
    return {"latitude": float(participant.latitude), "longitude": float(participant.longitude)}


def html_url(participant: Participant, reader: Reader) -> str | None:
    """Return the address of the profile, or None where the site has no such page."""
    if reader.profiles is None:
        return None
    return reader.absolute(f"{reader.profiles}{quote(participant.slug)}/")


@dataclass(frozen=True)
class Field:
    """A field of the answer: how to print it, and which part must be loaded for it."""

    represent: Callable[[Participant, Reader], Any]
    part: str = ""


def _text(participant: Participant, reader: Reader, name: str) -> Any:
    text = by_language(participant.texts_by_language, reader.language)
    return getattr(text, name) if text else None


META_FIELDS = {
    "type": Field(lambda participant, reader: "participants.Participant"),
    "detail_url": Field(lambda participant, reader: reader.detail_url(participant)),
    "html_url": Field(html_url),
    "locale": Field(
        lambda participant, reader: _text(participant, reader, "locale").language_code, "texts"
    ),
    "requested_locale": Field(lambda participant, reader: reader.language),
    "first_published_at": Field(lambda participant, reader: participant.first_published_at),
    "last_published_at": Field(lambda participant, reader: participant.last_published_at),
}

BODY_FIELDS = {
    "id": Field(lambda participant, reader: participant.pk),
    "number": Field(lambda participant, reader: participant.number),
    "slug": Field(lambda participant, reader: participant.slug),
    "name": Field(lambda participant, reader: _text(participant, reader, "name"), "texts"),
    "name_local": Field(lambda participant, reader: participant.name_local or None),
    "names": Field(
        lambda participant, reader: {
            language: text.name for language, text in participant.texts_by_language.items()
        },
        "texts",
    ),
    "kind": Field(lambda participant, reader: participant.kind),
    "country": Field(
        lambda participant, reader: {"code": participant.country, "name": participant.country_name}
    ),
    "status": Field(lambda participant, reader: reader.membership_of(participant).status),
    "joined_on": Field(
        lambda participant, reader: partial_date(reader.membership_of(participant).joined)
    ),
    "left_on": Field(
        lambda participant, reader: partial_date(reader.membership_of(participant).left)
    ),
    "position": Field(lambda participant, reader: position(participant)),
    "location_note": Field(
        lambda participant, reader: _text(participant, reader, "location_note") or None, "texts"
    ),
    "website": Field(lambda participant, reader: participant.website or None),
    "themes": Field(
        lambda participant, reader: [
            {"slug": theme.slug, "label": theme.label} for theme in participant.theme_list
        ],
        "themes",
    ),
    "summary": Field(
        lambda participant, reader: expand_db_html(_text(participant, reader, "summary") or ""),
        "texts",
    ),
    "image": Field(picture, "image"),
    "figures": Field(
        lambda participant, reader: [figure(item) for item in participant.figures.all()], "figures"
    ),
    "initiatives": Field(initiatives, "initiatives"),
    "representatives": Field(
        lambda participant, reader: [
            representative(item) for item in participant.representatives.all()
        ],
        "representatives",
    ),
    "events": Field(
        lambda participant, reader: [event(item) for item in participant.events.all()], "events"
    ),
    "source_url": Field(lambda participant, reader: participant.source_url or None),
}

FIELDS = META_FIELDS | BODY_FIELDS

LISTING_FIELDS = [
    "id",
    "type",
    "detail_url",
    "html_url",
    "locale",
    "number",
    "slug",
    "name",
    "country",
    "kind",
    "status",
    "joined_on",
]


def represent(participant: Participant, reader: Reader, names: list[str]) -> dict[str, Any]:
    """Return the chosen fields, the identifying ones under "meta" as Wagtail does."""
    meta = {
        name: META_FIELDS[name].represent(participant, reader)
        for name in names
        if name in META_FIELDS
    }
    body = {
        name: BODY_FIELDS[name].represent(participant, reader)
        for name in names
        if name in BODY_FIELDS
    }
    answer = {"id": body.pop("id")} if "id" in body else {}
    return {**answer, **({"meta": meta} if meta else {}), **body}
