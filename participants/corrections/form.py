"""The one validation of a report of a mistake, for the page and for the API alike."""

import json

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.applications.submission.form import keyed_hash
from participants.applications.submission.rates import REPORTED_FROM_ADDRESS
from participants.applications.submission.submission import Sent, take_in
from participants.applications.transitions import log_step
from participants.models import CorrectionReport, Participant
from participants.values.languages import content_languages, default_language


class CorrectionForm(forms.ModelForm):
    """What is wrong, what it should be, and whom to answer."""

    class Meta:
        model = CorrectionReport
        fields = ("problem", "correction", "source", "contact_name", "contact_email")
        labels = {
            "problem": _("What is wrong"),
            "correction": _("What it should be"),
            "source": _("Where this can be checked"),
            "contact_name": _("Your name"),
            "contact_email": _("Your e-mail address"),
        }
        help_texts = {
            "source": _("For example: the address of a page, or a census."),
            "contact_email": _("We write to it once, when we have looked at this."),
        }
        widgets = {
            "problem": forms.Textarea({"rows": 5}),
            "correction": forms.Textarea({"rows": 3}),
            "source": forms.Textarea({"rows": 2}),
            "contact_name": forms.TextInput({"autocomplete": "name"}),
            "contact_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def digest(self, participant: Participant) -> str:
        """Return a keyed hash of what was sent, by which the same sending is known again."""
        said = [self.cleaned_data[name] for name in CorrectionForm.base_fields]
        return keyed_hash("correction", json.dumps([participant.pk, *said]))


def send(
    form: CorrectionForm, participant: Participant, *, key: str, address: str
) -> Sent[CorrectionReport]:
    """Keep a valid report for the office, to be answered in the active language.

    key: chosen by the sender, the same for the same sending; address: of the sender's network.
    Raises KeyReusedError and TooManyError; nothing has been kept then.
    """

    def keep(**keys: str) -> CorrectionReport:
        language = get_language()
        report = CorrectionReport(
            participant=participant,
            language=language if language in content_languages() else default_language(),
            **{name: form.cleaned_data[name] for name in CorrectionForm.base_fields},
            **keys,
        )
        report.save()
        log_step(report, "send")
        return report

    limits = [(REPORTED_FROM_ADDRESS, address)]
    return take_in(CorrectionReport, key, form.digest(participant), limits, keep)
