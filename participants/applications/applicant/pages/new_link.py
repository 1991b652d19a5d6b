"""How somebody whose link has expired comes by another."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from participants.applications import mails
from participants.applications.applicant.pages.visit import behind_link, go_to, show_page, too_many
from participants.applications.links import STATUS, OpenedLink
from participants.applications.submission.rates import NEW_LINKS, TooManyError, check


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
