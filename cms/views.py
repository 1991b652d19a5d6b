"""What answers for the project as a whole: unknown API addresses, its manifest, its search."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from alliance_pages.site.site_context.context import SiteContext, today
from participants.models import Participant

# As in tokens.css: `--alliance-deep` and `--alliance-paper`, which a device shows around the site.
DEEP, PAPER = "#1c3f6e", "#f6f1e7"
ICONS = {"180x180": "cms/icon-180.png", "512x512": "cms/icon-512.png"}


@csrf_exempt
def api_not_found(request: HttpRequest) -> HttpResponse:
    """Answer an unknown address below `/api/` in the shape of the API's errors.

    One that only lacks the slash at its end, or has one too many, redirects.
    """
    path = request.path_info
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    if _is_known(other):
        query = request.META.get("QUERY_STRING", "")
        # What is sent, and how, stays the same at the other address.
        is_reading = request.method in {"GET", "HEAD"}
        return HttpResponsePermanentRedirect(
            f"{other}?{query}" if query else other, preserve_request=not is_reading
        )
    return JsonResponse({"message": "There is no such endpoint."}, status=HTTPStatus.NOT_FOUND)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how a device that has the site among its applications calls and shows it.

    Source of the fields: https://www.w3.org/TR/appmanifest/.
    """
    language = get_language()
    around = SiteContext(language, Site.find_for_request(request), today())
    return JsonResponse(
        {
            "name": around.name,
            "lang": language,
            "start_url": around.home_address or "/",
            "display": "browser",
            "theme_color": DEEP,
            "background_color": PAPER,
            "icons": [
                {"src": static(file), "sizes": sizes, "type": "image/png"}
                for sizes, file in ICONS.items()
            ],
        },
        content_type="application/manifest+json",
    )


def _is_known(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    # API v3 has a root, at which it answers that there is nothing.
    return match.func is not api_not_found and match.url_name != "api-root"


def registry_search() -> str:
    """Ask the word index of the registry for a word that no participant has."""
    found = Participant.objects.filter(search_text__has_words=["readinessprobe"])
    return f"{found.count()} results"
