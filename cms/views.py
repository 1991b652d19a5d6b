"""What answers for the project as a whole: unknown API addresses, and the check of its search."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from participants.models import Participant


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
