"""What holds for whole parts of the site: languages, readable addresses, content security."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.views.defaults import bad_request

from cms.delivery.response_cache.canonical import HOST, canonical_host
from cms.delivery.response_cache.codings import accepted_codings
from cms.views import api_not_found

GetResponse = Callable[[HttpRequest], HttpResponse]


class SecurityHeadersMiddleware(SecurityMiddleware):
    """Tell browsers what they may do with any answer, however early it was given; put it first.

    Django's own stands further in: it redirects to HTTPS, and monitors come over plain HTTP.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Let every request in."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # The middleware for pages has not seen what is answered before it: words for machines.
        # Neither has it touched Django's pages for developers.
        if not settings.DEBUG:
            response.headers.setdefault("X-Frame-Options", "DENY")
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
        return super().process_response(request, response)


class CanonicalHostMiddleware:
    """Know the host by one name, which stands in addresses and decides which site is meant."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if host := request.META.get(HOST):
            request.META[HOST] = canonical_host(host, is_secure=request.is_secure())
        return self.get_response(request)


class ContentCodingMiddleware:
    """Encode for those alone who want it; put it before all that encodes.

    Django and WhiteNoise look for the name of a coding and take `gzip;q=0` for a wish. Wagtail
    sends documents with the word None as their coding; they stay as they are.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if wishes := request.META.get("HTTP_ACCEPT_ENCODING"):
            request.META["HTTP_ACCEPT_ENCODING"] = ", ".join(accepted_codings(wishes))
        response = self.get_response(request)
        if response.get("Content-Encoding") == "None":
            del response["Content-Encoding"]
        return response


class EveryOriginMiddleware:
    """Let scripts of every origin read what is for all, in one answer that is the same for all.

    django-cors-headers, which answers the questions that browsers ask before, names the origin
    that has asked, and says what a script may read only if one has; the response cache keeps an
    answer whoever has asked first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.addresses = re.compile(settings.CORS_URLS_REGEX)
        self.exposed = ", ".join(settings.CORS_EXPOSE_HEADERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self.addresses.match(request.path_info):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = self.exposed
            names = [name.strip() for name in response.get("Vary", "").split(",")]
            varies = [name for name in names if name and name.lower() != "origin"]
            if varies:
                response["Vary"] = ", ".join(varies)
            else:
                del response["Vary"]
        return response


class ReadableAddressMiddleware:
    """Keep out addresses that no database can be asked about.

    Nothing is found at a path with a null character. A query with one, which PostgreSQL cannot
    take, or longer than SQLite compares a text with, is refused; the APIs answer in their own
    form.
    """

    most_bytes = 16 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            if request.path_info.startswith("/api/"):
                return api_not_found(request)
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        if not request.path_info.startswith("/api/"):
            if "%00" in query or "\x00" in query:
                return bad_request(request, SuspiciousOperation())
            if len(query) > self.most_bytes:
                response = bad_request(request, SuspiciousOperation())
                response.status_code = HTTPStatus.REQUEST_URI_TOO_LONG
                return response
        return self.get_response(request)


class LargestBodyMiddleware:
    """Refuse large files before they fill the disk, where nobody has to be signed in.

    Django stores every file of a form before any view is asked. The limit leaves room for the
    largest letter of an applicant and for the form around it; editors' files may be larger, and
    the API looks at sizes itself.
    """

    most_bytes = 12 * 1024 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_for_all = not request.path_info.startswith(("/admin/", "/api/"))
        if is_for_all and self._size(request) > self.most_bytes:
            return bad_request(request, RequestDataTooBig())
        return self.get_response(request)

    @staticmethod
    def _size(request: HttpRequest) -> int:
        try:
            return int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return 0


class AdminPolicyMiddleware:
    """Loosen the content security policy where Wagtail's own editor needs inline code.

    That is the admin, its previews, and the user bar that editors see on the site.
    """

    inline = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_editor = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_editor or request.path_info.startswith("/admin/"):
            response._csp_update = self.inline  # type: ignore[attr-defined]  # django-csp's way
        return response
