"""Revisions and log entries for many participants."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

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
