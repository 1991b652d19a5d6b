"""A city, region or other authority in the registry."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from participants.models.identity.matching import validate_slugs
from participants.models.parts.membership import Status
from participants.models.parts.themes_field import ThemesField
from participants.models.querysets import ParticipantQuerySet
from participants.models.reading import ParticipantReading
from participants.models.rules import ParticipantRules
from participants.values.countries import CODES, country_choices
from participants.values.dates import Precision
from participants.values.fields import OneLineField, OneLineSlugField, OneLineURLField


class Kind(models.TextChoices):
    """What sort of authority takes part."""

    CITY = "city", _("city")
    MUNICIPALITY = "municipality", _("municipality")
    METROPOLITAN_CITY = "metropolitan_city", _("metropolitan city")
    COUNTY = "county", _("county")
    PROVINCE = "province", _("province")
    DEPARTMENT = "department", _("department")
    REGION = "region", _("region")
    OTHER = "other", _("other authority")


class Participant(
    ParticipantReading,
    ParticipantRules,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
):
    """An authority that takes part in the Alliance, took part, or is prepared as a draft.

    number: ordinal issued at admission, empty when unknown; country: ISO 3166-1 alpha-2 or XK;
    latitude, longitude: WGS 84 degrees of the authority's seat, never finer; distinct_from: slugs
    of those that look like the same authority, and of which somebody has said that they are not.
    joined_on, left_on: earliest day the date can mean; with status, search_text and sort_name
    they are derived on save and nobody edits them.
    """

    number = models.PositiveIntegerField(
        _("number"),
        unique=True,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999_999)],
        help_text=_("The ordinal issued at admission. Leave empty when it is not known."),
    )
    slug = OneLineSlugField(
        _("slug"),
        unique=True,
        blank=True,
        max_length=100,
        allow_unicode=True,
        help_text=_("The last part of its address. Left empty, it is made from the name."),
    )
    name_local = OneLineField(
        _("local name"),
        max_length=255,
        blank=True,
        help_text=_("As the authority writes itself, in its own script."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
    )
    website = OneLineURLField(_("website"), max_length=500, blank=True)
    source_url = OneLineURLField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The page or document that says that it takes part."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    themes = ThemesField(
        through="participants.ParticipantTheme", blank=True, verbose_name=_("themes")
    )

    distinct_from = models.JSONField(
        _("other authorities of a like name"),
        default=list,
        blank=True,
        validators=[validate_slugs],
    )

    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.NOT_ADMITTED, editable=False
    )
    joined_on = models.DateField(_("joined"), null=True, editable=False)
    joined_on_precision = models.CharField(
        max_length=5, choices=Precision, blank=True, editable=False
    )
    left_on = models.DateField(_("left"), null=True, editable=False)
    left_on_precision = models.CharField(
        max_length=5, choices=Precision, blank=True, editable=False
    )
    search_text = models.TextField(blank=True, editable=False)
    sort_name = models.CharField(max_length=255, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_text", boost=2),
        index.AutocompleteField("search_text"),
        index.FilterField("live"),
        index.FilterField("country"),
        index.FilterField("kind"),
        index.FilterField("status"),
    ]

    api_fields = [
        *(
            APIField(name, writable=True)
            for name in (
                "number",
                "slug",
                "name_local",
                "kind",
                "country",
                "latitude",
                "longitude",
                "website",
                "source_url",
                "image",
                "themes",
                "texts",
                "events",
                "representatives",
                "figures",
                "initiatives",
                "distinct_from",
            )
        ),
        APIField("status"),
        APIField("joined_on"),
        APIField("left_on"),
        APIField("live"),
    ]

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["sort_name", "id"]),
            models.Index(fields=["country", "sort_name"]),
            models.Index(fields=["kind", "sort_name"]),
            models.Index(fields=["status", "sort_name"]),
            models.Index(fields=["joined_on"]),
            models.Index(fields=["live", "expire_at"]),
            models.Index(fields=["latitude", "longitude"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="coordinates_come_in_pairs",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90)),
                name="latitude_in_range",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__range=(-180, 180)),
                name="longitude_in_range",
            ),
            models.CheckConstraint(
                condition=Q(country__in=sorted(CODES)), name="country_in_the_area"
            ),
        ]
