"""Figures that never travel without their basis."""

from collections.abc import Sequence
from typing import Any

from babel.numbers import format_decimal
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from participants.models.columns import residents_column, writable, year_column
from participants.values.fields import OneLineField, OneLineURLField
from participants.values.languages import babel_locale


class Measure(models.TextChoices):
    POPULATION = "population", _("population")
    ROMA_POPULATION = "roma_population", _("Roma population")


class Qualifier(models.TextChoices):
    """How exactly the source gives the value."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    ALMOST = "almost", _("almost")
    MORE_THAN = "more_than", _("more than")


class Basis(models.TextChoices):
    """What the value rests on."""

    OFFICIAL = "official", _("official data")
    ESTIMATE = "estimate", _("estimate")
    UNOFFICIAL = "unofficial", _("unofficial data")
    SELF_DECLARED = "self_declared", _("self-declared")
    UNKNOWN = "unknown", _("basis not stated")


class Absence(models.TextChoices):
    """Why there is no value; that is not the same as nobody having asked."""

    NOT_COLLECTED = "not_collected", _("not collected")
    NOT_PUBLISHED = "not_published", _("not published")
    WITHHELD = "withheld", _("withheld")


class Figure(Orderable):
    """A value from one source, or the stated reason for its absence.

    value, value_max: residents, not thousands; value_max makes it a range; year: when the
    source says it holds; is_shown: the one figure of its measure that readers see first.
    """

    participant = ParentalKey(
        "participants.Participant", related_name="figures", on_delete=models.CASCADE
    )
    measure = models.CharField(_("measure"), max_length=16, choices=Measure)
    qualifier = models.CharField(
        _("precision"), max_length=16, choices=Qualifier, default=Qualifier.EXACT
    )
    value = residents_column(_("value"))
    value_max = residents_column(_("up to"), help_text=_("For a range: the upper end."))
    absence = models.CharField(_("reason for absence"), max_length=16, choices=Absence, blank=True)
    basis = models.CharField(_("basis"), max_length=16, choices=Basis, blank=True)
    year = year_column(MaxValueValidator(2200))
    source = OneLineField(
        _("source"), max_length=255, blank=True, help_text=_("The document that gives the value.")
    )
    source_url = OneLineURLField(_("address of the source"), max_length=500, blank=True)
    is_shown = models.BooleanField(
        _("show this one"), default=False, help_text=_("One figure of each measure is shown first.")
    )

    panels = [
        FieldRowPanel([FieldPanel("measure", required_on_save=True), FieldPanel("is_shown")]),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("value_max")]),
        FieldPanel("absence"),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
    ]

    api_fields = [
        *writable("measure", "qualifier", "value", "value_max", "absence", "basis", "year"),
        *writable("source", "source_url", "is_shown"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, absence="")
                | (Q(value=None, value_max=None) & ~Q(absence="")),
                name="figure_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(value_max=None) | Q(value__isnull=False, value_max__gt=F("value")),
                name="figure_range_goes_up",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | (~Q(basis="") & ~Q(source="")),
                name="figure_has_basis_and_source",
            ),
            models.UniqueConstraint(
                fields=["participant", "measure"],
                condition=Q(is_shown=True),
                name="one_shown_figure_per_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.display}"

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str | Promise] = {}
        if self.value is None and not self.absence:
            errors["value"] = _("Give a value, or the reason for its absence.")
        if self.absence and (self.value is not None or self.value_max is not None):
            errors["absence"] = _("A figure has either a value or a reason for its absence.")
        if self.value_max is not None and self.value_max <= (self.value or 0):
            errors["value_max"] = _("The upper end of a range lies above its lower end.")
        if self.value is not None and not self.basis:
            errors["basis"] = _("Say what the value rests on; “basis not stated” is an answer.")
        if self.value is not None and not self.source:
            errors["source"] = _("Name the source; a figure is not published without it.")
        if errors:
            raise ValidationError(errors)

    @property
    def quantity(self) -> str:
        """Return the value in the active language, as exact as the source has it."""
        locale = babel_locale()
        value = format_decimal(self.value, locale=locale)
        if self.value_max is not None:
            upper = format_decimal(self.value_max, locale=locale)
            ends = {"lower": value, "upper": upper}
            value = pgettext("range of figures", "%(lower)s to %(upper)s") % ends
        if self.qualifier == Qualifier.EXACT:
            return value
        words = {"qualifier": Qualifier(self.qualifier).label, "value": value}
        return pgettext("figure", "%(qualifier)s %(value)s") % words

    @property
    def display(self) -> str:
        """Return the figure with everything that must stand beside it, in the active language.

        "about 1,800 (unofficial data, 2014, Announcement on the Alliance's website)"
        """
        # Not get_…_display(), which makes a new table of all translated labels each time.
        caveats = [str(self.year) if self.year else "", self.source]
        if self.absence:
            return _with_caveats(str(Absence(self.absence).label), caveats)
        return _with_caveats(self.quantity, [str(Basis(self.basis).label), *caveats])


def _with_caveats(statement: str, caveats: Sequence[str]) -> str:
    known = [caveat for caveat in caveats if caveat]
    if not known:
        return statement
    words = {"statement": statement, "caveats": ", ".join(known)}
    return gettext("%(statement)s (%(caveats)s)") % words


def shown_figure_errors(figures: Sequence[Figure]) -> list[str]:
    """Return a sentence for each measure that does not have exactly one shown figure."""
    errors = []
    for measure in Measure:
        of_measure = [figure for figure in figures if figure.measure == measure]
        shown = sum(figure.is_shown for figure in of_measure)
        if of_measure and shown != 1:
            errors.append(
                gettext("%(measure)s: mark exactly one figure as the one to show.")
                % {"measure": measure.label.capitalize()}
            )
    return errors


def make_room_for_shown(figures: Any) -> None:
    """Take the mark from stored figures that are not to be shown, or not for their measure.

    figures: the manager of the participant's figures.
    """
    if not figures.is_deferring or figures.instance.pk is None:
        return
    shown = {row.pk: row.measure for row in figures.all() if row.is_shown}
    stored = figures.get_live_queryset().filter(is_shown=True).values_list("pk", "measure")
    outdated = [pk for pk, measure in stored if shown.get(pk) != measure]
    if outdated:
        figures.get_live_queryset().filter(pk__in=outdated).update(is_shown=False)
