"""Tags for the pages of the Alliance."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import segno
from django import template
from django.template import Context
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from alliance_pages.embeds.codes import EmbedCode, codes_of
from alliance_pages.maps.europe import EuropeMap
from alliance_pages.markers import Markers, map_of
from alliance_pages.site.head.heads import Head, head_of
from alliance_pages.site.head.pictures import picture_of, seen_by_all
from alliance_pages.site.open_data import OpenData, open_data_of
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.profile.related import RelatedGroup, related_groups
from alliance_pages.site.profile.sharing import Shared, Sharing, sharing_of
from alliance_pages.site.site_context.counts import country_statement
from alliance_pages.site.site_context.menus import MenuItem
from participants.models import Participant
from participants.registry.listing.related import Place
from participants.templatetags.participant_tags import profile_url
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
    found.title = context.get("title_below_page") or ""
    found.variant = context.get("variant")
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


@register.simple_tag(takes_context=True)
def open_data(context: Context) -> OpenData:
    """Return what the files of open data are."""
    return open_data_of(page_context(context))


@register.simple_tag(takes_context=True)
def embed_codes(context: Context) -> list[EmbedCode]:
    """Return an embed of each kind."""
    return codes_of(page_context(context))


@register.simple_tag
def related(participant: Participant) -> list[RelatedGroup]:
    """Return others that a profile leads to."""
    return related_groups(
        Place(
            participant.pk,
            participant.country,
            participant.seat,
            frozenset(theme.slug for theme in participant.theme_list),
        )
    )


@register.simple_tag(takes_context=True)
def sharing(context: Context, participant: Participant) -> Sharing | None:
    """Return how a profile is passed on, or None where the site has no page for it."""
    shared = Shared(
        participant.pk,
        participant.slug,
        f"{participant.name}, {participant.country_name}",
        participant.number,
        participant.last_published_at,
    )
    return sharing_of(page_context(context), shared)


@register.filter
@lru_cache(maxsize=1024)
def qr_code(address: str) -> SafeString:
    """Return an address as a code that phones read, an SVG of a side's length without a size."""
    return mark_safe(segno.make(address, micro=False).svg_inline(border=0, omitsize=True))  # noqa: S308


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
    below: str = "",
) -> SimpleLazyObject:
    """Return the map, drawn when it is printed: a page may have kept what was printed before."""
    return SimpleLazyObject(lambda: _draw(context, markers, country_links, focus, below))


def _draw(
    context: Context,
    markers: Markers,
    country_links: dict[str, str] | None,
    focus: str | None,
    below: str,
) -> EuropeMap:
    """Return the map, whose marks of countries lead to their pages, or else to the finder."""
    links = country_links or {}
    return map_of(
        markers,
        profile=lambda place: profile_url(context, place),
        mark=lambda country: (
            country_statement(country),
            links.get(country.code) or finder_url(context, country.code, below=below),
        ),
        country_links=country_links,
        focus=focus,
    )


@register.simple_tag(takes_context=True)
def finder_url(context: Context, code: str = "", status: str = "", below: str = "") -> str:
    """Return the address of participants in the finder, or "" without one.

    code: of their country, or "" for all; status: as the finder's filter has it; below: what leads
    to those of a past day.
    """
    profiles = page_context(context).site_context.profiles
    chosen = {name: value for name, value in (("country", code), ("status", status)) if value}
    return f"{profiles}{below}?{urlencode(chosen)}" if profiles else ""


@register.simple_tag(takes_context=True)
def country_links(context: Context, rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the addresses of the country pages by code, for a map."""
    request = context.get("request")
    return {row["code"]: row["page"].get_url(request) for row in rows if row["page"]}


@register.simple_tag(takes_context=True)
def absolute_url(context: Context, address: str) -> str:
    """Return a link on the site with scheme and host."""
    return page_context(context).absolute(address)
