"""A city, region or other authority in the registry."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from participants.addresses import profiles_address
from participants.countries import CODES, country_choices, country_name
from participants.dates import PartialDate, Precision
from participants.folding import fold
from participants.languages import by_language, default_language
from participants.models.figure import Figure, Measure, shown_figure_errors
from participants.models.image import AbstractCreditedImage
from participants.models.initiative import Initiative, InitiativeText
from participants.models.membership import Membership, Status, membership_from, sequence_errors
from participants.models.representative import Representative
from participants.models.text import ParticipantText
from participants.models.theme import Theme
from participants.publication import Errors, PublicationRulesMixin
from participants.querysets import ParticipantQuerySet
from participants.texts_per_language import content_languages


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
    PublicationRulesMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """An authority that takes part in the Alliance, took part, or is prepared as a draft.

    number: ordinal issued at admission, empty when unknown; country: ISO 3166-1 alpha-2 or XK;
    latitude, longitude: WGS 84 degrees of the authority's seat, never finer.
    joined_on, left_on: earliest day the date can mean; with status, search_text and sort_name
    they are derived on save and nobody edits them.
    """

    number = models.PositiveIntegerField(
        _("number"),
        unique=True,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        help_text=_("The ordinal issued at admission. Leave empty when it is not known."),
    )
    slug = models.SlugField(
        _("slug"),
        unique=True,
        blank=True,
        max_length=100,
        allow_unicode=True,
        help_text=_("The last part of its address. Left empty, it is made from the name."),
    )
    name_local = models.CharField(
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
    website = models.URLField(_("website"), max_length=500, blank=True)
    source_url = models.URLField(
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
    themes = ClusterTaggableManager(
        through="participants.ParticipantTheme",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("Begin to write, and choose from the list of themes."),
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
            models.Index(fields=["live", "country", "sort_name"]),
            models.Index(fields=["live", "status", "sort_name"]),
            models.Index(fields=["live", "joined_on"]),
            models.Index(fields=["live", "sort_name"]),
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

    def __str__(self) -> str:
        text = self.text_in(get_language())
        return text.name if text else self.name_local or self.slug

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        super().full_clean(*args, **kwargs)
        # A form calls this before it has put the child rows on the instance and leaves out
        # validate_unique; it checks each row itself, and ParticipantForm all of them together.
        if kwargs.get("validate_unique", True):
            errors = [*self.row_errors(), *chain.from_iterable(self.relation_errors().values())]
            if errors:
                raise ValidationError(errors)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = gettext("Latitude and longitude come together, or not at all.")
        if self._number_was_changed():
            errors["number"] = gettext("A number that has been published is never changed.")
        if errors:
            raise ValidationError(errors)

    def _number_was_changed(self) -> bool:
        if self.pk is None:
            return False
        published = type(self).objects.filter(pk=self.pk, first_published_at__isnull=False)
        issued = published.values_list("number", flat=True).first()
        return issued is not None and issued != self.number

    def row_errors(self) -> list[str]:
        """Return what is wrong with each child row by itself."""
        errors = []
        for relation in get_all_child_relations(type(self)):
            for row in getattr(self, relation.get_accessor_name()).all():
                try:
                    row.full_clean(
                        exclude=[relation.field.name],
                        validate_unique=False,
                        validate_constraints=False,
                    )
                except ValidationError as error:
                    for name, messages in error.message_dict.items():
                        errors.append(f"{row._meta.verbose_name}, {name}: {' '.join(messages)}")
        return errors

    def relation_errors(self) -> Errors:
        """Return what is wrong with the child rows taken together, by relation."""
        errors: Errors = {}
        locales = [text.locale_id for text in self.texts.all()]
        if len(locales) != len(set(locales)):
            errors["texts"] = [gettext("There are two texts in the same language.")]
        if default_language() not in self.texts_by_language:
            errors.setdefault("texts", []).append(
                gettext("The text in the main language is missing.")
            )
        for name, messages in (
            ("events", sequence_errors(list(self.events.all()))),
            ("figures", shown_figure_errors(list(self.figures.all()))),
        ):
            if messages:
                errors[name] = messages
        return errors

    def publication_errors(self) -> Errors:
        errors = super().publication_errors()
        if self.membership.status == Status.NOT_ADMITTED:
            errors["events"] = [gettext("Only an admitted participant can be published.")]
        return errors

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        if self.image is not None:
            yield "image", self.image

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("update_fields"):
            self.number_rows()
            self.derive()
            if self.live:
                self.full_clean()
        super().save(*args, **kwargs)

    def number_rows(self) -> None:
        """Keep child rows that were added by code in the order in which they were added."""
        for relation in ("events", "representatives", "figures", "initiatives"):
            rows = list(getattr(self, relation).all())
            if any(row.sort_order is None for row in rows):
                rows.sort(key=lambda row: (row.sort_order is None, row.sort_order or 0))
                for place, row in enumerate(rows):
                    row.sort_order = place
                setattr(self, relation, rows)

    def derive(self) -> None:
        """Bring the derived columns in line with the texts and the events."""
        membership = self.membership
        self.status = membership.status
        self.joined_on, self.joined_on_precision = _columns(membership.joined)
        self.left_on, self.left_on_precision = _columns(membership.left)
        self.slug = self.slug or self.propose_slug()
        names = [text.name for text in self.texts.all()]
        searchable = [*names, self.name_local, str(self.number or "")]
        self.search_text = f" {fold(' '.join(searchable))}"
        with override(default_language()):
            self.sort_name = fold(str(self))[:255]

    def propose_slug(self) -> str:
        """Return a free slug made from the name in the main language."""
        with override(default_language()):
            base = slugify(fold(str(self)))[:90] or "participant"
        taken = set(
            type(self)
            .objects.filter(slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        candidates = [base, *(f"{base}-{count}" for count in range(2, len(taken) + 2))]
        return next(slug for slug in candidates if slug not in taken)

    @property
    def membership(self) -> Membership:
        """Return what the events add up to now."""
        return membership_from(list(self.events.all()))

    @property
    @display(description=_("joined"))
    def joined(self) -> PartialDate | None:
        """Return the date of the last admission, or None where it is unknown."""
        return _from_columns(self.joined_on, self.joined_on_precision)

    @property
    @display(description=_("left"))
    def left(self) -> PartialDate | None:
        """Return the date on which membership ended, or None."""
        return _from_columns(self.left_on, self.left_on_precision)

    @property
    def texts_by_language(self) -> dict[str, ParticipantText]:
        """Return the texts by language code."""
        return {text.locale.language_code: text for text in self.texts.all()}

    def text_in(self, language: str | None) -> ParticipantText | None:
        """Return the text in a language, or else in the main language."""
        return by_language(self.texts_by_language, language)

    @property
    def text(self) -> ParticipantText | None:
        """Return the text in the active language, or else in the main language."""
        return self.text_in(get_language())

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """Return the name in the active language, or else in the main language."""
        return str(self)

    @property
    def is_public(self) -> bool:
        """Return whether `ParticipantQuerySet.public()` keeps it."""
        return self.live and (self.expire_at is None or self.expire_at > timezone.now())

    @property
    def theme_list(self) -> list[Theme]:
        """Return the themes, in the order of their names in the active language."""
        themes = [item.tag for item in self.theme_items.all()]
        return sorted(themes, key=lambda theme: fold(theme.label))

    @property
    @display(description=_("country name"))
    def country_name(self) -> str:
        """Return the name of the country in the active language."""
        return country_name(self.country)

    def shown_figure(self, measure: Measure) -> Figure | None:
        """Return the figure of a measure that readers see first, if there is one."""
        figures = (figure for figure in self.figures.all() if figure.measure == measure)
        return next((figure for figure in figures if figure.is_shown), None)

    @property
    def shown_figures(self) -> list[Figure]:
        """Return the shown figures in the order of the measures."""
        return [figure for measure in Measure if (figure := self.shown_figure(measure))]

    @property
    def further_figures(self) -> list[Figure]:
        """Return what other sources say."""
        return [figure for figure in self.figures.all() if not figure.is_shown]

    @property
    def current_representatives(self) -> list[Representative]:
        """Return those whose term has no known end."""
        return [person for person in self.representatives.all() if not person.until]

    def initiatives_with_texts(self) -> list[tuple[Initiative, InitiativeText]]:
        """Return the initiatives that have words, each with those in the active language."""
        pairs = []
        for initiative in self.initiatives.all():
            texts = {text.locale.language_code: text for text in initiative.texts.all()}
            text = by_language(texts, get_language())
            if text is not None:
                pairs.append((initiative, text))
        return pairs

    def get_absolute_url(self) -> str | None:
        """Return the address of the public profile, or None where the site has no such page."""
        profiles = profiles_address(get_language() or default_language())
        return f"{profiles}{quote(self.slug)}/" if profiles else None

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        return [(code, code.upper()) for code in content_languages()]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "participants/participant_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"request": request, "participant": self, "language": mode_name}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        with override(mode_name or default_language()):
            return super().serve_preview(request, mode_name).render()


def _columns(when: PartialDate | None) -> tuple[Any, str]:
    return (when.earliest, when.precision) if when else (None, "")


def _from_columns(earliest: Any, precision: str) -> PartialDate | None:
    return PartialDate(earliest, Precision(precision)) if earliest else None
