"""What a model needs so that several people can edit and moderate its objects."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from wagtail.models import Revision, RevisionMixin, TaskState, WorkflowState

from participants.editing.versions import Version

APPROVE = "approve"


def follow_newest(instance: RevisionMixin) -> None:
    """Let the question that waits for a moderator be about the newest version.

    Wagtail leaves it with the version that was submitted. Approving that one, after the editor has
    saved what the moderator typed, would start the task anew and publish nothing. What other tasks
    have approved stays with the version that they saw, and they are asked again.
    """
    stored = type(instance)._base_manager.filter(pk=instance.pk, latest_revision__isnull=False)
    pending = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=instance.get_base_content_type(),
        workflow_state__object_id=str(instance.pk),
    )
    for key in stored.values_list("latest_revision", flat=True):
        pending.exclude(revision=key).update(revision=key)


def has_seen(user: Any, task_state: TaskState, newest: Revision, shown: Version | None) -> bool:
    """Tell whether a moderator who decides now has seen the newest version.

    shown: what the page with the button has shown, or None where it does not say. Then it has been
    seen if the moderator has written it, or if it is no younger than the question.
    """
    if shown is not None:
        return shown == Version.of(newest)
    return newest.user_id == user.pk or newest.created_at <= task_state.started_at


@transaction.atomic
def ask_anew(task_state: TaskState, user: Any) -> None:
    """Begin the task again, with the newest version."""
    task_state.cancel(user=user, resume=True)


class EditedTogetherMixin(models.Model):
    """A model with revisions, whose newest one is what moderators decide on."""

    class Meta:
        abstract = True

    def hold(self) -> None:
        """Let nobody else save the object until the transaction ends."""
        hold_row(self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        with transaction.atomic():
            # Wagtail's RevisionMixin comes behind this one.
            revision: Revision = super().save_revision(*args, **kwargs)  # type: ignore[misc]
            follow_newest(self)
        return revision


def hold_row(instance: models.Model) -> None:
    """Lock the object's row. SQLite has one lock for all, which the transaction holds already."""
    parents = instance._meta.get_parent_list()
    model = parents[-1] if parents else type(instance)
    rows: models.QuerySet = model._base_manager.select_for_update().filter(pk=instance.pk)
    rows.values_list("pk", flat=True).first()


def hold(instance: models.Model) -> None:
    """Let nobody else save the object until the transaction ends."""
    if isinstance(instance, EditedTogetherMixin):
        instance.hold()
    else:
        hold_row(instance)
