"""What a model needs so that several people can edit and moderate its objects."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from wagtail.models import Revision

from participants.editing.moderation import follow_newest


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
