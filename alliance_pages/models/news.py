"""News: the index and its articles."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Orderable, PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage, LegacyNumberMixin, public_pages
from participants.countries import country_choices, country_footnotes, country_name
from participants.dates import PartialDate, PartialDateField, parse_if_known
from participants.models import AbstractCreditedImage, Participant, Theme

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


class ParticipantRole(models.TextChoices):
    """How an article has to do with a participant."""

    ANNOUNCES_ACCESSION = "announces_accession", _("announces the accession of")
    MENTIONS = "mentions", _("mentions")
    INTERVIEWS = "interviews", _("interviews")
    HOSTED_BY = "hosted_by", _("reports from")


class NewsArticleQuerySet(PageQuerySet):
    """Articles, narrowed in the words of the office."""

    def public_in(self, locale: Locale) -> "NewsArticleQuerySet":
        """Keep what visitors of a language may read."""
        return self.filter(pk__in=public_pages().values("pk"), locale=locale)

    def newest_first(self) -> "NewsArticleQuerySet":
        """Order by date, the latest first; what is known less exactly comes later."""
        return self.order_by("-date", "-pk")

    def for_listing(self) -> "NewsArticleQuerySet":
        """Load what a list of articles prints, in a fixed number of queries."""
        return (
            self.newest_first()
            .select_related("lead_image", "locale")
            .prefetch_related("lead_image__renditions")
            .defer("body")
        )

    def about_country(self, code: str) -> "NewsArticleQuerySet":
        """Keep those on a country, or on a public participant there."""
        there = Participant.objects.public().in_country(code)
        by_country = NewsArticleCountry.objects.filter(country=code)
        by_participant = NewsArticleParticipant.objects.filter(participant__in=there)
        return self.filter(
            models.Q(pk__in=by_country.values("page"))
            | models.Q(pk__in=by_participant.values("page"))
        )

    def about_participant(self, participant: Participant) -> "NewsArticleQuerySet":
        """Keep those that are linked to a participant."""
        links = NewsArticleParticipant.objects.filter(participant=participant)
        return self.filter(pk__in=links.values("page"))

    def on_theme(self, slug: str) -> "NewsArticleQuerySet":
        """Keep those on a theme."""
        return self.filter(
            pk__in=NewsArticleTheme.objects.filter(tag__slug=slug).values("content_object")
        )

    def of_year(self, year: str) -> "NewsArticleQuerySet":
        """Keep those of a year, whatever else of the date is known."""
        return self.filter(date__startswith=year)


NewsArticleManager = PageManager.from_queryset(NewsArticleQuerySet)


class NewsIndexPage(BasePage):
    """The list of articles in one language, newest first, with filters."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types = ["alliance_pages.NewsArticlePage"]

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    api_fields = [APIField("introduction", writable=True)]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = NewsArticlePage.objects.public_in(self.locale)
        years = sorted({date[:4] for date in articles.values_list("date", flat=True)}, reverse=True)
        themes = Theme.objects.filter(
            pk__in=NewsArticleTheme.objects.filter(content_object__in=articles).values("tag")
        )
        chosen = {name: request.GET.get(name, "") for name in ("year", "theme", "country")}
        if chosen["year"] in years:
            articles = articles.of_year(chosen["year"])
        if chosen["theme"] in {theme.slug for theme in themes}:
            articles = articles.on_theme(chosen["theme"])
        if chosen["country"] in dict(country_choices()):
            articles = articles.about_country(chosen["country"])
        paginator = Paginator(articles.for_listing(), ARTICLES_PER_PAGE)
        context["articles"] = paginator.get_page(request.GET.get("page"))
        codes = self.countries()
        context["filters"] = {
            "years": years,
            "themes": themes,
            "countries": [choice for choice in country_choices() if choice[0] in codes],
            "chosen": chosen,
        }
        context["footnotes"] = country_footnotes(codes)
        return context

    def countries(self) -> set[str]:
        """Return the codes of the countries that there are articles on."""
        articles = NewsArticlePage.objects.public_in(self.locale).values("pk")
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
    introduction = models.TextField(_("introduction"), max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    themes = ClusterTaggableManager(
        through="alliance_pages.NewsArticleTheme",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("Begin to write, and choose from the list of themes."),
    )
    source_url = models.URLField(_("source"), max_length=1000, blank=True)

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
            for name in ("date", "kind", "lead_image", "source_url", "legacy_number")
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


class NewsArticleParticipant(Orderable):
    """Link an article to a participant, and say how they have to do with each other."""

    page = ParentalKey(
        NewsArticlePage, related_name="related_participants", on_delete=models.CASCADE
    )
    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        related_name="article_links",
        on_delete=models.PROTECT,
    )
    role = models.CharField(
        _("the article"), max_length=24, choices=ParticipantRole, default=ParticipantRole.MENTIONS
    )

    panels = [FieldPanel("role"), FieldPanel("participant")]

    api_fields = [APIField("participant", writable=True), APIField("role", writable=True)]

    class Meta(Orderable.Meta):
        verbose_name = _("participant of an article")
        verbose_name_plural = _("participants of articles")


class NewsArticleCountry(Orderable):
    """Name a country that an article is about."""

    page = ParentalKey(NewsArticlePage, related_name="related_countries", on_delete=models.CASCADE)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)

    panels = [FieldPanel("country", required_on_save=True)]

    api_fields = [APIField("country", writable=True)]

    class Meta(Orderable.Meta):
        verbose_name = _("country of an article")
        verbose_name_plural = _("countries of articles")
        indexes = [models.Index(fields=["country"])]

    @property
    def country_name(self) -> str:
        """Return the name in the active language."""
        return country_name(self.country)


class NewsArticleTheme(ItemBase):
    """Link an article to a theme."""

    tag = models.ForeignKey(Theme, related_name="article_themes", on_delete=models.CASCADE)
    content_object = ParentalKey(
        NewsArticlePage, related_name="theme_items", on_delete=models.CASCADE
    )
