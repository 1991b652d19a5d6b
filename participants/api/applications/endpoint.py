"""`applications/`: taking in what a frontend sends, as the form of the site does."""

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from participants.api.applications.body import read_body
from participants.api.applications.members import Sent
from participants.api.applications.reading import valid_forms
from participants.api.applications.receiving import SendingAPIViewSet
from participants.applications.submission.submission import send
from participants.models import Application, ApplicationState


class ApplicationsAPIViewSet(SendingAPIViewSet):
    """Take in applications to join; nothing can be read here."""

    name = "applications"
    about = "Applications to join; they can be sent, and not read."
    model = Application
    not_taken_in = gettext_lazy("The application was not taken in: see “errors”.")
    too_large = gettext_lazy(
        "This is too large. Send a letter of more than 1 MB as a file of its own."
    )
    key_reused = gettext_lazy("Another application came with this Idempotency-Key before.")
    not_kept = gettext_lazy("The application could not be kept. Send it again later.")

    def take_in(self, request: HttpRequest, key: str, address: str) -> tuple[Sent, bool]:
        """Keep an application, and ask for the confirmation of its e-mail address."""
        sent = send(valid_forms(read_body(request)), key=key, address=address)
        answer: Sent = {
            "reference": sent.row.reference,
            # Whoever sends the same again gets the same answer.
            "state": ApplicationState.UNCONFIRMED,
            "message": gettext(
                "Thank you. The contact person has been sent a mail with a link. The application "
                "reaches the office when the link is opened."
            ),
        }
        return answer, sent.is_new
