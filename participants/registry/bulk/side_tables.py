"""What Wagtail keeps beside participants: revisions, log entries, search and reference index."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, ManyToOneRel, Model
from django.db.models.signals import post_delete
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends
from wagtail.tasks import update_reference_index_task

from participants.models import Participant


def make_revisions(participants: Sequence[Participant], user: Any) -> dict[int, Revision]:
    """Write a revision of each, and return them by the participants' keys."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(Participant)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(participant.pk),
            created_at=now,
            user=user,
            object_str=str(participant),
            content=participant.serializable_data(),
        )
        for participant in participants
    )
    return {int(revision.object_id): revision for revision in revisions}


def log_all(
    participants: Sequence[Participant],
    action: str,
    user: Any,
    revisions: Mapping[int, Revision],
    data: Mapping[int, Mapping[str, Any]] | None = None,
    **columns: Any,
) -> None:
    """Write a log entry for each, with a uuid of its own.

    Wagtail shows in the histories only the last of the entries that share uuid and action, whatever
    objects they are about.

    revisions: those that the entries are about, of some of the participants; data: what else the
    entries say, by the participants' keys; columns: what else all of them hold.
    """
    data = data or {}
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(Participant)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(participant.pk),
            label=str(participant),
            action=action,
            timestamp=now,
            uuid=uuid4(),
            user=user,
            revision=revisions.get(participant.pk),
            content_changed=True,
            data=data.get(participant.pk, {}),
            **columns,
        )
        for participant in participants
    )


def index_all(participants: Sequence[Participant]) -> None:
    """Index what has just been written, as the signals of single saves would."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Participant, participants)
    _index_references(participants)


def _index_references(participants: Sequence[Participant]) -> None:
    content_type = ContentType.objects.get_for_model(Participant)
    keys = [str(participant.pk) for participant in participants]
    ReferenceIndex.objects.filter(base_content_type=content_type, object_id__in=keys).delete()
    ReferenceIndex.objects.bulk_create(
        (
            ReferenceIndex(
                content_type=content_type,
                base_content_type=content_type,
                object_id=str(participant.pk),
                to_content_type_id=to_content_type_id,
                to_object_id=to_object_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for participant in participants
            for to_content_type_id, to_object_id, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(participant)
            )
        ),
        batch_size=1_000,
    )


def follow_deleted_rows() -> None:
    """Listen to the deletion of every child row that can name a participant."""
    for relation in Participant._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or isinstance(relation.field, ParentalKey):
            continue
        model: Any = relation.related_model
        if any(isinstance(field, ParentalKey) for field in model._meta.get_fields()):
            post_delete.connect(
                read_parent_anew, model, dispatch_uid="participants.registry.bulk.side_tables"
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


def refresh_statistics() -> None:
    """Let the database count anew, so that it plans well for what has just been written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
        elif connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Participant._meta.db_table)}")


@contextmanager
def without_query_log() -> Iterator[None]:
    """Stop the log of all queries that DEBUG keeps: it doubles the time and the memory."""
    was_debugging = settings.DEBUG
    settings.DEBUG = False
    try:
        yield
    finally:
        settings.DEBUG = was_debugging


@contextmanager
def collector_spared() -> Iterator[None]:
    """Keep the garbage collector from going through everything that is there already.

    The rows of a large plan stay until the end, while each batch leaves many small cycles; they
    are found late and slowly where the collector looks at all of the plan each time.
    """
    if gc.get_freeze_count():
        # The process has frozen what it began with, and to thaw is to thaw that too.
        yield
        return
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
