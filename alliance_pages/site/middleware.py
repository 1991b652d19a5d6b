"""The language of a request, and redirects from former and misspelt addresses."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedRedirect
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers

from alliance_pages.site.resolution import Redirected, resolve_address

READING = frozenset({"GET", "HEAD"})


class PageLanguageMiddleware(LocaleMiddleware):
    """Choose a language for pages and the admin, and leave alone what is in none, as the API.

    In place of Django's own, which would answer an API's 404 with a redirect to `/en/api/…`.
    """

    without_language = (
        "/api/",
        "/documents/",
        "/robots.txt",
        "/sitemap-",
        "/sitemap.xml",
        settings.MEDIA_URL,
        settings.STATIC_URL,
    )

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(self.without_language):
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(self.without_language):
            return response
        return super().process_response(request, response)


class RedirectMiddleware:
    """Lead from an address at which nothing is to where it has gone, if it has.

    In place of Wagtail's own, which knows neither routes of moved pages nor other spellings, and
    tells the addresses of drafts. Put it last.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        found = resolve_address(request, request.get_full_path())
        if not isinstance(found, Redirected):
            return response
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
