"""News articles, with what they name."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage
from alliance_pages.models.news.links import (
    NewsArticleCountry,
    NewsArticleManager,
    NewsArticleParticipant,
)
from alliance_pages.models.shared import LegacyNumberMixin, translatable
from participants.models import AbstractCreditedImage, ThemesField
from participants.models.columns import picture_column, writable
from participants.registry.compiled_query import CompiledObjects
from participants.registry.listing.loading import load
from participants.registry.pictures.loading import Pictures
from participants.registry.pictures.renditions import FULL
from participants.values.countries import country_footnotes
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineURLField, RunningTextField

# What lies below the list of articles, in every language.
FEED = "feed/"
CALENDAR = "calendar/"
# What an article prints of a participant.
LINKED = ("slug", "country", "name_local", "texts.name")


class NewsKind(models.TextChoices):
    """What sort of news an article is."""

    ACCESSION = "accession", _("accession")
    EVENT = "event", _("event")
    INTERVIEW = "interview", _("interview")
    REPORT = "report", _("report")
    CALL = "call", _("call")
    STATEMENT = "statement", _("statement")
    OTHER = "other", _("news")


class NewsArticlePage(LegacyNumberMixin, BasePage):
    """A news article.

    date, closes_on: ISO 8601 of known precision, the latter the last day of a call or empty;
    source_url: the page that its facts were taken from.
    """

    parent_page_types = ["alliance_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    date = PartialDateField(_("date"))
    kind = models.CharField(_("kind"), max_length=16, choices=NewsKind, default=NewsKind.OTHER)
    closes_on = PartialDateField(
        _("open until"),
        blank=True,
        help_text=_("The last day of a call, which says that it is closed after it."),
    )
    lead_image = picture_column(_("lead picture"))
    introduction = RunningTextField(_("introduction"), max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    themes = ThemesField(
        through="alliance_pages.NewsArticleTheme", blank=True, verbose_name=_("themes")
    )
    source_url = OneLineURLField(_("source"), max_length=1000, blank=True)

    objects: ClassVar[Any] = NewsArticleManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date", required_on_save=True), FieldPanel("kind")]),
        FieldPanel("closes_on"),
        FieldPanel("lead_image"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        InlinePanel("related_participants", heading=_("Participants"), label=_("participant")),
        InlinePanel("related_countries", heading=_("Countries"), label=_("country")),
        FieldPanel("themes"),
    ]
    promote_panels = [
        *BasePage.promote_panels,
        MultiFieldPanel(
            [*LegacyNumberMixin.legacy_panels, FieldPanel("source_url")], heading=_("Origin")
        ),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("kind"),
        index.FilterField("legacy_number"),
    ]

    api_fields = [
        *writable("date", "kind", "closes_on", "lead_image", "introduction", "body", "themes"),
        *writable("related_participants", "related_countries", "legacy_number", "source_url"),
    ]

    translatable_fields = translatable(
        "introduction",
        "body",
        synchronized=[
            *("date", "kind", "closes_on", "lead_image", "source_url", "legacy_number"),
            *("related_participants", "related_countries", "theme_items"),
        ],
    )

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def clean(self) -> None:
        super().clean()
        if f"{self.slug}/" in {FEED, CALENDAR}:
            taken = gettext("The feed or the calendar of the news has this address.")
            raise ValidationError({"slug": taken})
        if self.closes_on and self.kind != NewsKind.CALL:
            raise ValidationError({"closes_on": gettext("Only a call is open until a day.")})

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        if self.lead_image is not None:
            yield "lead_image", self.lead_image
        yield from super().images_with_fields()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        key = self.lead_image_id
        if key and (shown := Pictures([(key, FULL)]).by_key.get(key)):
            # With its renditions, which are asked for more than once.
            self.lead_image = shown
        links = self.public_participant_links()
        context["participant_links"] = links
        context["countries"] = countries = _links_of(self, "related_countries")
        codes = {row.country for row in countries}
        codes |= {participant.country for _link, participant in links}
        context["footnotes"] = country_footnotes(codes)
        return context

    @property
    def when(self) -> PartialDate | None:
        """Return the date with its precision."""
        return parse_if_known(self.date)

    @property
    def closing(self) -> PartialDate | None:
        """Return the last day of a call, or None where it is no call or nobody knows."""
        return parse_if_known(self.closes_on)

    @property
    def is_closed(self) -> bool:
        """Tell whether the last day of a call is over, in UTC as all that holds for a day."""
        return self.closing is not None and self.closing.latest < timezone.now().date()

    def public_participant_links(self) -> list[tuple["NewsArticleParticipant", Any]]:
        """Return the links to participants that visitors may see, each with the participant."""
        links = _links_of(self, "related_participants")
        shown = load([link.participant_id for link in links], LINKED)
        by_key = {participant.pk: participant for participant in shown}
        return [
            (link, by_key[link.participant_id]) for link in links if link.participant_id in by_key
        ]


def _links_of(article: NewsArticlePage, name: str) -> list[Any]:
    """Return the links of a name in their order: those of a draft, or else the stored ones."""
    if name in getattr(article, "_cluster_related_objects", {}):
        return list(getattr(article, name).all())
    return _STORED[name].of([article.pk])


_STORED: dict[str, CompiledObjects[Any]] = {
    "related_participants": CompiledObjects(NewsArticleParticipant, "page"),
    "related_countries": CompiledObjects(NewsArticleCountry, "page"),
}
