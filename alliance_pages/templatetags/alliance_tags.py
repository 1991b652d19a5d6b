"""Tags for the pages of the Alliance."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.utils.translation import get_language, ngettext

from alliance_pages.maps.drawing import EuropeMap, MapPoint, europe_map
from alliance_pages.maps.markers import Markers
from alliance_pages.site.page_context import PageContext
from participants.registry.by_country import Country
from participants.templatetags.participant_tags import profile_url
from participants.values.countries import CODES, country_name
from participants.values.languages import babel_locale, default_language

register = template.Library()


@register.simple_tag(takes_context=True)
def page_context(context: Context) -> PageContext:
    """Return what surrounds the page; the base template and the page share one."""
    known = context.get("page_context")
    if isinstance(known, PageContext):
        return known
    page = context.get("page") or context.get("self")
    participant = context.get("participant")
    suffix = f"{participant.slug}/" if participant and page else ""
    return PageContext(
        page,
        get_language() or default_language(),
        suffix=context.get("path_below_page") or suffix,
        path=context["request"].path if context.get("has_same_path_in_languages") else "",
    )


@register.simple_tag(takes_context=True)
def participants_map(
    context: Context,
    markers: Markers,
    country_links: dict[str, str] | None = None,
    focus: str | None = None,
) -> EuropeMap:
    """Return the map with a point for each seat, or with a mark for each country."""
    points = [
        MapPoint(
            label=str(place),
            href=profile_url(context, place),
            latitude=float(place.latitude),
            longitude=float(place.longitude),
        )
        for place in markers.participants
        if place.latitude is not None and place.longitude is not None
    ]
    marks = [
        MapPoint(
            label=country_statement(country),
            href=(country_links or {}).get(country.code) or finder_url(context, country.code),
            latitude=country.latitude,
            longitude=country.longitude,
            weight=country.count,
        )
        for country in markers.countries
        if country.latitude is not None and country.longitude is not None
    ]
    return europe_map(
        [*points, *marks],
        highlighted=markers.codes,
        country_links=country_links,
        country_names={code: country_name(code) for code in CODES},
        focus=focus,
    )


@register.filter
def country_statement(country: Country) -> str:
    """Return "France: 1,234 participants"."""
    text = ngettext(
        "%(country)s: %(number)s participant",
        "%(country)s: %(number)s participants",
        country.count,
    )
    number = format_decimal(country.count, locale=babel_locale())
    return text % {"country": country_name(country.code), "number": number}


@register.simple_tag(takes_context=True)
def finder_url(context: Context, code: str = "", status: str = "") -> str:
    """Return the address of participants in the finder, or "" without one.

    code: of their country, or "" for all; status: as the finder's filter has it.
    """
    profiles = page_context(context).profiles
    chosen = {name: value for name, value in (("country", code), ("status", status)) if value}
    return f"{profiles}?{urlencode(chosen)}" if profiles else ""


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
