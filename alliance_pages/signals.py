"""What happens to documents on saving: they know their fingerprint and share their tags.

Wagtail computes the fingerprint in its upload form alone. Without it every document has the same
validator, and a browser that has seen one version keeps it for ever.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from participants.models.tags import FoldedTagManager

# The model is Wagtail's, and so is its field, which would take this where it is defined.
get_document_model()._meta.get_field("tags").manager = FoldedTagManager


@receiver(pre_save, sender=get_document_model(), dispatch_uid="fingerprint_document")
def fingerprint_document(sender: type, instance: AbstractDocument, **kwargs: Any) -> None:
    """Take size and hash of a file that is new or that code has put there."""
    if instance.file and not (instance.file_hash and instance.file._committed):
        instance._set_document_file_metadata()
