"""A letter that waits for the rest of its form to be right."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from participants.models.applications.letter_storage import delete_after_commit, letter_storage

HELD_FOLDER = "held/"


class HeldLetter(models.Model):
    """A cleaned letter kept for a form that came back, because browsers cannot fill it in again.

    token_digest: SHA-256 of the token that the form carries, in hexadecimal digits.
    """

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    file = models.FileField(storage=letter_storage, upload_to=HELD_FOLDER, editable=False)
    held_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"Letter held since {self.held_at:%Y-%m-%d %H:%M}"


@receiver(post_delete, sender=HeldLetter, dispatch_uid="participants.held_letter")
def delete_file(instance: HeldLetter, **kwargs: Any) -> None:
    """Delete the file with its row, once nothing can bring the row back."""
    delete_after_commit(instance.file)
