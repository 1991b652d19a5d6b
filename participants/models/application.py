"""What an authority sends when it asks to join. Never public."""

from pathlib import Path

from django.conf import settings
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Orderable

from participants.countries import CODES, country_choices, country_name
from participants.dates import PartialDateField
from participants.models.figure import Absence, Basis
from participants.models.initiative import Funding
from participants.models.participant import Kind
from participants.models.representative import RepresentativeRole
from participants.texts_per_language import TextsPerLanguageField

# Letters that cannot be mistaken for digits or for one another when read out on the telephone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class ApplicationState(models.TextChoices):
    """How far the office has come with an application."""

    RECEIVED = "received", pgettext_lazy("application", "received")
    IN_REVIEW = "in_review", _("in review")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")

    @classmethod
    def decided(cls) -> tuple["ApplicationState", "ApplicationState"]:
        """Return the states in which the office has decided."""
        return cls.ACCEPTED, cls.DECLINED


def new_reference() -> str:
    """Return a reference such as "2026-KQXWTR" that says nothing about how many there are."""
    return f"{timezone.now().year}-{get_random_string(6, REFERENCE_LETTERS)}"


class PrivateStorage(FileSystemStorage):
    """A folder outside of the media files; what lies there has no address."""

    def url(self, name: str | None) -> str:
        raise ValueError(
            "A letter has no URL: it is shown to those who may decide, and only there."
        )


def letter_storage() -> PrivateStorage:
    """Return the folder for letters: PARTICIPANTS_PRIVATE_ROOT, or `private` beside the media."""
    beside_media = Path(settings.MEDIA_ROOT).resolve().parent / "private"
    return PrivateStorage(getattr(settings, "PARTICIPANTS_PRIVATE_ROOT", beside_media))


class Application(models.Model):
    """A request to join, with the authority's own statements and a person to answer.

    names: {language code: usual name}; population, roma_population: residents.
    """

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=new_reference, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=ApplicationState,
        default=ApplicationState.RECEIVED,
        editable=False,
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    participant = models.OneToOneField(
        "participants.Participant",
        verbose_name=_("participant"),
        related_name="application",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )

    names = TextsPerLanguageField(_("usual names"))
    name_local = models.CharField(_("local name"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    region = models.CharField(_("region"), max_length=255, blank=True)
    address = models.TextField(_("address of the town hall"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MaxValueValidator(100_000_000)]
    )
    population_year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1800)]
    )
    population_source = models.CharField(_("source"), max_length=255, blank=True)
    roma_population = models.PositiveIntegerField(
        _("Roma population"), null=True, blank=True, validators=[MaxValueValidator(100_000_000)]
    )
    roma_population_basis = models.CharField(_("basis"), max_length=16, choices=Basis, blank=True)
    roma_population_year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1800)]
    )
    roma_population_source = models.CharField(_("source"), max_length=255, blank=True)
    roma_population_absence = models.CharField(
        _("reason for absence"), max_length=16, choices=Absence, blank=True
    )

    representative_name = models.CharField(_("name of the representative"), max_length=255)
    representative_role = models.CharField(_("role"), max_length=16, choices=RepresentativeRole)
    letter = models.FileField(
        _("letter"), storage=letter_storage, upload_to="letters/%Y/", blank=True
    )

    contact_name = models.CharField(_("contact person"), max_length=255)
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language of correspondence"), max_length=10)
    has_consented = models.BooleanField(_("consents to the processing of these data"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__in=sorted(CODES)), name="application_from_the_area"
            ),
            models.CheckConstraint(
                condition=Q(has_consented=True), name="application_needs_consent"
            ),
            models.CheckConstraint(
                condition=Q(roma_population=None)
                | (~Q(roma_population_basis="") & ~Q(roma_population_source="")),
                name="application_roma_figure_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """Return the name of the authority, in whichever language there is one."""
        return next(iter(self.names.values()), self.name_local)

    @property
    @display(description=_("country name"))
    def country_name(self) -> str:
        """Return the name of the country in the active language."""
        return country_name(self.country)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str | Promise] = {}
        if self.roma_population is not None:
            if not self.roma_population_basis:
                errors["roma_population_basis"] = _("Say what the figure rests on.")
            if not self.roma_population_source:
                errors["roma_population_source"] = _("Name the source of the figure.")
        elif not self.roma_population_absence:
            errors["roma_population"] = _("Give a figure, or say why there is none.")
        if not self.has_consented:
            errors["has_consented"] = _("Without consent the office may not keep the application.")
        if errors:
            raise ValidationError(errors)


class ApplicationMeasure(Orderable):
    """A measure that the authority says it has already taken."""

    application = models.ForeignKey(Application, related_name="measures", on_delete=models.CASCADE)
    theme = models.ForeignKey("participants.Theme", related_name="+", on_delete=models.PROTECT)
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    started_on = PartialDateField(_("started"), blank=True)
    funding = models.CharField(
        _("funding"), max_length=16, choices=Funding, default=Funding.UNKNOWN
    )

    class Meta(Orderable.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")

    def __str__(self) -> str:
        return self.title
