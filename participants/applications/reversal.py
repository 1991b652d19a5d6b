"""Taking an acceptance back, as long as nobody outside has seen anything of it."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page

from participants.applications.drafts import drafted_for, has_been_public, is_last_number
from participants.applications.log import log_step
from participants.applications.steps import StepError, locked
from participants.models import Application, ApplicationState, IssuedNumber, RegistryState


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
        for item in reversed(drafted_for(application)):
            _delete(item, user)
    except ProtectedError as error:
        raise ReversalError(
            gettext("The participant cannot be deleted, because others name it: %(names)s.")
            % {"names": ", ".join(sorted({str(row) for row in error.protected_objects}))}
        ) from error
    is_returned = _give_back(issued) if issued else False
    application.drafts.all().delete()
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
    for item in drafted_for(application):
        if has_been_public(item):
            raise ReversalError(
                gettext(
                    "“%(name)s” has been published, so that the acceptance can no longer be taken "
                    "back."
                )
                % {"name": item}
            )


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
