"""Reports of mistakes, and what a browser sends with the form."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from participants.applications.applicant.form_state import signed_time
from participants.models import CorrectionReport, Participant

QUEUE = "/admin/participants/corrections/"
FORM = "/en/participants/megara/correction/"
ANSWERS = {
    "problem": "The mayor has changed.",
    "correction": "Maria Example",
    "source": "https://megara.example.org/mayor",
    "contact_name": "Eleni Reader",
    "contact_email": "eleni@megara.example.org",
}
_keys = count()


def filled(**changes: str) -> dict[str, str]:
    """Return what a browser sends some time after the form was shown."""
    shown_at = signed_time(timezone.now() - timedelta(minutes=5))
    return ANSWERS | {"sending_key": f"key-{next(_keys)}", "shown_at": shown_at} | changes


def make_report(participant: Participant, **fields) -> CorrectionReport:
    report = CorrectionReport(participant=participant, language="en", **(ANSWERS | fields))
    report.full_clean()
    report.save()
    return report
