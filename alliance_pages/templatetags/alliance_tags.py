"""Tags for the pages of the Alliance."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from alliance_pages.maps import EuropeMap, MapPoint, Markers, europe_map
from alliance_pages.site.head.heads import Head, head_of
from alliance_pages.site.head.pictures import picture_of, seen_by_all
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.site_context.counts import country_statement
from alliance_pages.site.site_context.menus import MenuItem
from participants.templatetags.participant_tags import profile_url
from participants.values.countries import CODES, country_name
from participants.values.languages import default_language

register = template.Library()
register.filter(country_statement)
register.filter(seen_by_all)


@register.simple_tag(takes_context=True)
def page_context(context: Context) -> PageContext:
    """Return what surrounds the page; the base template and the page share one."""
    known = context.get("page_context")
    if isinstance(known, PageContext):
        return known
    page = context.get("page") or context.get("self")
    participant = context.get("participant")
    suffix = f"{participant.slug}/" if participant and page else ""
    found = PageContext(
        page,
        get_language() or default_language(),
        request=context.get("request"),
        suffix=context.get("path_below_page") or suffix,
        path=context["request"].path if context.get("has_same_path_in_languages") else "",
    )
    if settings := context.get("site_settings"):
        found.preview(settings)
    return found


@register.simple_tag(takes_context=True)
def aria_current(context: Context, item: MenuItem) -> str:
    """Return the attribute that marks a menu's entry for the page that is shown, or above it."""
    page = page_context(context).page
    if page is None or not item.leads_to(page):
        return ""
    is_page_itself = item.key == page.pk and not context.get("participant")
    return format_html('aria-current="{}"', "page" if is_page_itself else "true")


@register.simple_tag(takes_context=True)
def page_head(context: Context) -> Head | None:
    """Return what the head of the page says, or None where no page is shown."""
    around = page_context(context)
    if around.page is None or around.request is None:
        return None
    participant = context.get("participant")
    image = seen_by_all(participant.image) if participant else picture_of(around.page)
    return head_of(around, participant, image)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Return data as JSON that can stand in a script element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_NOT_IN_SCRIPTS))  # noqa: S308


# What would end the element, or be read otherwise in HTML.
_NOT_IN_SCRIPTS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def participants_map(
    context: Context,
    markers: Markers,
    country_links: dict[str, str] | None = None,
    focus: str | None = None,
) -> SimpleLazyObject:
    """Return the map, drawn when it is printed: a page may have kept what was printed before."""
    return SimpleLazyObject(lambda: _draw(context, markers, country_links, focus))


def _draw(
    context: Context, markers: Markers, country_links: dict[str, str] | None, focus: str | None
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


@register.simple_tag(takes_context=True)
def finder_url(context: Context, code: str = "", status: str = "") -> str:
    """Return the address of participants in the finder, or "" without one.

    code: of their country, or "" for all; status: as the finder's filter has it.
    """
    profiles = page_context(context).site_context.profiles
    chosen = {name: value for name, value in (("country", code), ("status", status)) if value}
    return f"{profiles}?{urlencode(chosen)}" if profiles else ""


@register.simple_tag(takes_context=True)
def country_links(context: Context, rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the addresses of the country pages by code, for a map."""
    request = context.get("request")
    return {row["code"]: row["page"].get_url(request) for row in rows if row["page"]}


@register.simple_tag(takes_context=True)
def absolute_url(context: Context, address: str) -> str:
    """Return a link on the site with scheme and host."""
    return page_context(context).absolute(address)
