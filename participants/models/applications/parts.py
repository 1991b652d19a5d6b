"""What stands beside applications: letters, measures, correspondence, drafts, counts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from participants.models.columns import protected_column, user_column
from participants.models.parts.texts import Funding
from participants.values.dates import PartialDateField
from participants.values.fields import OneLineField, RunningTextField


class PrivateStorage(FileSystemStorage):
    """A folder outside of the media files; what lies there has no address."""

    def url(self, name: str | None) -> str:
        raise ValueError(
            "A letter has no URL: it is shown to those who may decide, and only there."
        )


def letter_storage() -> PrivateStorage:
    """Return the folder for letters: PARTICIPANTS_PRIVATE_ROOT, or `private` beside the media."""
    beside_media = Path(settings.MEDIA_ROOT).resolve().parent / "private"
    return PrivateStorage(
        getattr(settings, "PARTICIPANTS_PRIVATE_ROOT", beside_media),
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


def delete_after_commit(letter: FieldFile) -> None:
    """Delete the file that a row names now, once nothing can bring the row back.

    A file that cannot be deleted stops nobody: it is logged, and removed with the files that no
    row names.
    """
    storage, name = letter.storage, letter.name
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


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


class ApplicationMeasure(Orderable):
    """A measure that the authority says it has already taken.

    title, description: in the application's language; started_on: ISO 8601 of known precision.
    """

    application = models.ForeignKey(
        "participants.Application", related_name="measures", on_delete=models.CASCADE
    )
    theme = protected_column("participants.Theme", _("theme"))
    title = OneLineField(_("title"), max_length=255)
    description = RunningTextField(_("description"), blank=True, max_length=2000)
    started_on = PartialDateField(_("started"), blank=True)
    funding = models.CharField(
        _("funding"), max_length=16, choices=Funding, default=Funding.UNKNOWN
    )

    class Meta(Orderable.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")

    def __str__(self) -> str:
        return self.title


class ApplicationMessageKind(models.TextChoices):
    QUESTION = "question", _("question of the office")
    ANSWER = "answer", _("answer of the applicant")
    NOTE = "note", _("internal note")


class ApplicationMessage(models.Model):
    """A question, an answer or an internal note; author: the officer, None for the applicant."""

    application = models.ForeignKey(
        "participants.Application", related_name="messages", on_delete=models.CASCADE
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ApplicationMessageKind)
    text = RunningTextField(_("text"), max_length=5000)
    author = user_column(_("author"), blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ApplicationDraft(models.Model):
    """A page that was drafted when the application was accepted."""

    application = models.ForeignKey(
        "participants.Application", related_name="drafts", on_delete=models.CASCADE
    )
    content_type = models.ForeignKey(ContentType, related_name="+", on_delete=models.CASCADE)
    object_id = models.CharField(max_length=64)
    content_object = GenericForeignKey()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="drafted_for_one_application"
            )
        ]

    def __str__(self) -> str:
        return str(self.content_object)


class SendingRate(models.Model):
    """The latest sendings that count towards one limit.

    key: a keyed hash of what is counted and for whom; times: seconds since 1970, oldest first;
    forget_at: when none of them counts any longer.
    """

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    times = models.JSONField(default=list, editable=False)
    forget_at = models.DateTimeField(db_index=True, editable=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"Rate, to be forgotten at {self.forget_at:%Y-%m-%d %H:%M}"
