"""The form on a page of the site: shown, sent, shown again with every answer."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from participants.applications.applicant.form_state import TRAP, FormState
from participants.applications.applicant.shown_form import (
    empty_forms,
    problems,
    sent_forms,
    typed_forms,
)
from participants.applications.applicant.views import go_to, too_many
from participants.applications.mails import CONFIRMATION, LIFETIMES
from participants.applications.privacy import keep_for_days
from participants.applications.submission import letters
from participants.applications.submission.form import MOST_MEASURES, ApplicationForms
from participants.applications.submission.letters import LetterError, clean_letter
from participants.applications.submission.rates import (
    TRIED_FROM_ADDRESS,
    TooManyError,
    check,
    client_address,
)
from participants.applications.submission.submission import KeyReusedError, letter_sent_with, send

ADD_MEASURE = "add_measure"

SENT_BEFORE = _(
    "You have already sent this form, with other answers. If you want to send these as an "
    "application of their own, please send the form once more."
)

# Renders the page with the form, given what its template needs.
Show = Callable[[Mapping[str, Any]], HttpResponse]


@sensitive_post_parameters()
def answer_form(request: HttpRequest, show: Show, *, after: str) -> HttpResponse:
    """Show the form, or take in what was sent with it and redirect. after: path to go to then."""
    if request.method == "POST":
        response = _Posted(request, show, after).answer()
        response["Cache-Control"] = "no-store"
    elif request.method in {"GET", "HEAD"}:
        response = show(_context(empty_forms(), FormState.begin()))
        # Not "no-store": with it browsers forget what was typed when somebody goes back.
        response["Cache-Control"] = "private, no-cache"
    else:
        response = HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    return response


def _context(
    forms: ApplicationForms, state: FormState, notice: str | Promise = ""
) -> dict[str, Any]:
    rows = len(forms.measures.forms)
    return {
        "forms": forms,
        "form": forms.application,
        "state": state,
        "letter": letters.peek_letter(state.letter) if state.letter else None,
        "notice": notice,
        "problems": problems(forms),
        "trap": TRAP,
        "next_measure": rows + 1 if rows < MOST_MEASURES else None,
        "privacy": privacy_facts(),
    }


class _Posted:
    """A form that came back. letter: the cleaned one that came with it now, if any."""

    def __init__(self, request: HttpRequest, show: Show, after: str) -> None:
        self.request = request
        self.show = show
        self.after = after
        self.state = FormState.read(request.POST)
        self.letter: ContentFile | None = None

    def answer(self) -> HttpResponse:
        address = client_address(self.request)
        try:
            check(TRIED_FROM_ADDRESS, address)
        except TooManyError as error:
            return self._too_many(typed_forms(self.request), error)
        if ADD_MEASURE in self.request.POST:
            return self._unchecked(further_rows=1)
        if objection := self.state.objection(self.request.POST):
            return self._unchecked(objection)
        return self._send(address)

    def _send(self, address: str) -> HttpResponse:
        forms = sent_forms(self.request)
        is_valid = forms.is_valid()
        self.letter = forms.application.cleaned_data.get("letter")
        if self.state.letter and "letter" not in self.request.FILES:
            is_valid &= self._add_held_letter(forms)
        if not is_valid:
            return self._again(forms)
        try:
            send(forms, key=self.state.key, address=address)
        except TooManyError as error:
            return self._too_many(forms, error)
        except KeyReusedError:
            self.letter = forms.letter
            self.state = self.state.with_new_key()
            return self._again(forms, SENT_BEFORE)
        letters.forget_letter(self.state.letter)
        return go_to(self.after)

    def _add_held_letter(self, forms: ApplicationForms) -> bool:
        # The other half of a double click may have sent the letter and let go of it.
        letter = letters.held_letter(self.state.letter) or letter_sent_with(self.state.key)
        if letter is None:
            forms.application.add_error(
                "letter", _("The letter is no longer kept. Please choose it again.")
            )
        forms.held_letter = letter
        return letter is not None

    def _too_many(self, forms: ApplicationForms, error: TooManyError) -> HttpResponse:
        minutes = ceil(error.retry_after / 60)
        notice = ngettext(
            "Much has been sent from your network or with this e-mail address lately. Your "
            "answers are still here: please send the form again in %(minutes)d minute.",
            "Much has been sent from your network or with this e-mail address lately. Your "
            "answers are still here: please send the form again in %(minutes)d minutes.",
            minutes,
        ) % {"minutes": minutes}
        return too_many(self._again(forms, notice), error)

    def _unchecked(self, notice: str | Promise = "", further_rows: int = 0) -> HttpResponse:
        """Show the form with what was typed, of which only a letter has been looked at."""
        forms = typed_forms(self.request, further_rows)
        if file := self.request.FILES.get("letter"):
            try:
                self.letter = clean_letter(file)
            except LetterError as error:
                sentences = forms.application.error_class([str(error)])
                forms.application.errors["letter"] = sentences
        return self._again(forms, notice)

    def _again(self, forms: ApplicationForms, notice: str | Promise = "") -> HttpResponse:
        state = self.state.for_another_try()
        if self.letter is not None:
            letters.forget_letter(state.letter)
            state = state.with_letter(letters.hold_letter(self.letter))
        return self.show(_context(forms, state, notice))


DAYS_OF_A_YEAR = 365


def privacy_facts() -> dict[str, str]:
    """Return in words how long personal data are kept: once decided, and if never confirmed."""
    unconfirmed = LIFETIMES[CONFIRMATION].days
    return {"decided": _in_words(keep_for_days()), "unconfirmed": _in_words(unconfirmed)}


def _in_words(days: int) -> str:
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if rest:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
