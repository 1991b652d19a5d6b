"""What an authority sends when it asks to join. Never public."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.models.applications.parts import delete_after_commit, letter_storage
from participants.models.applications.states import ApplicationQuerySet, ApplicationState
from participants.models.columns import residents_column, user_column, year_column
from participants.models.participant import Kind
from participants.models.parts.figure import Absence, Basis
from participants.models.parts.representative import RepresentativeRole
from participants.values.countries import CODES, country_choices, country_name
from participants.values.fields import (
    LONGEST_TELEPHONE,
    OneLineEmailField,
    OneLineField,
    OneLineURLField,
    RunningTextField,
    validate_telephone,
)
from participants.values.languages import TextsPerLanguageField, by_language, language_choices

# Letters that cannot be mistaken for digits or for one another when read out on the telephone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"

FieldErrors = dict[str, str | Promise]
# What is asked for beside a figure.
BESIDE_FIGURES = {
    "basis": _("Say what the figure rests on."),
    "year": _("Say for which year the figure holds."),
    "source": _("Name the source of the figure."),
}


def new_reference() -> str:
    """Return a reference such as "2026-KQXWTR" that says nothing about how many there are."""
    return f"{timezone.now().year}-{get_random_string(6, REFERENCE_LETTERS)}"


def new_link_secret() -> str:
    """Return what only the links of one application are signed with."""
    return get_random_string(32)


class Application(models.Model):
    """A request to join, with the authority's own statements and a person to answer.

    names: {language code: usual name}; population, roma_population: residents; received_at: when
    it was sent; decided_at: when it was accepted, declined or withdrawn; welcomed_at: when the
    contact person was told that everybody can see the participant; reason: what the applicant
    was told with a refusal; sending_key, sent_digest: by which the same sending is known again,
    keyed hashes of what the sender gave; link_secret: makes its links to the status page worthless
    when it is replaced.
    """

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=new_reference, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=ApplicationState,
        default=ApplicationState.UNCONFIRMED,
        editable=False,
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    welcomed_at = models.DateTimeField(_("welcomed"), null=True, editable=False)
    erased_at = models.DateTimeField(_("personal data removed"), null=True, editable=False)
    assigned_to = user_column(_("assigned to"), editable=False)
    decided_by = user_column(_("decided by"), editable=False)
    reason = RunningTextField(_("reason"), blank=True, max_length=2000, editable=False)
    participant = models.OneToOneField(
        "participants.Participant",
        verbose_name=_("participant"),
        related_name="application",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    sending_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sent_digest = models.CharField(max_length=64, blank=True, editable=False)
    link_secret = models.CharField(max_length=32, default=new_link_secret, editable=False)

    names = TextsPerLanguageField(_("usual names"))
    name_local = OneLineField(_("local name"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    region = OneLineField(_("region"), max_length=255, blank=True)
    address = RunningTextField(_("address of the town hall"), max_length=500)
    website = OneLineURLField(_("website"), max_length=500, blank=True)

    population = residents_column(_("population"))
    population_year = year_column()
    population_source = OneLineField(_("source"), max_length=255, blank=True)
    roma_population = residents_column(_("Roma population"))
    roma_population_basis = models.CharField(_("basis"), max_length=16, choices=Basis, blank=True)
    roma_population_year = year_column()
    roma_population_source = OneLineField(_("source"), max_length=255, blank=True)
    roma_population_absence = models.CharField(
        _("reason for absence"), max_length=16, choices=Absence, blank=True
    )

    representative_name = OneLineField(_("name of the representative"), max_length=255)
    representative_role = models.CharField(_("role"), max_length=16, choices=RepresentativeRole)
    letter = models.FileField(
        _("letter"), storage=letter_storage, upload_to="letters/%Y/", blank=True
    )

    contact_name = OneLineField(_("contact person"), max_length=255)
    contact_email = OneLineEmailField(_("e-mail"))
    contact_phone = OneLineField(
        _("telephone"),
        max_length=LONGEST_TELEPHONE,
        blank=True,
        validators=[validate_telephone],
    )
    language = models.CharField(
        _("language of correspondence"), max_length=10, choices=language_choices
    )
    has_consented = models.BooleanField(_("consents to the processing of these data"))

    # Figures that were given, but in a way that cannot be read; a form says so at the figure, and
    # what goes with the figure is asked for all the same.
    unread: frozenset[str] = frozenset()

    objects = ApplicationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-received_at", "-pk"]
        permissions = [("decide_application", "Can decide on applications")]
        indexes = [
            models.Index(fields=["state", "received_at"]),
            models.Index(fields=["country"]),
        ]
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
        """Return the usual name in the active language, or else in the default language."""
        return by_language(self.names, get_language()) or self.name_local

    @property
    def all_names(self) -> list[str]:
        return [*self.names.values(), self.name_local]

    @property
    @display(description=_("country name"))
    def country_name(self) -> str:
        """Return the name of the country in the active language."""
        return country_name(self.country)

    @property
    def age(self) -> int | None:
        """Return for how many days it has waited since it was confirmed, until it was decided."""
        if self.confirmed_at is None:
            return None
        return ((self.decided_at or timezone.now()) - self.confirmed_at).days

    def clean(self) -> None:
        super().clean()
        errors = self._future_year("population") | self._roma_population_errors()
        if self._is_given("population"):
            errors |= self._missing_beside("population", "year", "source")
            errors |= self._future_year("population")
        if not self.has_consented:
            errors["has_consented"] = _("Without consent the office may not keep the application.")
        if errors:
            raise ValidationError(errors)

    def _is_given(self, name: str) -> bool:
        return name in self.unread or getattr(self, name) not in {None, ""}

    def _roma_population_errors(self) -> FieldErrors:
        has_reason = self._is_given("roma_population_absence")
        if not self._is_given("roma_population"):
            lacking = _("Give a figure, or say why there is none.")
            return {} if has_reason else {"roma_population": lacking}
        errors = self._missing_beside("roma_population", "basis", "year", "source")
        if has_reason:
            errors["roma_population_absence"] = _(
                "A figure has either a value or a reason for its absence."
            )
        return errors | self._future_year("roma_population")

    def _missing_beside(self, figure: str, *parts: str) -> FieldErrors:
        names = {f"{figure}_{part}": BESIDE_FIGURES[part] for part in parts}
        return {name: text for name, text in names.items() if not self._is_given(name)}

    def _future_year(self, figure: str) -> FieldErrors:
        year = getattr(self, f"{figure}_year") or 0
        is_future = year > timezone.localdate().year
        return {f"{figure}_year": _("This year lies in the future.")} if is_future else {}


@receiver(post_delete, sender=Application, dispatch_uid="participants.application")
def delete_letter(instance: Application, **kwargs: Any) -> None:
    """Delete the letter with its application, once nothing can bring the application back."""
    delete_after_commit(instance.letter)
