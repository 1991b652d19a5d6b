"""What the audit log keeps of an application: who did which step, and nothing personal."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as write_log

from participants.models import Application
from participants.values.languages import default_language

PREFIX = "participants.application."

ACTIONS = {
    "send": (_("Send"), _("Sent by the applicant")),
    "confirm": (_("Confirm"), _("E-mail address confirmed by the applicant")),
    "assign": (_("Assign"), _("Assigned to an officer")),
    "ask": (_("Ask"), _("A question was sent to the applicant")),
    "answer": (_("Answer"), _("The applicant has answered")),
    "note": (_("Note"), _("An internal note was added")),
    "accept": (_("Accept"), _("Accepted")),
    "reverse": (_("Take back"), _("The acceptance was taken back")),
    "decline": (_("Decline"), _("Declined")),
    "withdraw": (_("Withdraw"), _("Withdrawn by the applicant")),
    "publish": (_("Publish"), _("What was drafted for it was published")),
    "read_letter": (_("Read letter"), _("The letter was opened")),
    "export_person": (_("Export personal data"), _("The personal data were exported")),
    "erase": (_("Remove personal data"), _("The personal data were removed")),
}


def log_step(application: Application, step: str, user: Any = None, **data: Any) -> None:
    """Write a step into Wagtail's log. user: None for the applicant and for scripts."""
    with override(default_language()):
        write_log(instance=application, action=f"{PREFIX}{step}", user=user, data=data)


def register_steps(actions: LogActionRegistry) -> None:
    """Name the steps for the history."""
    for step, (label, message) in ACTIONS.items():
        actions.register_action(f"{PREFIX}{step}", label, message)
