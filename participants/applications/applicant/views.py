"""The pages behind the links in mails: confirmation, how far it is, answer, withdrawal.

Include this module below the language prefixes, before the pages of the site.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.applications import mails
from participants.applications import transitions as steps
from participants.applications.applicant.progress import status_context
from participants.applications.applicant.shown_form import LETTER_TYPES
from participants.applications.mails import CONFIRMATION, STATUS, LinkError, open_link, path_to
from participants.applications.submission.form import LetterMixin
from participants.applications.submission.rates import ANSWERS, NEW_LINKS, TooManyError, check
from participants.models import Application, ApplicationMessage, ApplicationState
from participants.values.fields import RunningTextInput

Show = Callable[[HttpRequest, Application], HttpResponse]
View = Callable[..., HttpResponse]


def behind_link(purpose: str, *, expired: str = "") -> Callable[[Show], View]:
    """Make a view of what a link leads to; what opens nothing is not found.

    expired: the page that an expired link leads to, if it leads elsewhere.
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
                response = (
                    show_page(request, expired, status=HTTPStatus.GONE)
                    if expired and link.is_expired
                    else show(request, link.application)
                )
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


LONGEST_ANSWER = ApplicationMessage._meta.get_field("text").max_length


class AnswerForm(LetterMixin, forms.Form):
    """An answer in words, a letter, or both."""

    text = RunningTextInput(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 6}),
    )
    letter = forms.FileField(
        label=_("Letter of the mayor, or decision of the council"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB. It takes the place of an earlier one."),
        widget=forms.FileInput({"accept": LETTER_TYPES}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("letter"):
            self.add_error("text", _("Write an answer, or choose a letter."))
        return cleaned


read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@behind_link(CONFIRMATION, expired="confirmation_expired")
def confirm(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask for a click, since mail programs open links by themselves, and confirm with it."""
    if request.method != "POST":
        return show_page(request, "confirmation", {"application": application})
    try:
        application = steps.confirm(application)
    except steps.StepError:
        return show_page(request, "unknown", status=HTTPStatus.NOT_FOUND)
    return go_to(path_to(application, STATUS))


@require_POST
@behind_link(STATUS)
def new_link(request: HttpRequest, application: Application) -> HttpResponse:
    """Send a link that opens again to the stored address, and show nothing of the application."""
    try:
        check(NEW_LINKS, str(application.pk))
    except TooManyError as error:
        return too_many(show_page(request, "link_sent"), error)
    mails.to_applicant(application, "new_link")
    return go_to(reverse("participants_application_link_sent"))


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way."""
    return show_page(request, "link_sent")


@read_or_send
@behind_link(STATUS, expired="link_expired")
def status(request: HttpRequest, application: Application) -> HttpResponse:
    """Show how far the application is, and take in an answer."""
    if request.method != "POST":
        return _show(request, application, AnswerForm())
    try:
        check(ANSWERS, str(application.pk))
    except TooManyError as error:
        unread = AnswerForm(initial={"text": request.POST.get("text", "")})
        return too_many(_show(request, application, unread, has_too_many=True), error)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, application, form)
    try:
        steps.answer(application, **form.cleaned_data)
    except steps.StepError:
        return _overtaken(request, application)
    return go_to(f"{path_to(application, STATUS)}?sent")


@read_or_send
@behind_link(STATUS, expired="link_expired")
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask once more, and end the application at the applicant's wish."""
    if request.method == "POST":
        try:
            steps.withdraw(application)
        except steps.StepError:
            return _overtaken(request, application)
    elif application.state in ApplicationState.open():
        return show_page(request, "withdrawal", {"application": application})
    return go_to(path_to(application, STATUS))


def _show(
    request: HttpRequest,
    application: Application,
    form: AnswerForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    has_too_many: bool = False,
) -> HttpResponse:
    context = {
        **status_context(application),
        "application": application,
        "form": form,
        "has_too_many": has_too_many,
        "was_sent": "sent" in request.GET,
    }
    return show_page(request, "status", context, status=status)


def _overtaken(request: HttpRequest, application: Application) -> HttpResponse:
    """Show where the application stands, which somebody has changed at the same moment."""
    now = Application.objects.filter(pk=application.pk).first()
    if now is None:
        return show_page(request, "unknown", status=HTTPStatus.NOT_FOUND)
    return _show(request, now, AnswerForm(), status=HTTPStatus.CONFLICT)


# The log of requests leaves out what is called "token".
urlpatterns = [
    path("application/link-sent/", link_sent, name="participants_application_link_sent"),
    path("application/confirm/<str:token>/", confirm, name="participants_application_confirm"),
    path("application/<str:token>/", status, name="participants_application"),
    path("application/<str:token>/withdraw/", withdraw, name="participants_application_withdraw"),
    path("application/<str:token>/new-link/", new_link, name="participants_application_new_link"),
]
