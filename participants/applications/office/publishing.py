"""Publication of all that an acceptance has drafted, in one go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from participants.applications.log import log_step
from participants.applications.office.drafts import unpublished_drafts
from participants.applications.transitions import StepError, locked
from participants.models import Application, ApplicationState, RegistryState

APPROVE = "approve"


class PublicationError(StepError):
    """Names each object that cannot be published, and says why; nothing has been published."""


@transaction.atomic
def publish_drafts(application: Application, *, user: Any) -> list[Any]:
    """Publish the participant, and then the pages; return what has been published.

    Where a workflow runs, the user approves each of its tasks; elsewhere the user needs the
    permission to publish. Raises StepError, and changes nothing then.
    """
    RegistryState.change()
    application = locked(application, ApplicationState.ACCEPTED)
    published, faults = [], []
    for item in unpublished_drafts(application):
        if fault := _publish(item, user):
            faults.append(gettext("“%(name)s”: %(reason)s") % {"name": item, "reason": fault})
        published.append(item)
    if faults:
        raise PublicationError(
            gettext("Nothing has been published. %(faults)s") % {"faults": " ".join(faults)}
        )
    if published:
        log_step(application, "publish", user)
    return published


def obstacle(item: Any, user: Any) -> str:
    """Return a sentence that says why the user cannot publish an object now, or nothing."""
    lock = item.get_lock()
    if lock is not None and lock.for_user(user):
        return gettext("It is locked, scheduled or waiting for somebody else’s approval.")
    go_live_at = item.get_latest_revision_as_object().go_live_at
    if go_live_at is not None and go_live_at > timezone.now():
        return gettext("It is to be published at a later time.")
    workflow = item.current_workflow_state
    if workflow is None:
        policy = policy_registry.get(item)
        is_allowed = policy.user_has_permission_for_instance(user, "publish", item)
        return "" if is_allowed else gettext("You may not publish it.")
    if workflow.status != WorkflowState.STATUS_IN_PROGRESS:
        return gettext("Somebody has asked for changes to it.")
    actions = workflow.current_task_state.task.specific.get_actions(item, user)
    is_approver = APPROVE in {action for action, *_ in actions}
    return "" if is_approver else gettext("It waits for the approval of others.")


def _publish(item: Any, user: Any) -> str:
    """Publish one object, or return a sentence that says why not."""
    try:
        with transaction.atomic():
            return _take_through(item, user)
    except ValidationError as error:
        return " ".join(error.messages)


def _take_through(item: Any, user: Any) -> str:
    while not (fault := obstacle(item, user)):
        workflow = item.current_workflow_state
        if workflow is None:
            item.get_latest_revision().publish(user=user)
            return ""
        state = workflow.current_task_state.specific
        state.task.specific.on_action(state, user, APPROVE)
        if state.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
            return ""
    return fault
