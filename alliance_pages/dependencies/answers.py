"""The tags that public answers carry in the header `Cache-Tag`."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils.translation import get_language
from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.dependencies.shown import tags_of_key, tags_of_page
from alliance_pages.dependencies.ways import ways_at
from alliance_pages.site.languages import content_language, language_of
from participants.registry.listing.loading import public_slugs
from participants.registry.listing.parameters import read_language
from participants.values.languages import content_languages, default_language

HEADER = "Cache-Tag"
READING = frozenset({"GET", "HEAD"})
TAGGED = frozenset(
    {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
)
ROUTER = "wagtailapi"
# By the name of an address that lies beside the tree and the API.
BESIDE: dict[str, set[str]] = {
    "api": set(),
    "robots": set(),
    "openapi": {tags.THEMES},
    "sitemap": {tags.PAGES, tags.PARTICIPANTS},
    "sitemap_index": {tags.PAGES, tags.PARTICIPANTS},
    # It holds for a day, and names the site in each language.
    "news_sitemap": {tags.PAGES, tags.COUNTS, *map(tags.around, content_languages())},
    "legacy_address": set(),
}
LISTS = {
    "pages": {tags.PAGES, tags.PARTICIPANTS},
    "participants": {tags.PARTICIPANTS, tags.THEMES},
    "images": {tags.IMAGES},
    "documents": {tags.DOCUMENTS},
    "search": {tags.PAGES, tags.PARTICIPANTS, tags.DOCUMENTS},
    # In the language of the address that is asked about.
    "oembed": {tags.PARTICIPANTS, *map(tags.around, content_languages())},
}
EMBEDS: dict[str, set[str]] = {
    "embed_count": set(),
    "embed_map": {tags.PARTICIPANTS},
    "embed_participant": set(),
    "embed_participant_card": set(),
}
OWN_TAG: dict[str, Callable[[int], str]] = {
    "pages": tags.of_page,
    "participants": tags.of_participant,
    "images": tags.of_image,
    "documents": tags.of_document,
}


def note_page(page: Page, request: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
    """Remember which page is shown, and by which route."""
    route = args[2] if len(args) > 2 and isinstance(args[2], dict) else {}
    request.shown_page = page, route


class CacheTagMiddleware:
    """Say in each answer that everybody may have which changes concern it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # What sets a cookie has a form for one reader, such as that for the password of a page.
        if (
            request.method in READING
            and response.status_code in TAGGED
            and not getattr(response, "cookies", None)
        ):
            found = tags_of_answer(request, response)
            if found is not None:
                response.headers.setdefault(HEADER, ",".join(sorted({tags.ALL, *found})))
        return response


def tags_of_answer(request: HttpRequest, response: HttpResponseBase) -> set[str] | None:
    """Return the tags of an answer, or None for one that is not of the public site."""
    match = request.resolver_match
    if match is None:
        # A file of the server's, or an address that no pattern knows.
        return None if response.status_code == HTTPStatus.OK else _of_address(request, response)
    if ROUTER in match.namespaces:
        return _of_api(match.namespaces[-1], match.kwargs, request, response)
    if match.url_name == "wagtail_serve":
        return _of_address(request, response)
    if match.url_name in EMBEDS:
        return _of_embed(match, request, response)
    own = BESIDE.get(match.url_name or "")
    if match.url_name == "wagtaildocs_serve":
        own = {tags.of_document(match.args[0] if match.args else match.kwargs["document_id"])}
    if own is None or response.status_code == HTTPStatus.OK:
        return own
    # It leads to a page, or a page with menus and totals says that there is nothing, or no more.
    return own | _of_address(request, response)


def _of_embed(match: ResolverMatch, request: HttpRequest, response: Any) -> set[str]:
    """Return the tags of an embed, or of what says in its look that there is none."""
    found = {tags.COUNTS, *EMBEDS[match.url_name or ""]}
    if response.status_code != HTTPStatus.OK:
        return found | {tags.PARTICIPANTS} | _of_address(request, response)
    keys = public_slugs([match.kwargs["slug"]]).values() if match.kwargs else ()
    return found | {tags.around(read_language(request.GET)), *map(tags.of_participant, keys)}


def _of_address(request: Any, response: Any) -> set[str]:
    """Return the tags of a page as visitors see it, or of what says that there is none."""
    if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
        return ways_at(request.path_info, response.headers["Location"])
    if response.status_code == HTTPStatus.OK and hasattr(request, "shown_page"):
        page, route = request.shown_page
        found = {tags.COUNTS, tags.around(language_of(page)), *tags_of_page(page, route)}
        match = getattr(request, "routable_resolver_match", None)
        return found | LISTS["search"] if match and match.url_name == "search" else found
    language = content_language(get_language()) or default_language()
    return {tags.COUNTS, tags.around(language), *ways_at(request.path_info)}


def _of_api(
    endpoint: str, route: Mapping[str, Any], request: HttpRequest, response: Any
) -> set[str] | None:
    if endpoint in OWN_TAG and (key := route.get("pk")) is not None:
        if response.status_code == HTTPStatus.OK:
            return tags_of_key(key) if endpoint == "pages" else {OWN_TAG[endpoint](key)}
        # No word of what is not public: it is as what is missing.
        return LISTS[endpoint]
    if endpoint == "site" and response.status_code == HTTPStatus.OK:
        around = tags.around(read_language(request.GET))
        return {tags.COUNTS, tags.PARTICIPANTS, tags.THEMES, around}
    if endpoint == "resolve":
        return _of_resolved(request, response.data)
    if endpoint == "oembed":
        return LISTS[endpoint] | ways_at(request.GET.get("url", ""))
    return LISTS.get(endpoint)


def _of_resolved(request: Any, said: Mapping[str, Any]) -> set[str]:
    """Return the tags of what is said about a path."""
    lists = said.get("lists")
    if said["kind"] == "search":
        page, _route = request.shown_page
        found = LISTS["search"] if lists else set()
        return {tags.around(said["locale"]), *tags_of_page(page), *found}
    if said["kind"] in {"none", "gone", "redirect"}:
        leads_to = (said.get("redirect") or said.get("nearest") or {}).get("path") or ""
        found = ways_at(said["path"], leads_to)
        return found | ({*LISTS["pages"], *LISTS["participants"]} if lists else set())
    around, item = tags.around(said["locale"]), said["item"]
    if said["kind"] == "participant":
        country = tags.countries(said["locale"], item["country"]["code"])
        found = {around, tags.of_participant(item["id"]), country}
        # Among its lists are others, and the day that a citation names.
        return found | {tags.PROFILES, tags.COUNTS} if lists else found
    page, _route = request.shown_page
    found = {around, *tags_of_page(page), *_of_lists(lists or {})}
    # Its files say for which day they are.
    return found | {tags.COUNTS} if said["kind"] == "open_data" else found


def _of_lists(lists: Mapping[str, Any]) -> set[str]:
    """Return what lists tell beyond what the page of the site shows."""
    # Who takes part can change with the day.
    found = {tags.COUNTS} if lists else set()
    if "articles_summary" in lists:
        # It also counts the articles of other languages.
        found |= set(map(tags.articles, content_languages()))
    return found
