"""The tags of what shows a page, by its type and its place in the tree."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.models.base import top_pages
from alliance_pages.site.languages import language_of
from alliance_pages.site.places import PLACED, page_placed, pages_in_tree
from participants.models import Participant
from participants.registry.compiled_query import CompiledQuery
from participants.registry.listing.loading import public_slugs
from participants.values.languages import content_languages

# Of the tree, which are read once for all pages: down to what lies below the home pages.
TOP_LEVELS = 3

_OF_KEY = CompiledQuery(lambda *keys: Page.objects.filter(pk__in=keys).values_list(*PLACED))
_COUNTRY = CompiledQuery(
    lambda *keys: CountryPage.objects.filter(pk__in=keys).values_list("country")
)
_COUNTRY_OF = CompiledQuery(
    lambda *keys: Participant.objects.filter(pk__in=keys).values_list("country")
)


def tags_of_key(key: int) -> set[str]:
    """Return the tags of what shows the page with a key, whether there is one or not."""
    rows = _OF_KEY.rows_of([key])
    return tags_of_page(page_placed(rows[0])) if rows else {tags.of_page(key)}


def tags_of_page(page: Page, route: Mapping[str, Any] | None = None) -> set[str]:
    """Return the tags of what shows a page. route: what its route has read from the address."""
    found = {tags.of_page(page.pk), *map(tags.below_page, keys_above(page))}
    return found | listed_on(page, route or {})


def keys_above(page: Page) -> list[int]:
    """Return the keys of the pages above one, from the home page down."""
    places = [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]
    above = [top.pk for top in top_pages() if top.path in places]
    deeper = places[TOP_LEVELS - 1 :]
    return above + [other.pk for other in (pages_in_tree(deeper) if deeper else ())]


def listed_on(page: Page, route: Mapping[str, Any]) -> set[str]:
    """Return the tags of the lists that a page shows."""
    language, model = language_of(page), page.specific_class
    if model is ParticipantIndexPage:
        if "slug" in route:
            keys = public_slugs([route["slug"]]).values()
            return {tag for key in keys for tag in tags_of_participant(key, language)}
        return {tags.PARTICIPANTS}
    if model is CountryPage:
        code = _country_of(page)
        return {tags.participants_in(code), tags.articles(language, code)}
    by_model: dict[Any, set[str]] = {
        HomePage: {tags.PARTICIPANTS, tags.articles(language)},
        # It says how many there are in the other languages.
        NewsIndexPage: set(map(tags.articles, content_languages())),
        CountryIndexPage: {tags.PARTICIPANTS, tags.countries(language)},
    }
    return by_model.get(model, set())


def tags_of_participant(key: int, language: str) -> set[str]:
    """Return the tags of the profile of a participant; by way of the page of its country."""
    return {
        tags.PROFILES,
        tags.of_participant(key),
        *(tags.countries(language, code) for (code,) in _COUNTRY_OF.rows_of([key])),
    }


def _country_of(page: Page) -> str:
    if isinstance(page, CountryPage):
        return page.country
    return next((code for (code,) in _COUNTRY.rows_of([page.pk])), "")
