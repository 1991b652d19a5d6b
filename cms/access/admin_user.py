"""Who asks the admin, for what is rendered: titles depend on it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.log_actions import LogContext

GetResponse = Callable[[HttpRequest], HttpResponse]


class AdminUserMiddleware:
    """Keep who asks the admin until the answer is rendered; put it after what authenticates.

    Wagtail keeps it for its log, and forgets it before templates are rendered.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info.startswith("/admin/") and request.user.is_authenticated):
            return self.get_response(request)
        with LogContext(user=request.user):
            return self.get_response(request)
