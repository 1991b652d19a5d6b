"""What the pages behind a link have in common: nobody else may see or keep them."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

from participants.applications.links import LinkError, OpenedLink, open_link
from participants.applications.submission.rates import TooManyError

Show = Callable[[HttpRequest, OpenedLink], HttpResponse]
View = Callable[..., HttpResponse]


def behind_link(purpose: str) -> Callable[[Show], View]:
    """Make a view of what a link leads to; what opens nothing is not found.

    The address lets somebody in, so no other site is told of it. It is told to this site itself:
    without a referrer browsers would not say either where a form comes from, and the form would
    be refused.
    """

    def decorate(show: Show) -> View:
        @sensitive_post_parameters()
        @wraps(show)
        def view(request: HttpRequest, token: str) -> HttpResponse:
            try:
                link = open_link(token, purpose)
            except LinkError:
                response = show_page(request, "unknown", status=HTTPStatus.NOT_FOUND)
            else:
                response = show(request, link)
            patch_cache_control(response, private=True, no_store=True)
            response["Referrer-Policy"] = "same-origin"
            response["X-Robots-Tag"] = "noindex"
            return response

        return view

    return decorate


def show_page(
    request: HttpRequest,
    name: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Return one of the pages, which stand at the same address in every language."""
    everywhere = {
        "has_same_path_in_languages": True,
        "token": request.resolver_match.kwargs.get("token") if request.resolver_match else None,
        **(context or {}),
    }
    return render(request, f"participants/application_{name}.html", everywhere, status=status)


def go_to(path: str) -> HttpResponse:
    """Return a redirect after something was done, so that reloading does not do it again."""
    response = HttpResponseRedirect(path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def too_many(response: HttpResponse, error: TooManyError) -> HttpResponse:
    """Let an answer say that it was too often, and when to come again."""
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(error.retry_after)
    return response
