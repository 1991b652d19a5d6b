"""`pages/summary/`: how many articles the filters keep, and how many other choices would find."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Left
from django.http import HttpRequest, QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from alliance_pages.api.filters import ColumnsFilter, LocaleFilter, NewsFilter
from alliance_pages.api.shapes import ArticleSummary
from alliance_pages.models import NewsArticleCountry, NewsArticleParticipant, NewsArticleTheme
from alliance_pages.models.news.articles import NewsKind
from alliance_pages.models.news.links import NewsArticleQuerySet
from participants.api.summary import facet, sizes, years_between
from participants.models import Participant, Theme
from participants.registry.listing.rows import country
from participants.values.countries import CODES, country_footnotes
from participants.values.languages import by_language, content_languages

# The facets, and the filters that choose among the values of each.
OWN_FILTERS = {
    "year": ("year", "month"),
    "month": ("month",),
    "kind": ("kind",),
    "locale": ("locale",),
    "theme": ("theme", "theme__all"),
    "country": ("country", "country__all"),
}
FACET_FILTERS = frozenset().union(*OWN_FILTERS.values())
LENGTH_OF_MONTH = len("2014-12")


class ArticleFilters:
    """The filters of a list of articles, of which each facet leaves out its own."""

    def __init__(self, view: Any, articles: NewsArticleQuerySet) -> None:
        self.view = view
        self.given: QueryDict = view.request.GET
        # Read once; a search is the dearest of them.
        self.by_others = self._narrowed(
            articles, self.given.keys() - FACET_FILTERS, view.filter_backends
        )

    def without(self, names: Iterable[str]) -> NewsArticleQuerySet:
        """Return what all filters keep but some of those of the facets."""
        backends = (ColumnsFilter, NewsFilter, LocaleFilter)
        return self._narrowed(self.by_others, FACET_FILTERS.difference(names), backends)

    def _narrowed(
        self,
        articles: NewsArticleQuerySet,
        names: Collection[str],
        backends: Iterable[type[BaseFilterBackend]],
    ) -> NewsArticleQuerySet:
        asked = HttpRequest()
        kept = {name: self.given[name] for name in names if name in self.given}
        asked.GET = QueryDict(urlencode(kept))
        for backend in backends:
            articles = backend().filter_queryset(Request(asked), articles, self.view)
        return articles


def represent_summary(
    filters: ArticleFilters, language: str, *, with_empty: bool
) -> ArticleSummary:
    """Return the answer of the endpoint, in the active language; largest counts first.

    with_empty: list choices that no article is of as well.
    """
    groups = _groups(filters, ())
    themes = {theme.slug: theme.labels for theme in Theme.objects.all()}
    found = {name: _sizes(filters, name, groups) for name in ("year", "month", "kind", "locale")}
    found["theme"] = _by_theme(filters.without(OWN_FILTERS["theme"]))
    found["country"] = _by_country(filters.without(OWN_FILTERS["country"]))
    if with_empty:
        every = {
            "year": years_between(found["year"]),
            "kind": NewsKind.values,
            "locale": content_languages(),
            "theme": themes,
            "country": CODES,
        }
        for name, choices in every.items():
            found[name] = Counter({**dict.fromkeys(choices, 0), **found[name]})
    return {
        "total": sum(group["size"] for group in groups),
        "years": [{"year": int(year), "count": n} for year, n in sorted(found["year"].items())],
        "months": [{"month": month, "count": n} for month, n in sorted(found["month"].items())],
        "kinds": facet(
            found["kind"], lambda kind: {"kind": kind, "label": str(NewsKind(kind).label)}
        ),
        "themes": facet(
            found["theme"],
            lambda slug: {"slug": slug, "label": by_language(themes[slug], language) or ""},
        ),
        "countries": facet(found["country"], country),
        "locales": facet(found["locale"], lambda code: {"locale": code}),
        "footnotes": [str(note) for note in country_footnotes(set(found["country"]))],
    }


def _sizes(filters: ArticleFilters, name: str, groups: list[dict[str, Any]]) -> Counter[str]:
    """Return how many there are of each value, whatever the filters of the facet keep.

    groups: what all filters keep.
    """
    own = OWN_FILTERS[name]
    if any(parameter in filters.given for parameter in own):
        groups = _groups(filters, own)
    return sizes(groups, name)


def _groups(filters: ArticleFilters, left_out: Collection[str]) -> list[dict[str, Any]]:
    found = (
        filters.without(left_out)
        .order_by()
        .annotate(begins=Left("date", LENGTH_OF_MONTH))
        .values("begins", "kind", "locale__language_code")
        .annotate(size=Count("pk"))
    )
    return [
        {
            "year": group["begins"][:4],
            # Of some articles no more than the year is known.
            "month": group["begins"] if len(group["begins"]) == LENGTH_OF_MONTH else "",
            "kind": group["kind"],
            "locale": group["locale__language_code"],
            "size": group["size"],
        }
        for group in found
    ]


def _by_theme(found: NewsArticleQuerySet) -> Counter[str]:
    items = NewsArticleTheme.objects.filter(content_object__in=found.order_by().values("pk"))
    return _counted(items, "tag__slug", "content_object")


def _by_country(found: NewsArticleQuerySet) -> Counter[str]:
    """Count as `about_country` keeps: by countries named, and by those of participants."""
    articles = found.order_by().values("pk")
    named = NewsArticleCountry.objects.filter(page__in=articles)
    linked = NewsArticleParticipant.objects.filter(
        page__in=articles, participant__in=Participant.objects.public().values("pk")
    )
    twice = NewsArticleCountry.objects.filter(
        page=OuterRef("page"), country=OuterRef("participant__country")
    )
    return _counted(named, "country", "page") + _counted(
        linked.exclude(Exists(twice)), "participant__country", "page"
    )


def _counted(links: Any, column: str, article: str) -> Counter[str]:
    counts = links.order_by().values_list(column).annotate(Count(article, distinct=True))
    return Counter(dict(counts))
