"""The form on a page of the site: shown, sent, shown again with every answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from participants.applications.applicant.form_page import (
    Show,
    privacy_facts,
    sent_too_much,
    shown_or_sent,
)
from participants.applications.applicant.form_state import TRAP, FormState
from participants.applications.applicant.shown_form import problems_of
from participants.applications.applicant.views import go_to, too_many
from participants.applications.submission.rates import (
    TRIED_FROM_ADDRESS,
    TooManyError,
    check,
    client_address,
)
from participants.applications.submission.submission import KeyReusedError
from participants.corrections.form import CorrectionForm, send
from participants.models import Participant

SENT_BEFORE = _(
    "You have already sent this form, with other answers. If you want to send these as well, "
    "please send the form once more."
)


@sensitive_post_parameters()
def answer_form(
    request: HttpRequest, participant: Participant, show: Show, *, after: str
) -> HttpResponse:
    """Show the form, or take in what was sent with it and redirect. after: path to go to then."""
    return shown_or_sent(
        request,
        lambda: show(_context(CorrectionForm(), FormState.begin())),
        lambda: _take_in(request, participant, show, after),
    )


def _take_in(
    request: HttpRequest, participant: Participant, show: Show, after: str
) -> HttpResponse:
    form, state = CorrectionForm(request.POST), FormState.read(request.POST)

    def again(state: FormState, notice: str | Promise = "") -> HttpResponse:
        return show(_context(form, state.for_another_try(), notice))

    address = client_address(request)
    try:
        check(TRIED_FROM_ADDRESS, address)
        if objection := state.objection(request.POST):
            return again(state, objection)
        if not form.is_valid():
            return again(state)
        send(form, participant, key=state.key, address=address)
    except TooManyError as error:
        return too_many(again(state, sent_too_much(error)), error)
    except KeyReusedError:
        return again(state.with_new_key(), SENT_BEFORE)
    return go_to(after)


def _context(form: CorrectionForm, state: FormState, notice: str | Promise = "") -> dict[str, Any]:
    return {
        "form": form,
        "state": state,
        "notice": notice,
        "problems": list(problems_of(form)),
        "trap": TRAP,
        "privacy": privacy_facts(),
    }
