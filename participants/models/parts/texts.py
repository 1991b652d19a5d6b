"""What is said of a participant, and of its initiatives, in each language."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from participants.models.columns import protected_column, writable
from participants.values.dates import PartialDateField
from participants.values.fields import (
    CleanRichTextField,
    FoldedField,
    OneLineField,
    OneLineURLField,
    RunningTextField,
)


def settle_languages(texts: Any) -> None:
    """Let each text in memory be written to the row that is stored for its language.

    texts: the manager of the parent's texts, whose rows have a locale.
    """
    if not texts.is_deferring or texts.instance.pk is None:
        return
    rows = list(texts.all())
    stored = dict(texts.get_live_queryset().values_list("locale", "pk"))
    kept = {stored.get(row.locale_id) for row in rows}
    for row in rows:
        own = None if row.pk in kept else row.pk
        row.pk = stored.get(row.locale_id, own)


class ParticipantText(models.Model):
    """The name and the words about a participant in one locale."""

    participant = ParentalKey(
        "participants.Participant", related_name="texts", on_delete=models.CASCADE
    )
    locale = protected_column("wagtailcore.Locale", _("language"))
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

    api_fields = writable("locale", "name", "location_note", "summary")

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
    theme = protected_column("participants.Theme", _("theme"))
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

    api_fields = writable("theme", "started_on", "funding", "source_url", "texts")

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
    locale = protected_column("wagtailcore.Locale", _("language"))
    title = OneLineField(_("title"), max_length=255)
    description = CleanRichTextField(_("description"), blank=True)
    staff_roles = RunningTextField(
        _("professions"), blank=True, help_text=_("Who works there, one profession a line.")
    )
    search_text = FoldedField(of=("title", "description"))

    word_index = "participants_initiative_search"

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

    api_fields = writable("locale", "title", "description", "staff_roles")

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
        return [role.strip() for role in self.staff_roles.splitlines() if role.strip()]
