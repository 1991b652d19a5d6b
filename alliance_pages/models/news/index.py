"""The list of articles in a language, with its feed and its calendar."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from alliance_pages.models.base import open_among
from alliance_pages.models.feeds.formats import FILTERS, FeedBelow, in_each_format
from alliance_pages.models.feeds.news import (
    CALENDAR_TITLE,
    NEWS_TITLE,
    calendar_of_events,
    news_feed,
)
from alliance_pages.models.news.articles import CALENDAR, FEED, NewsArticlePage, NewsKind
from alliance_pages.models.news.links import (
    NewsArticleCountry,
    NewsArticleTheme,
)
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.models.shared import IndexPage
from participants.models import Participant, Theme
from participants.values.countries import country_choices, country_footnotes
from participants.values.languages import name_within_sentence

ARTICLES_PER_PAGE = 12


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
        news = NewsList(self, self.read_query(request.GET))
        context |= {"articles": news.shown, "query": news.query, "variant": news}
        context["filters"] = news
        context["elsewhere"] = self.articles_elsewhere()
        context["footnotes"] = country_footnotes(set(dict(news.countries)))
        return context

    def variant(self, query: QueryDict, below: str = "") -> "NewsList | None":
        return None if below else NewsList(self, self.read_query(query))

    def articles_elsewhere(self) -> list[tuple[str, str, str]]:
        """Return the other languages that there are articles in: code, how many, and where."""
        indexes = open_among(self.get_translations().select_related("locale"))
        found = NewsArticlePage.objects.public_in(*(index.locale_id for index in indexes))
        sizes = dict(found.order_by().values_list("locale").annotate(Count("pk")))
        return [
            (code, articles_in(code, sizes[index.locale_id]), index.get_url())
            for index in indexes
            if index.locale_id in sizes
            for code in [index.locale.language_code]
        ]

    @in_each_format(FEED, name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers of the latest articles."""
        chosen = self._offered(self.read_query(request.GET), self.themes())
        return news_feed(FeedBelow(self, request, chosen), self.narrowed(chosen))

    @path(CALENDAR, name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Tell calendars of the latest events whose day is known."""
        articles = self.narrowed(self._offered(self.read_query(request.GET), self.themes()))
        return calendar_of_events(request, articles.filter(kind=NewsKind.EVENT).of_known_day())

    @staticmethod
    def _offered(query: QueryDict, themes: models.QuerySet[Theme]) -> dict[str, str]:
        """Return the country and the theme that a query chooses, if they are offered."""
        chosen = {name: query[name] for name in FILTERS if query.get(name)}
        offered = {"country": set(dict(country_choices()))}
        if "theme" in chosen:
            offered["theme"] = {theme.slug for theme in themes}
        return {name: value for name, value in chosen.items() if value in offered[name]}

    def narrowed(self, chosen: Mapping[str, str]) -> Any:
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


class NewsList:
    """The articles that the parameters of an address choose, as a page's `Variant`.

    Of the filters only what is offered is read: a link may name a theme that has gone.
    """

    def __init__(self, page: NewsIndexPage, query: QueryDict) -> None:
        self.page = page
        self.query = query

    @cached_property
    def years(self) -> list[tuple[str, str]]:
        """Return the years that can be chosen, with their labels."""
        years = NewsArticlePage.objects.public_in(self.page.locale_id).years()
        return [(year, year) for year in years]

    @cached_property
    def themes(self) -> list[tuple[str, str]]:
        """Return the themes that can be chosen, with their labels."""
        return [(theme.slug, theme.label) for theme in Theme.by_label(self.page.themes())]

    @cached_property
    def countries(self) -> list[tuple[str, str]]:
        """Return the countries that can be chosen, with their names."""
        codes = self.page.countries()
        return [choice for choice in country_choices() if choice[0] in codes]

    @property
    def chosen(self) -> dict[str, str]:
        """Return what the address gives of each filter, or ""."""
        return {name: str(self.query.get(name, "")) for name in ("year", "theme", "country")}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the labels of what is chosen, by parameter; what is not offered is not."""
        offered = {
            "year": lambda: dict(self.years),
            "theme": lambda: dict(self.themes),
            "country": lambda: dict(country_choices()),
        }
        return {
            name: label
            for name, choices in offered.items()
            if (value := self.query.get(name)) and (label := choices().get(str(value)))
        }

    @cached_property
    def shown(self) -> Any:
        """Return the part of the list that `page` numbers, with its paginator."""
        articles = self.page.narrowed(self._chosen)
        if "year" in self._chosen:
            articles = articles.dated(self._chosen["year"])
        paginator = Paginator(articles.for_listing(), ARTICLES_PER_PAGE)
        return paginator.get_page(self.query.get("page"))

    @property
    def title_words(self) -> list[str]:
        words = [", ".join(self.labels.values())] if self.labels else []
        if "page" in self.query and self.shown.number > 1:
            numbers = {"number": self.shown.number, "total": self.shown.paginator.num_pages}
            words.append(gettext("Page %(number)s of %(total)s") % numbers)
        return words

    @property
    def canonical_query(self) -> str:
        # Another language has other articles: its pages are not those of this one.
        return ""

    @property
    def kept_query(self) -> str:
        return f"?{urlencode(self._chosen)}" if self._chosen else ""

    @property
    def _chosen(self) -> dict[str, str]:
        return {name: str(self.query[name]) for name in self.labels}


def articles_in(language: str, number: int) -> str:
    """Return how many articles there are in a language, in the active one."""
    sentence = ngettext(
        "%(number)d article in %(language)s", "%(number)d articles in %(language)s", number
    )
    return sentence % {"number": number, "language": name_within_sentence(language)}
