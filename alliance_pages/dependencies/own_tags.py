"""The tags that any change of an object touches, whatever of it has changed."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.models import CountryPage, NewsArticlePage
from alliance_pages.models.base import public_pages
from alliance_pages.models.news.links import NewsArticleCountry, NewsArticleParticipant
from participants.models import Participant


def own_tags_of_pages(pages: Sequence[Page]) -> dict[str, set[str]]:
    """Return the tags by the keys of some public pages, which have their language loaded."""
    found = {str(page.pk): {tags.of_page(page.pk), tags.PAGES} for page in pages}
    articles = {
        page.pk: page.locale.language_code
        for page in pages
        if page.specific_class is NewsArticlePage
    }
    for key, language in articles.items():
        found[str(key)].add(tags.articles(language))
    for key, country in NewsArticleCountry.objects.filter(page__in=articles).values_list(
        "page", "country"
    ):
        found[str(key)].add(tags.articles(articles[key], country))
    public = Participant.objects.public()
    links = NewsArticleParticipant.objects.filter(page__in=articles, participant__in=public)
    rows = links.values_list("page", "participant", "participant__country")
    for key, participant, country in rows:
        # A profile lists what was written about the place.
        found[str(key)] |= {
            tags.of_participant(participant),
            tags.articles(articles[key], country),
        }
    pages_on_countries = CountryPage.objects.filter(pk__in=[page.pk for page in pages])
    for key, language, country in pages_on_countries.values_list(
        "pk", "locale__language_code", "country"
    ):
        found[str(key)] |= {tags.countries(language), tags.countries(language, country)}
    return found


def own_tags_of_participants(rows: Sequence[Participant]) -> dict[str, set[str]]:
    """Return the tags by the keys of some public participants."""
    return {
        str(row.pk): {
            tags.of_participant(row.pk),
            tags.PARTICIPANTS,
            tags.participants_in(row.country),
        }
        for row in rows
    }


def loaded_pages(keys: Sequence[str]) -> list[Page]:
    """Return those of some pages that are public."""
    found: Any = public_pages().filter(pk__in=keys)
    return list(found.select_related("locale", "content_type"))


def loaded_participants(keys: Sequence[str]) -> list[Participant]:
    """Return those of some participants that are public, with their names and themes."""
    found = Participant.objects.public().filter(pk__in=keys)
    return list(found.prefetch_related("texts", "theme_items"))
