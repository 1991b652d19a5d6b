"""What a visitor says is wrong on a profile. Never public."""

from datetime import datetime

from django.contrib.admin import display
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.models.applications.application import new_reference
from participants.models.columns import user_column
from participants.models.participant import Participant
from participants.values.fields import OneLineEmailField, OneLineField, RunningTextField
from participants.values.languages import language_choices


class CorrectionState(models.TextChoices):
    """What came of a report."""

    OPEN = "open", pgettext_lazy("correction", "open")
    SETTLED = "settled", pgettext_lazy("correction", "settled")
    UNFOUNDED = "unfounded", _("nothing to correct")


class CorrectionQuerySet(models.QuerySet):
    """Reports, narrowed in the words of the office."""

    def open(self) -> "CorrectionQuerySet":
        """Keep those that the office has still to look at."""
        return self.filter(state=CorrectionState.OPEN)

    def of_person(self, email: str) -> "CorrectionQuerySet":
        """Keep those that are to be answered to an e-mail address, in whatever case."""
        return self.filter(contact_email__iexact=email)

    def settled_before(self, moment: datetime) -> "CorrectionQuerySet":
        """Keep those that were settled before a moment and may still name persons."""
        return self.filter(settled_at__lt=moment, erased_at=None)


class CorrectionReport(models.Model):
    """Something that is wrong on a profile, as somebody has told the office.

    language: in which it was written, and is answered; note: of the office, for itself; reply:
    what the office has written to whoever told it; sending_key, sent_digest: by which the same
    sending is known again, keyed hashes of what the sender gave.
    """

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=new_reference, editable=False
    )
    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        related_name="+",
        editable=False,
        on_delete=models.CASCADE,
    )
    language = models.CharField(
        _("language of correspondence"), max_length=10, choices=language_choices, editable=False
    )
    problem = RunningTextField(_("what is wrong"), max_length=5000)
    correction = RunningTextField(_("what it should be"), max_length=2000, blank=True)
    source = RunningTextField(_("source"), max_length=1000, blank=True)
    contact_name = OneLineField(_("name"), max_length=255, blank=True)
    contact_email = OneLineEmailField(_("e-mail"), blank=True)

    state = models.CharField(
        _("state"),
        max_length=16,
        choices=CorrectionState,
        default=CorrectionState.OPEN,
        editable=False,
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = user_column(_("settled by"), editable=False)
    note = RunningTextField(_("internal note"), max_length=2000, blank=True, editable=False)
    reply = RunningTextField(_("reply"), max_length=5000, blank=True, editable=False)
    erased_at = models.DateTimeField(_("personal data removed"), null=True, editable=False)
    sending_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sent_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report of a mistake")
        verbose_name_plural = _("reports of mistakes")
        ordering = ["-received_at", "-pk"]
        permissions = [("settle_correctionreport", "Can settle reports of mistakes")]
        indexes = [models.Index(fields=["state", "received_at"])]

    def __str__(self) -> str:
        return f"{self.participant.name} ({self.reference})"

    @property
    @display(description=_("country name"))
    def country_name(self) -> str:
        """Return the name of the participant's country in the active language."""
        return self.participant.country_name
