"""What officers write and choose in the inbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from participants.applications.mails import officers
from participants.models import Application, ApplicationMessage
from participants.values.fields import RunningTextInput

LONGEST_MESSAGE = ApplicationMessage._meta.get_field("text").max_length
LONGEST_REASON = Application._meta.get_field("reason").max_length


class OfficerField(forms.ModelChoiceField):
    """A choice among those who may decide."""

    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class AssignForm(forms.Form):
    """Choose who takes care of an application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"] = OfficerField(
            queryset=officers(), label=_("Officer"), required=False, empty_label=_("nobody")
        )


class QuestionForm(forms.Form):
    """Write to the contact person."""

    text = RunningTextInput(
        label=_("Question"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4, "id": "id_question"}),
    )


class NoteForm(forms.Form):
    """Write to the other officers."""

    text = RunningTextInput(
        label=_("Internal note"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4, "id": "id_note"}),
    )


class RefusalForm(forms.Form):
    """Say why an application is declined."""

    reason = RunningTextInput(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The contact person receives it by e-mail, word by word."),
    )
