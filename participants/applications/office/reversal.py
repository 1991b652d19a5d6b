"""Taking an acceptance back, as long as nobody outside has seen anything of it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from participants.applications.office.drafts import drafted_for, has_been_public, is_last_number
from participants.applications.transitions import StepError, locked, log_step
from participants.models import (
    Application,
    ApplicationState,
    IssuedNumber,
    Participant,
    RegistryState,
)


class ReversalError(StepError):
    """Says in a sentence why an acceptance cannot be taken back; nothing has happened then."""


@transaction.atomic
def reverse_acceptance(application: Application, *, user: Any) -> bool:
    """Delete all that was drafted, and open the application again.

    Return whether the number will be given again, which it is only if it was the last. Raises
    StepError, and changes nothing then.
    """
    RegistryState.change()
    application = locked(application, ApplicationState.ACCEPTED)
    check_reversible(application)
    issued = IssuedNumber.objects.filter(participant__application=application).first()
    try:
        for item in reversed(drafts_to_delete(application)):
            _delete(item, user)
    except ProtectedError as error:
        raise ReversalError(
            gettext("The participant cannot be deleted, because others name it: %(names)s.")
            % {"names": ", ".join(sorted({str(row) for row in error.protected_objects}))}
        ) from error
    is_returned = _give_back(issued) if issued else False
    _hand_on(application)
    application.participant = None
    application.state = ApplicationState.IN_REVIEW
    application.decided_at = None
    application.decided_by = None
    application.save(update_fields=["participant", "state", "decided_at", "decided_by"])
    log_step(
        application,
        "reverse",
        user,
        number=issued.number if issued else None,
        is_returned=is_returned,
    )
    return is_returned


def check_reversible(application: Application) -> None:
    """Raise ReversalError if anything that was drafted has been public."""
    for item in drafts_to_delete(application):
        if has_been_public(item):
            raise ReversalError(
                gettext(
                    "“%(name)s” has been published, so that the acceptance can no longer be taken "
                    "back."
                )
                % {"name": item}
            )


def drafts_to_delete(application: Application) -> list[Any]:
    """Return what goes with the participant.

    Others of its country that have been admitted since keep what does not name it: the country's
    page.
    """
    items = drafted_for(application)
    if not _others_of_the_country(application).exists():
        return items
    participant = application.participant
    return [item for item in items if not isinstance(item, Page) or _names(item, participant)]


def _others_of_the_country(application: Application) -> QuerySet:
    others = Participant.objects.in_country(application.country).taking_part()
    return others.exclude(pk=application.participant_id)


def _names(page: Page, participant: Participant | None) -> bool:
    if participant is None:
        return False
    references = ReferenceIndex.get_references_for_object(page)
    participants = ContentType.objects.get_for_model(Participant)
    return references.filter(
        to_content_type=participants, to_object_id=str(participant.pk)
    ).exists()


def _hand_on(application: Application) -> None:
    """Let another application publish what others of the country keep."""
    others = _others_of_the_country(application)
    heir = Application.objects.filter(participant__in=others).first()
    for draft in application.drafts.all():
        if heir is not None and draft.content_object is not None:
            draft.application = heir
            draft.save()
        else:
            draft.delete()


def _give_back(issued: IssuedNumber) -> bool:
    """Let the next participant have a number, if it was the last; return whether it was."""
    if not is_last_number(issued.number):
        return False
    IssuedNumber.objects.filter(number=issued.number).delete()
    return True


def _delete(item: Any, user: Any) -> None:
    if isinstance(item, Page):
        item.delete(user=user, skip_permission_checks=True)
        return
    log(instance=item, action="wagtail.delete", user=user, deleted=True)
    item.delete()
