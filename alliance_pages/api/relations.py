"""What articles are linked to, read for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from alliance_pages.models import NewsArticleCountry, NewsArticleParticipant, NewsArticleTheme
from participants.models import Theme
from participants.registry.compiled_query import CompiledQuery

_THEME_COLUMNS = [field.attname for field in Theme._meta.concrete_fields]

_PARTICIPANTS = CompiledQuery(
    lambda *keys: (
        NewsArticleParticipant.objects.filter(page__in=keys)
        .order_by("sort_order", "pk")
        .values_list("page", "participant", "role")
    )
)
_COUNTRIES = CompiledQuery(
    lambda *keys: (
        NewsArticleCountry.objects.filter(page__in=keys)
        .order_by("sort_order", "pk")
        .values_list("page", "country")
    )
)
_THEMES = CompiledQuery(
    lambda *keys: (
        NewsArticleTheme.objects.filter(content_object__in=keys)
        .order_by("pk")
        .values_list("content_object", *(f"tag__{name}" for name in _THEME_COLUMNS))
    )
)


def participant_links(articles: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Return the key and the role of the participants of each article, public or not."""
    found = defaultdict(list)
    for article, participant, role in _PARTICIPANTS.rows_of(articles):
        found[article].append((participant, role))
    return found


def countries(articles: Sequence[int]) -> dict[int, list[str]]:
    """Return the codes of the countries of each article."""
    found = defaultdict(list)
    for article, country in _COUNTRIES.rows_of(articles):
        found[article].append(country)
    return found


def themes(articles: Sequence[int]) -> dict[int, list[Any]]:
    """Return the themes of each article."""
    found = defaultdict(list)
    for article, *values in _THEMES.rows_of(articles):
        found[article].append(Theme.from_db(None, _THEME_COLUMNS, values))
    return found
