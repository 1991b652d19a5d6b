"""Who speaks for a participant; mayors change, so there is a history of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from participants.models.columns import writable
from participants.values.dates import PartialDateField, parse_if_known
from participants.values.fields import OneLineField, OneLineURLField


class RepresentativeRole(models.TextChoices):
    """Offices from which an authority is represented."""

    MAYOR = "mayor", _("mayor")
    DEPUTY_MAYOR = "deputy_mayor", _("deputy mayor")
    PRESIDENT = "president", _("president")
    VICE_PRESIDENT = "vice_president", _("vice-president")
    GOVERNOR = "governor", _("governor")
    COUNCILLOR = "councillor", _("councillor")
    OTHER = "other", _("representative")


class Representative(Orderable):
    """A person who represents or represented the participant in office.

    since, until: ISO 8601 of known precision, empty when unknown.
    """

    participant = ParentalKey(
        "participants.Participant", related_name="representatives", on_delete=models.CASCADE
    )
    name = OneLineField(_("name"), max_length=255)
    role = models.CharField(_("role"), max_length=16, choices=RepresentativeRole)
    since = PartialDateField(_("since"), blank=True)
    until = PartialDateField(_("until"), blank=True)
    source_url = OneLineURLField(_("source"), max_length=500, blank=True)

    panels = [
        FieldRowPanel(
            [FieldPanel("name", required_on_save=True), FieldPanel("role", required_on_save=True)]
        ),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("source_url"),
    ]

    api_fields = writable("name", "role", "since", "until", "source_url")

    class Meta(Orderable.Meta):
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    def clean(self) -> None:
        super().clean()
        since, until = parse_if_known(self.since), parse_if_known(self.until)
        if since and until and until.latest < since.earliest:
            raise ValidationError({"until": _("The end lies before the beginning.")})
