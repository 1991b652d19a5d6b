"""The language of a request, and redirects from former and misspelt addresses."""

from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedRedirect
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate
from wagtail.views import serve

from alliance_pages.site.addresses import withdrawn_address
from alliance_pages.site.languages import home_on_only_site
from alliance_pages.site.resolution import Redirected, resolve_address

READING = frozenset({"GET", "HEAD"})


class PageLanguageMiddleware(LocaleMiddleware):
    """Choose a language for pages and the admin, and leave alone what is in none, as the API.

    In place of Django's own, which would answer an API's 404 with a redirect to `/en/api/…`.
    """

    without_language = (
        "/api/",
        "/documents/",
        "/embed/",
        "/robots.txt",
        "/sitemap-",
        "/sitemap.xml",
        settings.MEDIA_URL,
        settings.STATIC_URL,
    )

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(self.without_language):
            # And not what the request before it has left to the thread.
            activate(settings.LANGUAGE_CODE)
        else:
            super().process_request(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Find a page from the home page that is remembered, before Wagtail asks for it anew."""
        if view is serve and (home := home_on_only_site(request)):
            words = [word for word in args[0].split("/") if word]
            try:
                found = copy(home).route(request, words)
            except Http404:
                found = None
            # Where Wagtail keeps the page of a request, and looks first.
            request._wagtail_route_for_request = found  # type: ignore[attr-defined]

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(self.without_language):
            return response
        return super().process_response(request, response)


class RedirectMiddleware:
    """Lead from an address at which nothing is to where it has gone, if it has.

    Or say what was there, where that is known. In place of Wagtail's own, which knows neither
    routes of moved pages nor other spellings, and tells the addresses of drafts. Put it last.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        found = resolve_address(request, request.get_full_path())
        if not isinstance(found, Redirected):
            return self.withdrawn(request) or response
        kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        # What somebody has filled in while a form was moved is sent on, but to no other site.
        is_sent_on = request.method not in READING and found.page is not None
        try:
            redirect = kind(found.location, preserve_request=is_sent_on)
        except DisallowedRedirect:
            return response
        if not found.is_permanent:
            # It may be due to the reader's language.
            patch_vary_headers(redirect, ("Accept-Language", "Cookie"))
        return redirect

    def withdrawn(self, request: HttpRequest) -> HttpResponse | None:
        """Return the page that says what was at an address of the old site."""
        address = withdrawn_address(request.path_info)
        if address is None:
            return None
        template = "alliance_pages/withdrawn_address.html"
        return render(request, template, {"address": address}, status=HTTPStatus.GONE)
