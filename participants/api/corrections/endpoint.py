"""`corrections/`: taking in what is wrong on a profile, as the form of the site does."""

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from participants.api.applications.receiving import SendingAPIViewSet
from participants.api.corrections.members import SentCorrection, valid_form
from participants.corrections.form import send
from participants.models import CorrectionReport


class CorrectionsAPIViewSet(SendingAPIViewSet):
    """Take in reports of mistakes; nothing can be read here."""

    name = "corrections"
    about = "Reports of what is wrong on a profile; they can be sent, and not read."
    model = CorrectionReport
    not_taken_in = gettext_lazy("The report was not taken in: see “errors”.")
    too_large = gettext_lazy("This is too large.")
    key_reused = gettext_lazy("Another report came with this Idempotency-Key before.")
    not_kept = gettext_lazy("The report could not be kept. Send it again later.")

    def take_in(self, request: HttpRequest, key: str, address: str) -> tuple[SentCorrection, bool]:
        """Keep a report for the office."""
        form = valid_form(request)
        sent = send(form, form.cleaned_data["participant"], key=key, address=address)
        answer: SentCorrection = {
            "reference": sent.row.reference,
            "message": gettext("Thank you. What you have written is with the office."),
        }
        return answer, sent.is_new
