"""Acceptance: an application becomes a participant with a number, and all is drafted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from participants.admission.issuing import Admission, AdmissionError, admit_new
from participants.applications.log import log_step
from participants.applications.office.filling import participant_from
from participants.applications.transitions import StepError, locked
from participants.models import (
    Application,
    ApplicationDraft,
    ApplicationState,
    Participant,
    RegistryState,
)
from participants.models.identity.matching import refusal
from participants.values.dates import PartialDate
from participants.values.languages import default_language


class AcceptanceError(StepError):
    """Says in a sentence why an application cannot be accepted.

    field: the argument of `accept` that is at fault, or None.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Acceptance:
    """What came of an acceptance."""

    application: Application
    admission: Admission


@transaction.atomic
def accept(
    application: Application,
    *,
    user: Any,
    when: PartialDate | None,
    distinct_from: Sequence[str] = (),
) -> Acceptance:
    """Make a participant of an application, admit it, and send all that was drafted to approval.

    distinct_from: slugs of participants that the user says are other authorities. Nothing is
    published, but a number is issued for good: where a published participant may be the same
    authority, that has to be said before. Raises StepError, and changes nothing then.
    """
    # In this order, as everywhere where both are held.
    RegistryState.change()
    application = locked(application, *ApplicationState.open())
    participant = participant_from(application)
    participant.distinct_from = sorted(set(distinct_from))
    if others := participant.same_public():
        raise AcceptanceError(refusal(others), "distinct_from")
    admission = _admit(participant, application, user, when)
    application.participant = admission.participant
    application.state = ApplicationState.ACCEPTED
    application.decided_at = timezone.now()
    application.decided_by = user
    application.save(update_fields=["participant", "state", "decided_at", "decided_by"])
    for page in admission.drafted:
        ApplicationDraft.objects.create(
            application=application,
            content_type=ContentType.objects.get_for_model(page),
            object_id=page.pk,
        )
    workflow = admission.participant.get_workflow()
    if workflow is not None:
        workflow.start(admission.participant, user)
    log_step(application, "accept", user, number=admission.number)
    return Acceptance(application, admission)


def _admit(
    participant: Participant, application: Application, user: Any, when: PartialDate | None
) -> Admission:
    with override(default_language()):
        note = gettext("Application %(reference)s") % {"reference": application.reference}
    try:
        return admit_new(participant, application=application, user=user, when=when, note=note)
    except AdmissionError as error:
        raise AcceptanceError(str(error), error.field) from error
    except ValidationError as error:
        raise AcceptanceError(
            gettext("What would be drafted is not in order: %(faults)s")
            % {"faults": " ".join(error.messages)}
        ) from error
