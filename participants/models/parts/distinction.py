"""What authorities have signed or won, whether they take part in the Alliance or not."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from participants.models.columns import writable
from participants.values.countries import country_choices, country_name
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineField, OneLineURLField
from participants.values.text import fold, name_key


class DistinctionKind(models.TextChoices):
    """What an authority is named for."""

    SIGNATURE = "signature", _("signature of the Declaration")
    PRIZE = "prize", _("Dosta! Congress Prize")


class Place(models.IntegerChoices):
    """Which place a prize was for; of one edition several can have the same."""

    FIRST = 1, _("first place")
    SECOND = 2, _("second place")
    THIRD = 3, _("third place")


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    """Signatures and prizes, each of which is public."""

    def with_participants(self) -> "DistinctionQuerySet":
        """Load what it takes to lead to a participant, if it is public."""
        return self.select_related("participant").only(
            *(field.name for field in self.model._meta.concrete_fields),
            *(f"participant__{name}" for name in ("slug", "country", "live", "expire_at")),
        )


class Distinction(index.Indexed, models.Model):
    """A signature under the Declaration against anti-Gypsyism, or a Dosta! Congress Prize.

    Most authorities are no participants, and are named alone. name: as the source prints it;
    participant: the same authority in the registry; date: of the signature or the award, ISO 8601
    of known precision, empty when unknown; number: the row of the published list of signatories;
    edition, place: of a prize, None where unknown.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=DistinctionKind)
    name = OneLineField(
        _("name"), max_length=255, help_text=_("As the source prints it, in any language.")
    )
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    participant = models.ForeignKey(
        "participants.Participant",
        verbose_name=_("participant"),
        related_name="distinctions",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("If it is in the registry. The name leads to its profile."),
    )
    date = PartialDateField(_("date"), blank=True)
    number = models.PositiveIntegerField(
        _("row of the list"),
        null=True,
        blank=True,
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        error_messages={"unique": _("Another signature has this row of the list.")},
        help_text=_("Of a signature: its row in the published, alphabetical list."),
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("Of a prize: the fifth is 5."),
    )
    place = models.PositiveSmallIntegerField(
        _("place"), null=True, blank=True, choices=Place, help_text=_("Of a prize.")
    )
    source_url = OneLineURLField(_("source"), max_length=1000)

    objects = DistinctionQuerySet.as_manager()

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("country")]),
        FieldPanel("participant"),
        FieldPanel("date"),
        MultiFieldPanel([FieldPanel("number")], heading=_("Signature")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("edition"), FieldPanel("place")])], heading=_("Prize")
        ),
        FieldPanel("source_url"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("country"),
    ]

    api_fields = writable(
        *("kind", "name", "country", "participant", "date"),
        *("number", "edition", "place", "source_url"),
    )

    class Meta:
        verbose_name = _("signature or prize")
        verbose_name_plural = _("signatures and prizes")
        ordering = ["kind", "country", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DistinctionKind.PRIZE, number=None)
                | Q(kind=DistinctionKind.SIGNATURE, edition=None, place=None),
                name="distinction_has_what_its_kind_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    def clean(self) -> None:
        super().clean()
        of_kind = self._prize_errors() if self.is_prize else self._signature_errors()
        if errors := {**of_kind, **self._link_errors(), **self._twin_errors()}:
            raise ValidationError(errors)

    def _prize_errors(self) -> dict[str, str | Promise]:
        errors: dict[str, str | Promise] = {}
        if self.number is not None:
            errors["number"] = _("Only a signature has a row of the list.")
        if self.edition is None and self.place is None:
            errors["edition"] = _("Say which edition or which place it was, or both.")
        if self.edition is not None and not self.date:
            errors["date"] = _("Say in which year the prize of this edition was awarded.")
        return errors

    def _signature_errors(self) -> dict[str, str | Promise]:
        only_prizes = _("Only a prize has this.")
        return {
            name: only_prizes for name in ("edition", "place") if getattr(self, name) is not None
        }

    def _link_errors(self) -> dict[str, str | Promise]:
        if self.participant is None or self.participant.country == self.country:
            return {}
        return {"participant": _("This participant lies in another country.")}

    def _twin_errors(self) -> dict[str, str | Promise]:
        alike = Distinction.objects.filter(
            kind=self.kind, country=self.country, edition=self.edition
        ).exclude(pk=self.pk)
        keys = map(name_key, alike.values_list("name", flat=True))
        return (
            {"name": _("This one is in the list already.")} if name_key(self.name) in keys else {}
        )

    @property
    def is_prize(self) -> bool:
        return self.kind == DistinctionKind.PRIZE

    @property
    @display(description=_("country"))
    def country_name(self) -> str:
        """Return the name of the country in the active language."""
        return country_name(self.country)

    @property
    def when(self) -> PartialDate | None:
        """Return the date, or None where it is unknown."""
        return parse_if_known(self.date)

    @property
    def public_participant(self) -> Any:
        """Return the participant that readers may be led to, or None."""
        return self.participant if self.participant and self.participant.is_public else None

    @property
    def details(self) -> str:
        """Return place, edition and date of a prize, or date and row of a signature, in words."""
        when = str(self.when or gettext("date not known"))
        if not self.is_prize:
            row = gettext("row %(number)d of the published list")
            return ", ".join([when, *([row % {"number": self.number}] if self.number else [])])
        place = str(Place(self.place).label) if self.place else gettext("place not known")
        edition = gettext("edition %(number)d") % {"number": self.edition} if self.edition else ""
        return ", ".join(filter(None, [place, edition, when]))

    @property
    def statement(self) -> str:
        """Return what has happened in a few words, without its date."""
        if not self.is_prize:
            return gettext("Signed the Declaration against anti-Gypsyism")
        if not self.place:
            return gettext("Won a Dosta! Congress Prize")
        return gettext("Dosta! Congress Prize: %(place)s") % {"place": Place(self.place).label}

    @property
    def place_in_list(self) -> tuple[object, ...]:
        """Return what lists are sorted by: signatures as countries are, prizes the newest first."""
        if self.is_prize:
            when = -self.when.earliest.toordinal() if self.when else 0
            return (when, self.place or len(Place) + 1, fold(self.name))
        return (fold(self.country_name), fold(self.name))
