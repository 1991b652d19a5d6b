"""The public shape of what surrounds every page."""

from collections.abc import Iterable
from datetime import date

from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from alliance_pages.api.site.shapes import (
    Account,
    CallToJoin,
    MenuEntry,
    NoteInShort,
    NumberOf,
    SearchBox,
    SiteCounts,
    SiteDocument,
)
from alliance_pages.site.site_context.context import SiteContext
from alliance_pages.site.site_context.counts import Count, Counts
from alliance_pages.site.site_context.menus import MenuItem
from alliance_pages.site.site_context.parts import JoinCall, Link, Note
from participants.api.reader import Reader
from participants.registry.listing.rows import country


def represent_site(site_context: SiteContext, reader: Reader) -> SiteDocument:
    """Return the document of a language, which is the active one."""
    pages = _Pages(reader)
    return {
        "locale": site_context.language,
        "name": site_context.name,
        "html_url": pages.on_site(site_context.home_address),
        "mission": site_context.mission,
        "auspices": {"text": site_context.auspices.label, "url": site_context.auspices.href or None}
        if site_context.auspices
        else None,
        "locales": [
            {
                "locale": language.code,
                "name": language.name,
                "html_url": pages.on_site(language.href),
            }
            for language in site_context.languages
        ],
        "menus": {
            "main": pages.menu(site_context.main_menu),
            "footer": pages.menu(site_context.footer_menu),
            "legal": pages.menu(site_context.legal_links),
        },
        "follow": [_followed(link) for link in site_context.follow_links],
        "feeds": [
            {
                "topic": feed.topic,
                "title": feed.label,
                "type": feed.kind,
                "url": reader.on_site(feed.href),
            }
            for feed in site_context.feeds
        ],
        "contact": {
            "address": site_context.contact.address,
            "email": site_context.contact.email or None,
            "phone": site_context.contact.phone or None,
        }
        if site_context.contact
        else None,
        "footer_text": site_context.footer_text,
        "participants_url": pages.on_site(site_context.profiles),
        "search": pages.search(site_context.search_address),
        "join": pages.join(site_context.join),
        "terminology": pages.note(site_context.terminology) if site_context.terminology else None,
        "counts": _counts(site_context.counts),
        "credits": [
            {
                "subject": credit.subject,
                "name": credit.name,
                "url": credit.url,
                "licence": credit.licence,
                "licence_url": credit.licence_url or None,
            }
            for credit in site_context.credits
        ],
        "labels": site_context.labels,
        "footnotes": site_context.footnotes,
    }


class _Pages:
    """Pages as the document names them, with their addresses on the site and in the API."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        path = reader.request.wagtailapi_router.get_model_listing_urlpath(Page)
        self.listing = reader.absolute(path) if path else None

    def on_site(self, address: str | None) -> str | None:
        return self.reader.on_site(address) if address else None

    def detail_url(self, key: int | None) -> str | None:
        return f"{self.listing}{key}/" if self.listing and key else None

    def menu(self, items: Iterable[MenuItem]) -> list[MenuEntry]:
        return [
            {
                "id": item.key,
                "label": item.label,
                "url": self.reader.on_site(item.href),
                "detail_url": self.detail_url(item.key),
                # What is typed in is a full address; what code adds lies on the site.
                "is_external": item.key is None and not item.href.startswith("/"),
                "children": self.menu(item.below),
            }
            for item in items
        ]

    def search(self, address: str | None) -> SearchBox | None:
        if not address:
            return None
        return {
            "html_url": self.reader.on_site(address),
            "search_url": self.endpoint_url("search:listing"),
            "suggestions_url": self.endpoint_url("search:suggestions"),
        }

    def join(self, call: JoinCall | None) -> CallToJoin:
        if call is None:
            return {
                "is_open": False,
                "text": None,
                "link_text": None,
                "id": None,
                "html_url": None,
                "detail_url": None,
                "form_url": None,
                "applications_url": None,
            }
        return {
            "is_open": True,
            "text": call.text,
            "link_text": call.link_text,
            "id": call.key,
            "html_url": self.reader.on_site(call.href),
            "detail_url": self.detail_url(call.key),
            "form_url": self.reader.on_site(call.form_href),
            "applications_url": self.endpoint_url("applications:send"),
        }

    def endpoint_url(self, name: str) -> str | None:
        """Return the address of what the API has under a name, None where it has not."""
        namespace = self.reader.request.wagtailapi_router.url_namespace
        try:
            return self.reader.absolute(reverse(f"{namespace}:{name}"))
        except NoReverseMatch:
            return None

    def note(self, note: Note) -> NoteInShort:
        return {
            "id": note.key,
            "title": note.title,
            "umbrella_term": note.umbrella_term,
            "summary": note.summary,
            "html_url": self.reader.on_site(note.href),
            "detail_url": self.detail_url(note.key),
        }


def _followed(link: Link) -> Account:
    return {"service": link.kind, "label": link.label, "url": link.href}


def _counts(counts: Counts) -> SiteCounts:
    day = counts.as_of
    return {
        "as_of": day.isoformat(),
        "statement": counts.statement,
        "explanation": counts.explanation,
        "participants": _count(counts.participants, day),
        "countries": _count(counts.countries, day),
        "former": _count(counts.former, day),
        "documented": {**_count(counts.documented, day), "issued": counts.issued},
        "by_kind": [{"kind": count.code, **_count(count, day)} for count in counts.by_kind],
        "by_country": [
            {
                "country": country(count.code),
                **_count(count, day),
            }
            for count in counts.by_country
        ],
    }


def _count(count: Count, day: date) -> NumberOf:
    return {"count": count.value, "sentence": count.sentence, "as_of": day.isoformat()}
