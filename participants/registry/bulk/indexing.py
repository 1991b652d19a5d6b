"""Wagtail's search index and reference index for many participants."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from participants.models import Participant


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
