"""What an applicant can send to an application that is still open."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from participants.applications.applicant.pages.wording import LETTER_TYPES
from participants.applications.submission.form import LetterMixin
from participants.models import ApplicationMessage
from participants.values.fields import RunningTextInput

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

    @property
    def came(self) -> tuple[str, ContentFile | None]:
        """Return the text and the cleaned letter."""
        return self.cleaned_data["text"], self.cleaned_data["letter"]
