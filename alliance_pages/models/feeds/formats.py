"""Feeds in their three formats, written from one list of entries."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language, gettext
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from alliance_pages.models.base import top_pages
from participants.models import Theme
from participants.values.countries import country_choices
from participants.values.dates import PartialDate, Precision
from participants.values.languages import default_language

ATOM = "application/atom+xml"
# The media type of each format, by what follows the address of a feed.
FORMATS = {"": ATOM, "rss/": "application/rss+xml", "json/": "application/feed+json"}
JSON_FEED = "https://jsonfeed.org/version/1.1"
MOST_ENTRIES = 20
# The parameters that a feed reads, of those of its page.
FILTERS = ("country", "theme")
# What no XML document can hold.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing that a feed tells. html: what is said of it; published: None if no day is known."""

    id: str
    title: str
    href: str
    html: str
    updated: datetime
    published: datetime | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """Entries, the latest first, and what is said of all of them.

    href: of the page that shows the same to people; address: of the feed itself; updated: of a
    feed without entries, so that it says the same as long as nothing has changed.
    """

    id: str
    title: str
    href: str
    address: str
    language: str
    author: str
    updated: datetime
    entries: Sequence[Entry]


def in_each_format(place: str, name: str) -> Callable[[Any], Any]:
    """Return a decorator that lets a view answer at the addresses of a feed. place: the first."""

    def decorate(view: Any) -> Any:
        for word in FORMATS:
            view = path(f"{place}{word}", name=name)(view)
        return view

    return decorate


def lasting_id(key: UUID, *what: object) -> str:
    """Return the id of something that belongs to a page, for feeds and calendars.

    key: the page's translation key, which no new address, host or place changes.
    """
    return uuid5(key, "/".join(map(str, what))).urn


def moment(when: PartialDate | None) -> datetime | None:
    """Return the first moment of a date in UTC, or None where the day is not known.

    A feed has no other dates than moments, and "2014" is not the first of January.
    """
    if when is None or when.precision != Precision.DAY:
        return None
    return datetime.combine(when.earliest, time(), UTC)


def updated_at(page_or_participant: Any) -> datetime:
    """Return when something was last published; what only code has made is as old as can be."""
    published = page_or_participant.last_published_at or page_or_participant.first_published_at
    return published or datetime.fromtimestamp(0, UTC)


def site_name(page: Page) -> str:
    """Return the name of the site in the language of a page: the title of its home page."""
    home = next((top for top in top_pages() if top.path == page.path[: 2 * Page.steplen]), None)
    usual = gettext("European Alliance of Cities and Regions for Roma Inclusion")
    return home.title if home else usual


def chosen_words(chosen: Mapping[str, str]) -> list[str]:
    """Return what the filters are called that somebody has chosen, as far as they are known."""
    words = [name for code, name in country_choices() if code == chosen.get("country")]
    if chosen.get("theme"):
        words += [theme.label for theme in Theme.objects.all() if theme.slug == chosen["theme"]]
    return words


@dataclass(frozen=True)
class FeedBelow:
    """Where a feed lies, and who asks. chosen: the filters by name, "" for none."""

    page: Page
    request: HttpRequest
    chosen: Mapping[str, str]

    @property
    def language(self) -> str:
        return get_language() or default_language()

    def id_of(self, *what: object) -> str:
        """Return the id of what the feed tells of, in its language."""
        return lasting_id(self.page.translation_key, *what, self.language)

    def answer(self, title: str, what: str, entries: Sequence[Entry]) -> HttpResponse:
        """Return the feed in the format that the last word of its address names.

        what: it tells of, for its id.
        """
        words = chosen_words(self.chosen)
        chosen = sorted((name, value) for name, value in self.chosen.items() if value)
        query = f"?{urlencode(chosen)}" if chosen else ""
        narrowed = [f"{name}={value}" for name, value in chosen]
        feed = Feed(
            id=lasting_id(self.page.translation_key, what, self.language, *narrowed),
            title=f"{title} ({', '.join(words)})" if words else title,
            href=f"{self.page.get_full_url(self.request)}{query}",
            address=f"{self.request.build_absolute_uri(self.request.path)}{query}",
            language=self.language,
            author=site_name(self.page),
            updated=updated_at(self.page),
            entries=entries,
        )
        last = self.request.path.rstrip("/").rpartition("/")[2]
        media_type = FORMATS.get(f"{last}/", ATOM)
        written = WRITERS[media_type](feed)
        return HttpResponse(written, content_type=f"{media_type}; charset=utf-8")


class _Steady(SyndicationFeed):
    """A feed of Django's that is the same when it is asked for again, though it has no entry."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["updated"]


class _Atom(_Steady, Atom1Feed):
    pass


class _RSS(_Steady, Rss201rev2Feed):
    pass


def _in_xml(generator: type[SyndicationFeed]) -> Callable[[Feed], str]:
    def write(feed: Feed) -> str:
        written = generator(
            title=_readable(feed.title),
            link=feed.href,
            description=_readable(feed.title) if generator is _RSS else "",
            language=feed.language,
            author_name=_readable(feed.author),
            feed_url=feed.address,
            feed_guid=feed.id,
            updated=feed.updated,
        )
        for entry in feed.entries:
            written.add_item(
                title=_readable(entry.title),
                link=entry.href,
                description=_readable(entry.html),
                author_name=_readable(feed.author),
                unique_id=entry.id,
                unique_id_is_permalink=False,
                pubdate=entry.published,
                updateddate=entry.updated,
                categories=[_readable(word) for word in entry.categories],
            )
        return written.writeString("utf-8")

    return write


def _in_json(feed: Feed) -> str:
    items = [
        {
            "id": entry.id,
            "url": entry.href,
            "title": entry.title,
            "content_html": entry.html,
            **({"date_published": entry.published.isoformat()} if entry.published else {}),
            "date_modified": entry.updated.isoformat(),
            **({"tags": entry.categories} if entry.categories else {}),
        }
        for entry in feed.entries
    ]
    document = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.href,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


WRITERS: dict[str, Callable[[Feed], str]] = {
    FORMATS[""]: _in_xml(_Atom),
    FORMATS["rss/"]: _in_xml(_RSS),
    FORMATS["json/"]: _in_json,
}


def _readable(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
