"""What the headers of an answer say: content security, codings, origins that may read."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils.deprecation import MiddlewareMixin

from cms.delivery.response_cache.codings import accepted_codings
from participants.values.frontends import frontend_origins

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
            # Embeds alone say that any site may frame them.
            if not getattr(response, "xframe_options_exempt", False):
                response.headers.setdefault("X-Frame-Options", "DENY")
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
        return super().process_response(request, response)


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


class EveryOriginMiddleware(MiddlewareMixin):
    """Let scripts of every origin read what is for all, in one answer that is the same for all.

    django-cors-headers, which answers the questions that browsers ask before, names the origin
    that has asked, and says what a script may read only if one has; the response cache keeps an
    answer whoever has asked first.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if re.match(settings.CORS_URLS_REGEX, request.path_info):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = ", ".join(settings.CORS_EXPOSE_HEADERS)
            names = [name.strip() for name in response.get("Vary", "").split(",")]
            varies = [name for name in names if name and name.lower() != "origin"]
            if varies:
                response["Vary"] = ", ".join(varies)
            else:
                del response["Vary"]
        return response


class AdminPolicyMiddleware(MiddlewareMixin):
    """Loosen the content security policy where Wagtail's own editor needs inline code.

    That is the admin, its previews, and the user bar that editors see on the site.
    """

    inline = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        # Previews, of the site itself and in its frontends.
        "frame-src": ["'self'", *frontend_origins()],
    }

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_editor = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_editor or request.path_info.startswith("/admin/"):
            response._csp_update = self.inline  # type: ignore[attr-defined]  # django-csp's way
        return response
