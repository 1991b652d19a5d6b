"""News: the index and its articles."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage, LegacyNumberMixin
from alliance_pages.models.news_links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
)
from alliance_pages.models.querysets import NewsArticleQuerySet
from participants.models import AbstractCreditedImage, Participant, Theme, ThemesField
from participants.values.countries import country_choices, country_footnotes
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineURLField, RunningTextField

ARTICLES_PER_PAGE = 12


class NewsKind(models.TextChoices):
    """What sort of news an article is."""

    ACCESSION = "accession", _("accession")
    EVENT = "event", _("event")
    INTERVIEW = "interview", _("interview")
    REPORT = "report", _("report")
    CALL = "call", _("call")
    STATEMENT = "statement", _("statement")
    OTHER = "other", _("news")


NewsArticleManager = PageManager.from_queryset(NewsArticleQuerySet)


class NewsIndexPage(BasePage):
    """The list of articles in one language, newest first, with filters."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types = ["alliance_pages.NewsArticlePage"]
    query_parameters = frozenset({"country", "page", "theme", "year"})

    introduction = RunningTextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    api_fields = [APIField("introduction", writable=True)]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        query = self.read_query(request)
        articles = NewsArticlePage.objects.public_in(self.locale_id)
        years = articles.years()
        themes = Theme.objects.filter(
            pk__in=NewsArticleTheme.objects.filter(content_object__in=articles).values("tag")
        )
        chosen = {name: query.get(name, "") for name in ("year", "theme", "country")}
        if chosen["year"] in years:
            articles = articles.of_year(chosen["year"])
        if chosen["theme"] in {theme.slug for theme in themes}:
            articles = articles.on_theme(chosen["theme"])
        if chosen["country"] in dict(country_choices()):
            articles = articles.about_country(chosen["country"])
        paginator = Paginator(articles.for_listing(), ARTICLES_PER_PAGE)
        context["articles"] = paginator.get_page(query.get("page"))
        codes = self.countries()
        context["filters"] = {
            "years": years,
            "themes": themes,
            "countries": [choice for choice in country_choices() if choice[0] in codes],
            "chosen": chosen,
        }
        context["query"] = query
        context["footnotes"] = country_footnotes(codes)
        return context

    def countries(self) -> set[str]:
        """Return the codes of the countries that there are articles on."""
        articles = NewsArticlePage.objects.public_in(self.locale_id).values("pk")
        named = NewsArticleCountry.objects.filter(page__in=articles)
        linked = Participant.objects.public().filter(article_links__page__in=articles)
        return {
            *named.values_list("country", flat=True),
            *linked.order_by().values_list("country", flat=True),
        }


class NewsArticlePage(LegacyNumberMixin, BasePage):
    """A news article.

    date: ISO 8601 of known precision; source_url: the page that its facts were taken from.
    """

    parent_page_types = ["alliance_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    date = PartialDateField(_("date"))
    kind = models.CharField(_("kind"), max_length=16, choices=NewsKind, default=NewsKind.OTHER)
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
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
        APIField("date", writable=True),
        APIField("kind", writable=True),
        APIField("lead_image", writable=True),
        APIField("introduction", writable=True),
        APIField("body", writable=True),
        APIField("themes", writable=True),
        APIField("related_participants", writable=True),
        APIField("related_countries", writable=True),
        APIField("legacy_number", writable=True),
        APIField("source_url", writable=True),
    ]

    translatable_fields = [
        *(TranslatableField(name) for name in ("title", "slug", "introduction", "body")),
        *(TranslatableField(name) for name in ("seo_title", "search_description")),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "date",
                "kind",
                "lead_image",
                "source_url",
                "legacy_number",
                "related_participants",
                "related_countries",
                "theme_items",
            )
        ),
    ]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        if self.lead_image is not None:
            yield "lead_image", self.lead_image
        yield from super().images_with_fields()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        links = self.public_participant_links()
        context["participant_links"] = links
        codes = {row.country for row in self.related_countries.all()}
        codes |= {link.participant.country for link in links}
        context["footnotes"] = country_footnotes(codes)
        return context

    @property
    def when(self) -> PartialDate | None:
        """Return the date with its precision."""
        return parse_if_known(self.date)

    def public_participant_links(self) -> list["NewsArticleParticipant"]:
        """Return the links to participants that visitors may see, with their names loaded."""
        links = list(self.related_participants.all())
        public = Participant.objects.public().with_names()
        shown = public.in_bulk([link.participant_id for link in links])
        visible = [link for link in links if link.participant_id in shown]
        for link in visible:
            link.participant = shown[link.participant_id]
        return visible
