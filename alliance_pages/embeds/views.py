"""The embeds: the counts, the map, a participant; alone of all pages, any site may frame them."""

from collections.abc import Callable
from functools import wraps
from html import unescape
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.api.v2.utils import BadRequestError

from alliance_pages.embeds.card import draw_card
from alliance_pages.maps.outlines import UnknownCountryError
from alliance_pages.markers import locator, map_of, markers_in, markers_of_all
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.site_context.counts import country_statement
from participants.models import Participant
from participants.registry.listing.parameters import (
    check_parameters,
    read_choices,
    read_language,
    refuse,
)
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import CODES, country_footnotes, country_name
from participants.values.languages import default_language

Shown = dict[str, Any]
# Shows an embed: what its template prints, or a picture.
Show = Callable[..., Shown | HttpResponse]

PARAMETERS = frozenset({"locale", "theme"})
THEMES = ("light", "dark")
# It runs nothing and sends nothing; whose frame it is shown in does not matter.
POLICY = "; ".join(
    [
        *("default-src 'none'", "style-src 'self'", "base-uri 'none'", "form-action 'none'"),
        "frame-ancestors *",
    ]
)


def embed(name: str, *further: str) -> Callable[[Show], Callable[..., HttpResponse]]:
    """Return a decorator that makes a view of what says what an embed shows.

    name: of its template; further: parameters that it reads beside language and theme. What is
    malformed, unknown or missing is told in the look of the embed; a picture is answered as it is.
    """
    known = PARAMETERS | set(further)

    def decorate(show: Show) -> Callable[..., HttpResponse]:
        @require_safe
        @xframe_options_exempt
        @wraps(show)
        def view(request: HttpRequest, **route: str) -> HttpResponse:
            language, theme, status = default_language(), "", HTTPStatus.OK
            template = f"alliance_pages/embeds/{name}.html"
            shown: Shown | HttpResponse = Shown()
            try:
                check_parameters(request.GET, known)
                language = read_language(request.GET)
                theme = _read_one(request, "theme", THEMES)
                with override(language):
                    shown = show(request, PageContext(None, language, request=request), **route)
            except BadRequestError as error:
                status, shown = HTTPStatus.BAD_REQUEST, {"message": str(error)}
            except Http404:
                status = HTTPStatus.NOT_FOUND
            if isinstance(shown, HttpResponse):
                return shown
            if status != HTTPStatus.OK:
                template = "alliance_pages/embeds/nothing.html"
            with override(language):
                around = PageContext(None, language, request=request)
                context = {"page_context": around, "theme": theme, **shown}
                response = render(request, template, context, status=status)
            response.headers["Content-Security-Policy"] = POLICY
            return response

        return view

    return decorate


@embed("count")
def count(_request: HttpRequest, around: PageContext) -> Shown:
    """Show how many take part, and in how many countries."""
    return {"counts": around.site_context.counts}


@embed("map", "country")
def participants_map(request: HttpRequest, around: PageContext) -> Shown:
    """Show where those lie that take part, everywhere or in a country."""
    code = _read_one(request, "country", CODES)
    version = RegistryVersion.now()
    markers = markers_in(code, version) if code else markers_of_all(version)

    def drawn(focus: str | None) -> Any:
        return map_of(
            markers,
            profile=lambda place: _below_profiles(around, f"{quote(place.slug)}/"),
            mark=lambda found: (
                country_statement(found),
                _below_profiles(around, f"?{urlencode({'country': found.code})}"),
            ),
            focus=focus,
        )

    try:
        shown = drawn(code or None)
    except UnknownCountryError:
        shown = drawn(None)
    return {
        "map": shown,
        "total": markers.total,
        "country": country_name(code) if code else "",
        "footnotes": country_footnotes(markers.codes),
    }


@embed("participant")
def participant(_request: HttpRequest, around: PageContext, slug: str) -> Shown:
    """Show one participant. Raises Http404 where there is none that everybody may see."""
    found = _participant(slug)
    return {
        "participant": found,
        "href": _below_profiles(around, f"{quote(found.slug)}/"),
        "footnotes": country_footnotes({found.country}),
    }


@embed("participant")
def participant_card(_request: HttpRequest, around: PageContext, slug: str) -> HttpResponse:
    """Show one participant as a picture, for where its page is shared. Raises Http404."""
    found = _participant(slug)
    membership = render_to_string("participants/includes/membership.html", {"participant": found})
    lines = [found.country_name, unescape(strip_tags(membership))]
    card = draw_card(found.name, lines, around.site_context.name, locator(found))
    return HttpResponse(card, content_type="image/png")


def _participant(slug: str) -> Participant:
    """Return the participant that everybody may see. Raises Http404."""
    public = Participant.objects.public().with_parts("texts", "themes")
    found = public.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _below_profiles(around: PageContext, below: str) -> str:
    """Return a full address below the index of participants, "" without one."""
    profiles = around.site_context.profiles
    return around.absolute(f"{profiles}{below}") if profiles else ""


def _read_one(request: HttpRequest, name: str, choices: Any) -> str:
    """Return the value of a parameter, "" without one. Raises BadRequestError."""
    chosen = read_choices(request.GET, name, dict.fromkeys(choices))
    if len(chosen) > 1:
        refuse(name, "name one.")
    return chosen[0] if chosen else ""
