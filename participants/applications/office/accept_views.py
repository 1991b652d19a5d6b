"""The pages on which an application is accepted, and what was drafted published or taken back."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages

from participants.admission.views import AdmissionDateForm, may_admit
from participants.applications.office.acceptance import AcceptanceError, accept
from participants.applications.office.assessment import Duplicates, duplicates_of, position_context
from participants.applications.office.drafts import is_last_number, publish_drafts
from participants.applications.office.pages import may_view
from participants.applications.office.reversal import (
    check_reversible,
    drafts_to_delete,
    reverse_acceptance,
)
from participants.applications.office.step_views import StepView
from participants.applications.transitions import StepError, check_state
from participants.models import Application, ApplicationState, IssuedNumber, Participant, Status
from participants.models.identity.matching import described
from participants.values.dates import PartialDate
from participants.values.languages import content_languages

# Other apps say here, in sentences, what they will draft when an application is accepted.
EXPECTATION_HOOK = "participants_expected_drafts"


class PossibleStepView(StepView):
    """A page that only opens while its step can be taken."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.check()
        except StepError as error:
            messages.error(request, str(error))
            return redirect(self.inspect_url)
        return super().get(request, *args, **kwargs)

    def check(self) -> None:
        """Raise StepError where the step cannot be taken."""
        raise NotImplementedError


class AcceptanceForm(AdmissionDateForm):
    """When it was admitted, and that it is none of those that look like it.

    same: published participants that may be the same authority.
    """

    distinct_from = forms.MultipleChoiceField(
        label=_("Another authority"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, same: list[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if same:
            label = gettext("This is another authority than %(other)s")
            choices = [(other.slug, label % {"other": described(other)}) for other in same]
            field: Any = self.fields["distinct_from"]
            field.choices = choices
        else:
            del self.fields["distinct_from"]


class AcceptView(PossibleStepView):
    """Say what will be made of the application, and then make it."""

    form_class = AcceptanceForm
    template_name = "participants/admin/application_accept.html"
    page_title = _("Accept")

    def check(self) -> None:
        check_state(self.application, *ApplicationState.open())

    def get_initial(self) -> dict[str, Any]:
        return {"when": timezone.localdate().isoformat()}

    @cached_property
    def duplicates(self) -> Duplicates:
        """Return whom the officer should compare the application with."""
        return duplicates_of(self.application)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "same": self.duplicates.same}

    def take(self, when: PartialDate | None, distinct_from: Sequence[str] = ()) -> None:
        acceptance = accept(
            self.application, user=self.request.user, when=when, distinct_from=distinct_from
        )
        admission = acceptance.admission
        sentence = gettext(
            "“%(name)s” has been accepted with the number %(number)d. Look through what was "
            "drafted, and publish it."
        )
        self.done = sentence % {"name": acceptance.application.name, "number": admission.number}
        if admission.drafted:
            pages = ", ".join(f"{page} ({page._meta.verbose_name})" for page in admission.drafted)
            self.done += " " + gettext("Drafted beside it: %(pages)s.") % {"pages": pages}

    def refuse(self, form: forms.Form, error: StepError) -> HttpResponse:
        if isinstance(error, AcceptanceError):
            form.add_error(error.field if error.field in form.fields else None, str(error))
            return self.form_invalid(form)
        return super().refuse(form, error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        former = [who for who in self.duplicates.participants if who.status == Status.WITHDRAWN]
        return super().get_context_data(
            number=IssuedNumber.upcoming(),
            languages_without_name=languages_without_name(application),
            expected=[
                sentence
                for expect in hooks.get_hooks(EXPECTATION_HOOK)
                for sentence in expect(application)
            ],
            duplicates=self.duplicates,
            former=former if may_admit(self.request.user) else [],
            **position_context(application),
            **kwargs,
        )


class PublishView(StepView):
    """Publish all that was drafted; the page of the application posts to it."""

    may = staticmethod(may_view)
    http_method_names = ["post"]
    form_class = forms.Form
    page_title = _("Publish everything")

    def take(self) -> None:
        published = publish_drafts(self.application, user=self.request.user)
        names = ", ".join(str(item) for item in published)
        self.done = (
            gettext("Published: %(names)s.") % {"names": names}
            if published
            else gettext("Everything has been published before.")
        )


class ReverseView(PossibleStepView):
    """Say what will be deleted, and then take the acceptance back."""

    form_class = forms.Form
    template_name = "participants/admin/application_reverse.html"
    page_title = _("Take the acceptance back")

    def check(self) -> None:
        check_state(self.application, ApplicationState.ACCEPTED)
        check_reversible(self.application)

    def take(self) -> None:
        is_returned = reverse_acceptance(self.application, user=self.request.user)
        self.done = (
            gettext("The acceptance has been taken back, and the number will be given again.")
            if is_returned
            else gettext("The acceptance has been taken back. The number is not given again.")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = drafts_to_delete(self.application)
        participant = self.application.participant
        number = participant.number if participant else None
        return super().get_context_data(
            drafts=[(item, item._meta.verbose_name) for item in drafts],
            # Whoever drafted it has saved it once.
            edited=[item for item in drafts if item.revisions.count() > 1],
            number=number,
            is_last=number is not None and is_last_number(number),
            **kwargs,
        )


def languages_without_name(application: Application) -> list[str]:
    """Return the names of the content languages that the authority has given no name in."""
    return [
        get_language_info(code)["name_translated"]
        for code in content_languages()
        if not application.names.get(code)
    ]
