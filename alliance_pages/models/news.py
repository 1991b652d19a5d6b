"""News: the index with its feed and its calendar, and the articles."""

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.search import index

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage
from alliance_pages.models.feeds.formats import FILTERS, FeedBelow, in_each_format
from alliance_pages.models.feeds.news import (
    CALENDAR_TITLE,
    NEWS_TITLE,
    calendar_of_events,
    news_feed,
)
from alliance_pages.models.news_links import (
    NewsArticleCountry,
    NewsArticleManager,
    NewsArticleParticipant,
    NewsArticleTheme,
)
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.models.shared import IndexPage, LegacyNumberMixin, translatable
from participants.models import AbstractCreditedImage, Participant, Theme, ThemesField
from participants.models.columns import picture_column, writable
from participants.registry.compiled_query import CompiledObjects, CompiledQuery
from participants.registry.listing.loading import load
from participants.registry.pictures.loading import Pictures
from participants.registry.pictures.renditions import FULL, THUMBNAIL
from participants.values.countries import country_choices, country_footnotes
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineURLField, RunningTextField

ARTICLES_PER_PAGE = 12
LATEST = 6
# Below the page, in every language.
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


class NewsIndexPage(MovableRoutesMixin, IndexPage):
    """The list of articles in one language, newest first, with filters; feeds lie below it."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types = ["alliance_pages.NewsArticlePage"]
    query_parameters = frozenset({"country", "page", "theme", "year"})
    titles_below = {FEED: NEWS_TITLE, CALENDAR: CALENDAR_TITLE}

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        query = self.read_query(request)
        years = NewsArticlePage.objects.public_in(self.locale_id).years()
        themes = self.themes()
        chosen = {name: query.get(name, "") for name in ("year", "theme", "country")}
        articles = self._narrowed(self._offered(query, themes))
        if chosen["year"] in years:
            articles = articles.dated(chosen["year"])
        paginator = Paginator(articles.for_listing(), ARTICLES_PER_PAGE)
        context["articles"] = paginator.get_page(query.get("page"))
        codes = self.countries()
        context["filters"] = {
            "years": [(year, year) for year in years],
            "themes": [(theme.slug, theme.label) for theme in Theme.by_label(themes)],
            "countries": [choice for choice in country_choices() if choice[0] in codes],
            "chosen": chosen,
        }
        context["query"] = query
        context["footnotes"] = country_footnotes(codes)
        return context

    @in_each_format(FEED, name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers of the latest articles."""
        chosen = self._offered(self.read_query(request), self.themes())
        return news_feed(FeedBelow(self, request, chosen), self._narrowed(chosen))

    @path(CALENDAR, name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Tell calendars of the latest events whose day is known."""
        articles = self._narrowed(self._offered(self.read_query(request), self.themes()))
        return calendar_of_events(request, articles.filter(kind=NewsKind.EVENT).of_known_day())

    @staticmethod
    def _offered(query: QueryDict, themes: models.QuerySet[Theme]) -> dict[str, str]:
        """Return the country and the theme that a query chooses, if they are offered."""
        chosen = {name: query[name] for name in FILTERS if query.get(name)}
        offered = {"country": set(dict(country_choices()))}
        if "theme" in chosen:
            offered["theme"] = {theme.slug for theme in themes}
        return {name: value for name, value in chosen.items() if value in offered[name]}

    def _narrowed(self, chosen: Mapping[str, str]) -> Any:
        """Return the articles that some filters keep."""
        articles = NewsArticlePage.objects.public_in(self.locale_id)
        if "country" in chosen:
            articles = articles.about_country(chosen["country"])
        if "theme" in chosen:
            articles = articles.on_theme(chosen["theme"])
        return articles

    def themes(self) -> models.QuerySet[Theme]:
        """Return the themes that there are articles on."""
        articles = NewsArticlePage.objects.public_in(self.locale_id)
        items = NewsArticleTheme.objects.filter(content_object__in=articles)
        return Theme.objects.filter(pk__in=items.values("tag"))

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
        *writable("date", "kind", "lead_image", "introduction", "body", "themes"),
        *writable("related_participants", "related_countries", "legacy_number", "source_url"),
    ]

    translatable_fields = translatable(
        "introduction",
        "body",
        synchronized=[
            *("date", "kind", "lead_image", "source_url", "legacy_number"),
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

    def public_participant_links(self) -> list[tuple["NewsArticleParticipant", Any]]:
        """Return the links to participants that visitors may see, each with the participant."""
        links = _links_of(self, "related_participants")
        shown = load([link.participant_id for link in links], LINKED)
        by_key = {participant.pk: participant for participant in shown}
        return [
            (link, by_key[link.participant_id]) for link in links if link.participant_id in by_key
        ]


class LatestNews:
    """The latest articles of a language, or of a country in it, read only as far as cards print.

    locale: the key of one; country: a code, or None for all; is_lead_first: show the first larger.
    """

    def __init__(
        self,
        request: HttpRequest,
        locale: int,
        *,
        country: str | None = None,
        is_lead_first: bool = False,
    ) -> None:
        self._rows = _latest(country).rows_of([locale])
        # What decides how pages are linked to.
        self._site = Site.find_for_request(request), tuple(Site.get_site_root_paths())
        shown = [row[_CARD.index("lead_image_id")] for row in self._rows]
        filters = [FULL if is_lead_first else THUMBNAIL, *[THUMBNAIL] * LATEST]
        self._pictures = Pictures(pair for pair in zip(shown, filters, strict=False) if pair[0])

    @property
    def version(self) -> Hashable | None:
        """Return what names all that the cards print, or None where nobody can tell."""
        pictures = self._pictures.version
        return pictures and (tuple(self._rows), pictures, self._site)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[NewsArticlePage]:
        return iter(self._articles)

    @cached_property
    def _articles(self) -> list[NewsArticlePage]:
        found = [NewsArticlePage.from_db(None, _CARD, row) for row in self._rows]
        for article in found:
            article.lead_image = self._pictures.by_key.get(article.lead_image_id or 0)
        return found


# What a card prints of an article, in the order of the fields.
_CARD = ("id", "title", "url_path", "page_ptr_id", "date", "kind", "lead_image_id", "introduction")


@lru_cache(maxsize=128)
def _latest(country: str | None) -> CompiledQuery:
    def form(*locales: int) -> models.QuerySet:
        found = NewsArticlePage.objects.public_in(*locales)
        if country is not None:
            found = found.about_country(country)
        return found.newest_first()[:LATEST].values_list(*_CARD)

    return CompiledQuery(form)


def _links_of(article: NewsArticlePage, name: str) -> list[Any]:
    """Return the links of a name in their order: those of a draft, or else the stored ones."""
    if name in getattr(article, "_cluster_related_objects", {}):
        return list(getattr(article, name).all())
    return _STORED[name].of([article.pk])


_STORED: dict[str, CompiledObjects[Any]] = {
    "related_participants": CompiledObjects(NewsArticleParticipant, "page"),
    "related_countries": CompiledObjects(NewsArticleCountry, "page"),
}
