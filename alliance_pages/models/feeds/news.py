"""What feeds and the calendar tell of articles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alliance_pages.models.feeds.calendars import CALENDAR, CalendarEvent, calendar_of
from alliance_pages.models.feeds.formats import (
    MOST_ENTRIES,
    Entry,
    FeedBelow,
    lasting_id,
    moment,
    updated_at,
)
from participants.models import Theme
from participants.values.countries import country_choices

MOST_EVENTS = 100
NEWS_TITLE = _("News of the Alliance")
CALENDAR_TITLE = _("Events of the Alliance")


def news_feed(place: FeedBelow, articles: Any) -> HttpResponse:
    """Return the latest of some articles."""
    found = _with_addresses(articles.for_feeds()[:MOST_ENTRIES], place.request)
    entries = [
        Entry(
            id=_id_of(article),
            title=article.title,
            href=href,
            html=linebreaks(article.introduction, autoescape=True),
            updated=updated_at(article),
            published=published_at(article),
            categories=categories_of(article),
        )
        for article, href in found
    ]
    return place.answer(str(NEWS_TITLE), "news", entries)


def calendar_of_events(request: HttpRequest, articles: Any) -> HttpResponse:
    """Return the latest of some articles on events as a calendar. Their dates are full ones."""
    found = _with_addresses(articles.for_feeds()[:MOST_EVENTS], request)
    events = [
        CalendarEvent(
            id=_id_of(article),
            day=article.when.earliest,
            title=article.title,
            text=article.introduction,
            href=href,
            updated=updated_at(article),
            categories=categories_of(article),
        )
        for article, href in found
        if article.when
    ]
    written = calendar_of(str(CALENDAR_TITLE), events)
    return HttpResponse(written, content_type=f"{CALENDAR}; charset=utf-8")


def published_at(article: Any) -> datetime | None:
    """Return when an article was published: on its own date if the day is known, else here.

    Its date is what readers see beside it, and articles of the former site keep their order. A
    date to come is the day of an event, and not that of the article.
    """
    here, dated = article.first_published_at, moment(article.when)
    if here is None or dated is None:
        return dated or here
    return min(dated, here)


def categories_of(article: Any) -> tuple[str, ...]:
    """Return the names of the themes and countries that an article is about."""
    themes = Theme.by_label(item.tag for item in article.theme_items.all())
    codes = {row.country for row in article.related_countries.all()}
    codes |= {link.participant.country for link in article.public_links}
    countries = [name for code, name in country_choices() if code in codes]
    return (*(theme.label for theme in themes), *countries)


def _id_of(article: Any) -> str:
    return lasting_id(article.translation_key, "article", get_language())


def _with_addresses(articles: Iterable[Any], request: HttpRequest) -> list[tuple[Any, str]]:
    """Return those of some articles that a site shows, each with its address."""
    found = ((article, article.get_full_url(request)) for article in articles)
    return [(article, href) for article, href in found if href]
