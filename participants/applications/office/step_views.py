"""The steps of an officer, each a page of its own that the page of the application posts to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name

from participants.applications import transitions as steps
from participants.applications.mails import officers
from participants.applications.office.pages import StepPageMixin
from participants.models import Application, ApplicationMessage
from participants.values.fields import RunningTextInput

LONGEST_MESSAGE = ApplicationMessage._meta.get_field("text").max_length
LONGEST_REASON = Application._meta.get_field("reason").max_length


class OfficerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class AssignForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"] = OfficerField(
            queryset=officers(), label=_("Officer"), required=False, empty_label=_("nobody")
        )


def _message(label: Promise, key: str) -> RunningTextInput:
    box = forms.Textarea({"rows": 4, "id": key})
    return RunningTextInput(label=label, max_length=LONGEST_MESSAGE, widget=box)


class QuestionForm(forms.Form):
    text = _message(_("Question"), "id_question")


class NoteForm(forms.Form):
    text = _message(_("Internal note"), "id_note")


class RefusalForm(forms.Form):
    """Say why an application is declined."""

    reason = RunningTextInput(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The contact person receives it by e-mail, word by word."),
    )


class StepView(StepPageMixin, FormView):
    """Take one step.

    take: does it, with the form's answers; raises StepError. done: what the officer then reads,
    which names no person; is_read_outside: whether what is written goes to the contact person.
    """

    template_name = "participants/admin/application_step.html"
    take: Callable[..., None]
    done: str | Promise
    warning: str | Promise = ""
    is_read_outside = False

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.take(**form.cleaned_data)
        except steps.StepError as error:
            return self.refuse(form, error)
        except OperationalError:
            form.add_error(None, gettext("Somebody else is writing. Nothing was done; try again."))
            return self.render_to_response(
                self.get_context_data(form=form), status=503, headers={"Retry-After": "1"}
            )
        messages.success(self.request, self.done)
        return redirect(self.inspect_url)

    def refuse(self, form: forms.Form, error: steps.StepError) -> HttpResponse:
        """Say why the step cannot be taken."""
        messages.error(self.request, str(error))
        return redirect(self.inspect_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            warning=self.warning,
            language=self.application.get_language_display() if self.is_read_outside else "",
            submit_button_label=self.page_title,
            **kwargs,
        )


class AssignView(StepView):
    """Give the application to an officer, or to nobody."""

    form_class = AssignForm
    page_title = _("Assign")
    done = _("The application has been assigned.")

    def get_initial(self) -> dict[str, Any]:
        return {"officer": self.application.assigned_to_id}

    def take(self, officer: Any) -> None:
        steps.assign(self.application, officer, user=self.request.user)


class AskView(StepView):
    form_class = QuestionForm
    page_title = _("Send the question")
    done = _("The question has been sent.")
    is_read_outside = True

    def take(self, text: str) -> None:
        steps.ask(self.application, text, user=self.request.user)


class NoteView(StepView):
    """Keep a note for the other officers."""

    form_class = NoteForm
    page_title = _("Keep the note")
    done = _("The note has been kept.")

    def take(self, text: str) -> None:
        steps.note(self.application, text, user=self.request.user)


class DeclineView(StepView):
    """Ask once more, and then decline."""

    form_class = RefusalForm
    page_title = _("Decline")
    done = _("The application has been declined, and the contact person told why.")
    is_read_outside = True
    warning = _("An application that has been declined cannot be opened again.")

    def take(self, reason: str) -> None:
        steps.decline(self.application, reason, user=self.request.user)
