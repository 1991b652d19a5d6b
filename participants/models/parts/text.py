"""What is said of a participant in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField

from participants.values.fields import OneLineField
from participants.values.rich_text import CleanRichTextField


class ParticipantText(models.Model):
    """The name and the words about a participant in one locale."""

    participant = ParentalKey(
        "participants.Participant", related_name="texts", on_delete=models.CASCADE
    )
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), related_name="+", on_delete=models.PROTECT
    )
    name = OneLineField(
        _("usual name"), max_length=255, help_text=_("The form that readers of this language know.")
    )
    location_note = OneLineField(
        _("location"), max_length=255, blank=True, help_text=_("Such as “40 km west of Athens”.")
    )
    summary = CleanRichTextField(_("summary"), blank=True)

    panels = [
        FieldPanel("locale", required_on_save=True),
        FieldPanel("name", required_on_save=True),
        FieldPanel("location_note"),
        FieldPanel("summary"),
    ]

    api_fields = [
        APIField("locale", writable=True),
        APIField("name", writable=True),
        APIField("location_note", writable=True),
        APIField("summary", writable=True),
    ]

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "locale"], name="unique_text_per_participant_and_locale"
            )
        ]

    def __str__(self) -> str:
        return self.name
