"""Which images and documents are public: those that something public shows."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BigIntegerField, CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from alliance_pages.models.base import public_pages
from participants.models import Participant


def used_in_public(model: type[models.Model]) -> models.QuerySet:
    """Return the keys of the images or documents that a public page or participant refers to.

    Collections have no draft state, so an attachment of a draft would be public without this.
    """
    types = ContentType.objects.get_for_models(model, Page, Participant)
    references = ReferenceIndex.objects.filter(
        Q(base_content_type=types[Page], object_id__in=_keys(public_pages()))
        | Q(
            base_content_type=types[Participant], object_id__in=_keys(Participant.objects.public())
        ),
        to_content_type=types[model],
    )
    return references.annotate(key=Cast("to_object_id", BigIntegerField())).values("key")


def _keys(found: models.QuerySet) -> models.QuerySet:
    return found.order_by().annotate(key=Cast("pk", CharField())).values("key")
