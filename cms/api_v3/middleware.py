"""What holds for every request to API v3."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]

API_V3 = "/api/v3/"


class TokenOnlyMiddleware:
    """Answer 401 to whoever comes to API v3 without a valid token, its documentation included.

    Wagtail shows its pages, images and schema there to everybody; the public API is v2. No
    answer of v3 may be kept by a cache, since the same address differs from user to user.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.authenticate = BearerTokenAuth()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API_V3):
            return self.get_response(request)
        if self.authenticate(request) is None:
            response = problem_response(
                status=HTTPStatus.UNAUTHORIZED, detail="A valid bearer token is required."
            )
            response["WWW-Authenticate"] = "Bearer"
        else:
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization"])
        return response
