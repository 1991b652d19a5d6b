"""The page behind the first link: whoever opens it has the e-mail address."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.applications import mails
from participants.applications import transitions as steps
from participants.applications.applicant.pages.visit import behind_link, go_to, show_page, too_many
from participants.applications.links import CONFIRMATION, STATUS, OpenedLink, path_to
from participants.applications.submission.rates import NEW_LINKS, TooManyError, check


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


@require_POST
@behind_link(STATUS)
def new_link(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """Send a link that opens again to the stored address, and show nothing of the application."""
    try:
        check(NEW_LINKS, str(link.application.pk))
    except TooManyError as error:
        return too_many(show_page(request, "link_sent"), error)
    mails.send_new_link(link.application)
    return go_to(reverse("participants_application_link_sent"))


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way."""
    return show_page(request, "link_sent")
