"""Tags for the pages of the Alliance."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from alliance_pages.frame import Frame
from alliance_pages.maps import EuropeMap, MapPoint, europe_map
from participants.countries import CODES, country_name
from participants.languages import default_language
from participants.models import Participant
from participants.templatetags.participant_tags import profile_url

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """Return what surrounds the page; the base template and the page share one."""
    known = context.get("frame")
    if isinstance(known, Frame):
        return known
    page = context.get("page") or context.get("self")
    participant = context.get("participant")
    suffix = f"{participant.slug}/" if participant and page else ""
    return Frame(page, get_language() or default_language(), suffix)


@register.simple_tag(takes_context=True)
def participants_map(
    context: Context,
    participants: Iterable[Participant],
    country_links: dict[str, str] | None = None,
    focus: str | None = None,
) -> EuropeMap:
    """Return the map with the participants that have a position; their countries are marked."""
    placed = list(participants)
    points = [
        MapPoint(
            label=str(participant),
            href=profile_url(context, participant),
            latitude=float(participant.latitude),
            longitude=float(participant.longitude),
        )
        for participant in placed
        if participant.latitude is not None and participant.longitude is not None
    ]
    return europe_map(
        points,
        highlighted={participant.country for participant in placed},
        country_links=country_links,
        country_names={code: country_name(code) for code in CODES},
        focus=focus,
    )


@register.simple_tag(takes_context=True)
def country_links(context: Context, rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the addresses of the country pages by code, for a map."""
    request = context.get("request")
    return {row["code"]: row["page"].get_url(request) for row in rows if row["page"]}


@register.simple_tag(takes_context=True)
def absolute_url(context: Context, address: str) -> str:
    """Return an address with scheme and host, or as it stands where there is no request."""
    request = context.get("request")
    return request.build_absolute_uri(address) if request else address
