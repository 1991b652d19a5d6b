"""What an acceptance has drafted, and its publication in one go."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from participants.applications.transitions import StepError, locked, log_step
from participants.models import Application, ApplicationState, IssuedNumber, RegistryState


def drafted_for(application: Application) -> list[Any]:
    """Return the participant and then the pages that were drafted, those that are still there."""
    drafts = application.drafts.order_by("pk").prefetch_related("content_object")
    pages = [draft.content_object for draft in drafts]
    return [item for item in (application.participant, *pages) if item is not None]


def has_been_public(item: Any) -> bool:
    """Return whether anybody outside can have seen it."""
    return item.live or item.first_published_at is not None


def unpublished_drafts(application: Application) -> list[Any]:
    """Return what is still to be published for the first time."""
    return [item for item in drafted_for(application) if not has_been_public(item)]


def is_last_number(number: int) -> bool:
    """Return whether a number is the last that was issued, so that it can be given again."""
    return IssuedNumber.upcoming() == number + 1


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


@dataclass(frozen=True)
class Draft:
    """One object. edit_url, preview_url: empty for those who may not edit it.

    obstacle: why whoever reads the page cannot publish it now; empty where it has been published.
    """

    item: Any
    edit_url: str
    preview_url: str
    obstacle: str

    @property
    def type(self) -> str:
        """Return what it is called: "news article"."""
        return str(self.item._meta.verbose_name)

    @property
    def language(self) -> str:
        """Return the language of a page; a participant has several."""
        return str(self.item.locale.get_display_name()) if isinstance(self.item, Page) else ""


@dataclass(frozen=True)
class DraftsPanel:
    """All that was drafted. is_left: something is still to be published for the first time."""

    drafts: list[Draft]
    is_left: bool
    is_reversible: bool

    @property
    def is_publishable(self) -> bool:
        """Return whether whoever reads the page can publish all that is left."""
        return self.is_left and not any(draft.obstacle for draft in self.drafts)


def drafts_panel(application: Application, user: Any) -> DraftsPanel | None:
    """Return what was drafted when the application was accepted, or None where it was not."""
    if application.state != ApplicationState.ACCEPTED:
        return None
    items = drafted_for(application)
    have_been_public = [has_been_public(item) for item in items]
    return DraftsPanel(
        drafts=[_draft(item, user) for item in items],
        is_left=not all(have_been_public),
        is_reversible=not any(have_been_public),
    )


def _draft(item: Any, user: Any) -> Draft:
    edit_url = AdminURLFinder(user).get_edit_url(item) or ""
    return Draft(
        item=item,
        edit_url=edit_url,
        preview_url=_preview_url(item) if edit_url else "",
        obstacle="" if has_been_public(item) else obstacle(item, user),
    )


def _preview_url(item: Any) -> str:
    if isinstance(item, Page):
        return reverse("wagtailadmin_pages:view_draft", args=[item.pk])
    name = item.snippet_viewset.get_url_name("revisions_view")
    return reverse(name, args=[item.pk, item.latest_revision_id])
