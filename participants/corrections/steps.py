"""Settling a report, in one transaction that is logged, and the mail that says so."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

from participants.applications import mails
from participants.applications.transitions import (
    CORRECTION_PREFIX,
    StepError,
    log_step,
    register_steps,
)
from participants.models import CorrectionReport, CorrectionState

ACTIONS = {
    "send": (_("Send"), _("Sent by a visitor")),
    "settle": (_("Settle"), _("Settled")),
    "leave": (_("Nothing to correct"), _("Found that there is nothing to correct")),
    "reply": (_("Answer"), _("Answered by e-mail")),
    "export_person": (_("Export personal data"), _("The personal data were exported")),
    "erase": (_("Remove personal data"), _("The personal data were removed")),
}
STEPS = {CorrectionState.SETTLED: "settle", CorrectionState.UNFOUNDED: "leave"}


def register_correction_steps(actions: LogActionRegistry) -> None:
    """Name the steps for the history."""
    register_steps(actions, ACTIONS, CORRECTION_PREFIX)


@transaction.atomic
def settle(
    report: CorrectionReport,
    state: CorrectionState,
    *,
    user: Any,
    note: str = "",
    reply: str | None = None,
) -> CorrectionReport:
    """Say what came of a report; nothing in the registry changes by it.

    note: for the office; reply: what to tell whoever has sent it beside what came of it, None to
    tell nothing. Raises StepError where somebody else was first.
    """
    found = CorrectionReport.objects.select_for_update().filter(pk=report.pk).first()
    if found is None or found.state != CorrectionState.OPEN:
        raise StepError(gettext("Somebody else has settled this report. Nothing was done."))
    found.state, found.note, found.reply = state, note, reply or ""
    found.settled_at, found.settled_by = timezone.now(), user
    found.save(update_fields=["state", "note", "reply", "settled_at", "settled_by"])
    log_step(found, STEPS[state], user)
    if reply is not None and found.contact_email:
        mails.send(
            found.contact_email,
            found.language,
            "correction_reply",
            {"report": found, "is_corrected": state == CorrectionState.SETTLED},
        )
        log_step(found, "reply", user)
    return found
