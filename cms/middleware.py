"""What holds for whole parts of the site: languages, readable addresses, content security."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.views.defaults import bad_request

GetResponse = Callable[[HttpRequest], HttpResponse]

API_V2 = "/api/v2/"
WITHOUT_LANGUAGE = (
    "/api/",
    "/documents/",
    "/media/",
    "/robots.txt",
    "/sitemap-",
    "/sitemap.xml",
    settings.STATIC_URL,
)


class PageLanguageMiddleware(LocaleMiddleware):
    """Choose a language for pages and the admin, and leave alone what is in none, as the API.

    Django's own would answer an API's 404 with a redirect to `/en/api/…`.
    """

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(WITHOUT_LANGUAGE):
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class OpenAPIMiddleware:
    """Let scripts of every origin read the public API, in one answer that is the same for all.

    django-cors-headers, which answers the questions that browsers ask before, names the origin
    that has asked.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(API_V2):
            response["Access-Control-Allow-Origin"] = "*"
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
