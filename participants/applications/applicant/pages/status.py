"""The pages behind the link to an application: how far it is, answer, withdrawal."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from participants.applications import transitions as steps
from participants.applications.applicant.pages.answer_form import AnswerForm
from participants.applications.applicant.pages.told import told_of
from participants.applications.applicant.pages.visit import behind_link, go_to, show_page, too_many
from participants.applications.links import STATUS, OpenedLink, path_to
from participants.applications.submission.rates import ANSWERS, TooManyError, check
from participants.models import Application, ApplicationState

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@behind_link(STATUS)
def status(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """Show how far the application is, and take in an answer."""
    if link.is_expired:
        return show_page(request, "link_expired", status=HTTPStatus.GONE)
    application = link.application
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
        steps.answer(application, *form.came)
    except steps.StepError:
        return _overtaken(request, application)
    return go_to(f"{path_to(application, STATUS)}?sent")


@read_or_send
@behind_link(STATUS)
def withdraw(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """Ask once more, and end the application at the applicant's wish."""
    if link.is_expired:
        return show_page(request, "link_expired", status=HTTPStatus.GONE)
    application = link.application
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
        **told_of(application),
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
