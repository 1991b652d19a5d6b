"""What a request may be: one spelling of the host, readable addresses, bodies of some size."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import bad_request

from cms.delivery.response_cache.canonical import HOST, canonical_host
from cms.views import api_not_found


class CanonicalHostMiddleware(MiddlewareMixin):
    """Know the host by one name, which stands in addresses and decides which site is meant."""

    def process_request(self, request: HttpRequest) -> None:
        if host := request.META.get(HOST):
            request.META[HOST] = canonical_host(host, is_secure=request.is_secure())


class ReadableAddressMiddleware(MiddlewareMixin):
    """Keep out addresses that no database can be asked about.

    Nothing is found at a path with a null character. A query with one, which PostgreSQL cannot
    take, or longer than SQLite compares a text with, is refused; the APIs and embeds answer in
    their own form.
    """

    most_bytes = 16 * 1024

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if "\x00" in request.path_info:
            if request.path_info.startswith("/api/"):
                return api_not_found(request)
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        if not request.path_info.startswith(("/api/", "/embed/")):
            if "%00" in query or "\x00" in query:
                return bad_request(request, SuspiciousOperation())
            if len(query) > self.most_bytes:
                response = bad_request(request, SuspiciousOperation())
                response.status_code = HTTPStatus.REQUEST_URI_TOO_LONG
                return response
        return None


class LargestBodyMiddleware(MiddlewareMixin):
    """Refuse large files before they fill the disk, where nobody has to be signed in.

    Django stores every file of a form before any view is asked. The limit leaves room for the
    largest letter of an applicant and for the form around it; editors' files may be larger, and
    the API looks at sizes itself.
    """

    most_bytes = 12 * 1024 * 1024

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        is_for_all = not request.path_info.startswith(("/admin/", "/api/"))
        if is_for_all and self._size(request) > self.most_bytes:
            return bad_request(request, RequestDataTooBig())
        return None

    @staticmethod
    def _size(request: HttpRequest) -> int:
        try:
            return int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return 0
