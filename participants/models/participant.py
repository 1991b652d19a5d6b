"""A city, region or other authority in the registry."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from participants.models.columns import degrees_column, picture_column, precision_column, writable
from participants.models.parts.membership import Status
from participants.models.parts.theme import ThemesField
from participants.models.querysets import ParticipantQuerySet
from participants.models.reading import ParticipantReading
from participants.models.rules import ParticipantRules
from participants.values.countries import CODES, country_choices
from participants.values.fields import (
    OneLineField,
    OneLineSlugField,
    OneLineURLField,
    validate_slugs,
)


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


@dataclass(frozen=True)
class Link:
    """What is said of a web address. description: of its column; words: shown instead of it."""

    description: Promise
    words: Promise | None = None


# Each is a field of the model, and stands in editor, profile, API, files and importer by itself.
LINKS = {
    "website": Link(_("The address of its website.")),
    "source_url": Link(
        _("The address of the page that says that it takes part."),
        _("Where its participation is stated"),
    ),
}


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
    latitude = degrees_column(_("latitude"), most=90)
    longitude = degrees_column(_("longitude"), most=180)
    website = OneLineURLField(_("website"), max_length=500, blank=True)
    source_url = OneLineURLField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The page or document that says that it takes part."),
    )
    image = picture_column(_("picture"))
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
    joined_on_precision = precision_column()
    left_on = models.DateField(_("left"), null=True, editable=False)
    left_on_precision = precision_column()
    search_text = models.TextField(blank=True, editable=False)
    sort_name = models.CharField(max_length=255, blank=True, editable=False)

    word_index = "participants_search"

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
        *writable("number", "slug", "name_local", "kind", "country", "latitude", "longitude"),
        *writable(*LINKS, "image", "themes", "texts", "events"),
        *writable("representatives", "figures", "initiatives", "distinct_from"),
        *(APIField(name) for name in ("status", "joined_on", "left_on", "live")),
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
            *(
                models.CheckConstraint(
                    condition=Q(**{axis: None}) | Q(**{f"{axis}__range": (-most, most)}),
                    name=f"{axis}_in_range",
                )
                for axis, most in (("latitude", 90), ("longitude", 180))
            ),
            models.CheckConstraint(
                condition=Q(country__in=sorted(CODES)), name="country_in_the_area"
            ),
        ]

    @property
    def links(self) -> list[dict[str, str | Promise]]:
        """Return the web addresses that are known, each with its label and the words to show."""
        return [
            {
                "label": field.verbose_name,
                "address": address,
                "words": LINKS[field.name].words or address,
            }
            for field in self._meta.fields
            if field.name in LINKS and (address := getattr(self, field.name))
        ]
