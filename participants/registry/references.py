"""Keep Wagtail's record of who names a participant right when such a row is deleted.

Wagtail reads an object anew while it is being saved, before the rows taken out of it are deleted,
and is told nothing when they are: the usage view would go on naming what was dropped.
"""

from typing import Any

from django.db.models import ForeignKey, ManyToOneRel, Model
from django.db.models.signals import post_delete
from modelcluster.fields import ParentalKey
from wagtail.tasks import update_reference_index_task

from participants.models import Participant


def follow_deleted_rows() -> None:
    """Listen to the deletion of every child row that can name a participant."""
    for relation in Participant._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or isinstance(relation.field, ParentalKey):
            continue
        model: Any = relation.related_model
        if any(isinstance(field, ParentalKey) for field in model._meta.get_fields()):
            post_delete.connect(
                read_parent_anew, model, dispatch_uid="participants.registry.references"
            )


def read_parent_anew(instance: Model, **kwargs: Any) -> None:
    """Record anew what the object names out of which a row was deleted."""
    fields = instance._meta.get_fields()
    names = [field for field in fields if isinstance(field, ForeignKey)]
    if not any(
        field.related_model is Participant and field.value_from_object(instance)
        for field in names
        if not isinstance(field, ParentalKey)
    ):
        return
    for field in names:
        parent, key = field.related_model, field.value_from_object(instance)
        if isinstance(field, ParentalKey) and parent._default_manager.filter(pk=key).exists():
            update_reference_index_task.enqueue(
                parent._meta.app_label, parent._meta.model_name, str(key)
            )
