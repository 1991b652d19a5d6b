"""The latest articles, as cards show them."""

from collections.abc import Hashable, Iterator
from functools import cached_property, lru_cache

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from alliance_pages.models.news.articles import NewsArticlePage
from participants.registry.compiled_query import CompiledQuery
from participants.registry.pictures.loading import Pictures
from participants.registry.pictures.renditions import FULL, THUMBNAIL

LATEST = 6


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
        # Calls close with the day.
        return pictures and (tuple(self._rows), pictures, self._site, timezone.now().date())

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
_CARD = (
    *("id", "title", "url_path", "page_ptr_id"),
    *("date", "kind", "closes_on", "lead_image_id", "introduction"),
)


@lru_cache(maxsize=128)
def _latest(country: str | None) -> CompiledQuery:
    def form(*locales: int) -> models.QuerySet:
        found = NewsArticlePage.objects.public_in(*locales)
        if country is not None:
            found = found.about_country(country)
        return found.newest_first()[:LATEST].values_list(*_CARD)

    return CompiledQuery(form)
