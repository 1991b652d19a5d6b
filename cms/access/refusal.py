"""The answer to who has tried too often: 429, in the look of where it was tried."""

from http import HTTPStatus
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import ngettext
from wagtail.api.v3.errors import problem_response

from cms.delivery.monitoring import views as monitoring

API = "/api/"
API_V3 = "/api/v3/"
ADMIN = "/admin/"


def refuse_login(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer a login that was not checked; django-axes calls it."""
    lock = request.access_lock  # type: ignore[attr-defined]  # set by LoginLimits
    return refuse(request, lock.seconds_left)


def refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer that nothing is checked for so many seconds."""
    minutes = ceil(seconds / 60)
    text = ngettext(
        "There were too many wrong attempts. For %(minutes)d minute nothing more is checked, not "
        "even what is right.",
        "There were too many wrong attempts. For %(minutes)d minutes nothing more is checked, not "
        "even what is right.",
        minutes,
    ) % {"minutes": minutes}
    response = _shown(request, text)
    response["Retry-After"] = str(seconds)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _shown(request: HttpRequest, text: str) -> HttpResponse:
    status = HTTPStatus.TOO_MANY_REQUESTS
    path = request.path_info
    if path.startswith(API_V3):
        return problem_response(status=status, detail=text)
    if path in monitoring.PATHS:
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    if path.startswith(API) or not request.accepts("text/html"):
        return JsonResponse({"message": text}, status=status)
    name = "admin" if path.startswith(ADMIN) else "site"
    return render(request, f"access/refused_{name}.html", {"text": text}, status=status)
