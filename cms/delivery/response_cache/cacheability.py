"""What Django knows of an answer and the server in front does not: whether it is for everybody."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control

from cms.delivery.response_cache.answers import varies_by
from cms.delivery.response_cache.canonical import parameters_of, strict_paths

# Where it stands in the WSGI environment that an answer is for everybody.
PUBLIC_FLAG = "delivery.is_for_everybody"
# Where the front says that it will not have an address looked up.
TOO_LONG = "delivery.is_too_long"
# What nobody has to ask for, and what could only cost much. Characters.
LONGEST = 4_096

KEPT = frozenset(
    {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
)

# Session and CSRF cookie are looked at by themselves, so that "Cookie" tells nothing more.
HARMLESS = frozenset({"accept-encoding", "cookie"})


class PublicAnswerMiddleware:
    """Decide for each answer whether everybody may have it; put it before all other middleware.

    What an editor or a client with a token is given is marked as private.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get(TOO_LONG) or _is_long_for_api(request):
            return too_long(request)
        response = self.get_response(request)
        if is_personal(request):
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        else:
            request.META[PUBLIC_FLAG] = is_for_everybody(request, response)
        return response


def _is_long_for_api(request: HttpRequest) -> bool:
    """Tell whether the API is asked at too long an address, though the store was passed by."""
    query = request.META.get("QUERY_STRING", "")
    is_long = len(request.path_info) + len(query) > LONGEST
    return is_long and request.path_info.startswith(strict_paths())


def too_long(request: HttpRequest) -> HttpResponse:
    """Refuse an address, in the shape of the API's errors where it is one of the API."""
    text = "The address is too long."
    status = HTTPStatus.REQUEST_URI_TOO_LONG
    if request.path_info.startswith(strict_paths()):
        return JsonResponse({"message": text}, status=status)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def is_personal(request: HttpRequest) -> bool:
    """Tell whether the request says who is asking."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer would be the same for whoever asks."""
    control = response.get("Cache-Control", "")
    return (
        request.method == "GET"
        and response.status_code in KEPT
        and not response.cookies
        and not any(word in control for word in ("private", "no-store", "no-cache"))
        # Somebody's secret stands in the form.
        and "CSRF_COOKIE" not in request.META
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and not getattr(request, "is_preview", False)
        and {name.lower() for name in varies_by(list(response.items()))} <= HARMLESS
        and _reads_all_parameters(request)
    )


def note_page(page: object, request: HttpRequest, *args: object) -> None:
    """Remember which page is shown, for what it says about the parameters that it reads."""
    request.META["delivery.page"] = page


def _reads_all_parameters(request: HttpRequest) -> bool:
    page = request.META.get("delivery.page")
    return page is None or parameters_of(page) >= request.GET.keys()
