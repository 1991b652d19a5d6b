"""What a participant does: measures and projects for the inclusion of Roma."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.models import Orderable

from participants.models.parts.child_rows import settle_languages
from participants.values.dates import PartialDateField
from participants.values.fields import OneLineField, OneLineURLField, RunningTextField
from participants.values.rich_text import CleanRichTextField


class Funding(models.TextChoices):
    """Where the money of an initiative comes from."""

    OWN = "own", _("own funds")
    NATIONAL = "national", _("national funds")
    EUROPEAN = "european", _("European funds")
    PRIVATE = "private", _("private funds")
    MIXED = "mixed", _("mixed funds")
    UNKNOWN = "unknown", _("not stated")


class Initiative(Orderable, ClusterableModel):
    """A programme, centre or project of a participant.

    started_on: ISO 8601 of known precision, empty when unknown.
    """

    participant = ParentalKey(
        "participants.Participant", related_name="initiatives", on_delete=models.CASCADE
    )
    theme = models.ForeignKey(
        "participants.Theme", verbose_name=_("theme"), related_name="+", on_delete=models.PROTECT
    )
    started_on = PartialDateField(_("started"), blank=True)
    funding = models.CharField(
        _("funding"), max_length=16, choices=Funding, default=Funding.UNKNOWN
    )
    source_url = OneLineURLField(_("source"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("theme", required_on_save=True), FieldPanel("started_on")]),
        FieldRowPanel([FieldPanel("funding"), FieldPanel("source_url")]),
        InlinePanel("texts", heading=_("Texts per language"), label=_("text")),
    ]

    api_fields = [
        APIField("theme", writable=True),
        APIField("started_on", writable=True),
        APIField("funding", writable=True),
        APIField("source_url", writable=True),
        APIField("texts", writable=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def __str__(self) -> str:
        text = self.texts.first()
        return text.title if text else str(self.theme)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            settle_languages(self.texts)
            super().save(*args, **kwargs)


class InitiativeText(models.Model):
    """An initiative in the words of one locale.

    staff_roles: the professions at work there, one per line.
    """

    initiative = ParentalKey(
        "participants.Initiative", related_name="texts", on_delete=models.CASCADE
    )
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), related_name="+", on_delete=models.PROTECT
    )
    title = OneLineField(_("title"), max_length=255)
    description = CleanRichTextField(_("description"), blank=True)
    staff_roles = RunningTextField(
        _("professions"), blank=True, help_text=_("Who works there, one profession a line.")
    )

    panels = [
        FieldRowPanel(
            [
                FieldPanel("locale", required_on_save=True),
                FieldPanel("title", required_on_save=True),
            ]
        ),
        FieldPanel("description"),
        FieldPanel("staff_roles"),
    ]

    api_fields = [
        APIField("locale", writable=True),
        APIField("title", writable=True),
        APIField("description", writable=True),
        APIField("staff_roles", writable=True),
    ]

    class Meta:
        verbose_name = _("initiative text")
        verbose_name_plural = _("initiative texts")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "locale"], name="unique_text_per_initiative_and_locale"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def staff_role_list(self) -> list[str]:
        """Return the professions as a list."""
        return [role.strip() for role in self.staff_roles.splitlines() if role.strip()]
