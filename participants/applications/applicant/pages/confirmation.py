"""The page behind the first link: whoever opens it has the e-mail address."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from participants.applications import transitions as steps
from participants.applications.applicant.pages.visit import behind_link, go_to, show_page
from participants.applications.links import CONFIRMATION, STATUS, OpenedLink, path_to


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(CONFIRMATION)
def confirm(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """Ask for a click, since mail programs open links by themselves, and confirm with it."""
    if link.is_expired:
        return show_page(request, "confirmation_expired", status=HTTPStatus.GONE)
    if request.method != "POST":
        return show_page(request, "confirmation", {"application": link.application})
    try:
        application = steps.confirm(link.application)
    except steps.StepError:
        return show_page(request, "unknown", status=HTTPStatus.NOT_FOUND)
    return go_to(path_to(application, STATUS))
