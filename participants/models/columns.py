"""Columns that several tables have in the same way, and what API v3 may write of a row."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.images import get_image_model_string

from participants.values.dates import Precision


def writable(*names: str) -> list[APIField]:
    """Return fields that API v3 reads and writes."""
    return [APIField(name, writable=True) for name in names]


def user_column(label: Any = None, **options: Any) -> models.ForeignKey:
    """Return a column for who did something; the row stays when the user is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        related_name="+",
        null=True,
        on_delete=models.SET_NULL,
        **options,
    )


def protected_column(to: str, label: Any) -> models.ForeignKey:
    """Return a column for what cannot be deleted while a row names it."""
    return models.ForeignKey(to, verbose_name=label, related_name="+", on_delete=models.PROTECT)


def picture_column(label: Any) -> models.ForeignKey:
    """Return a column for a picture; the row stays when the picture is deleted."""
    return models.ForeignKey(
        get_image_model_string(),
        verbose_name=label,
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )


def precision_column() -> models.CharField:
    """Return a column for how much is known of a date that is derived on save."""
    return models.CharField(max_length=5, choices=Precision, blank=True, editable=False)


def residents_column(label: Any, **options: Any) -> models.PositiveIntegerField:
    """Return a column for a number of residents, not thousands of them."""
    most = MaxValueValidator(100_000_000)
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[most], **options)


def year_column(*further: MaxValueValidator) -> models.PositiveSmallIntegerField:
    """Return a column for the year that a figure is about. further: validators."""
    first = MinValueValidator(1800)
    return models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[first, *further]
    )


def degrees_column(label: Any, most: int) -> models.DecimalField:
    """Return a column for degrees to either side, to about a metre."""
    return models.DecimalField(
        label,
        max_digits=len(str(most)) + 5,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-most)), MaxValueValidator(Decimal(most))],
    )
