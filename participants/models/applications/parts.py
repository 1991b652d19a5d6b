"""What belongs to an application: measures, correspondence, and what its acceptance has drafted."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from participants.models.parts.initiative import Funding
from participants.values.dates import PartialDateField
from participants.values.fields import OneLineField, RunningTextField


class ApplicationMeasure(Orderable):
    """A measure that the authority says it has already taken.

    title, description: in the application's language; started_on: ISO 8601 of known precision.
    """

    application = models.ForeignKey(
        "participants.Application", related_name="measures", on_delete=models.CASCADE
    )
    theme = models.ForeignKey(
        "participants.Theme", verbose_name=_("theme"), related_name="+", on_delete=models.PROTECT
    )
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
    """Who said it to whom."""

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
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
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
