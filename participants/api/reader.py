"""Who asks the registry, and what is worked out once for all items of the answer."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from html import unescape
from typing import Any
from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import override
from wagtail.api.utils import get_base_url
from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.documents import get_document_model
from wagtail.models import Site
from wagtail.rich_text import LinkHandler, features
from wagtail.rich_text.rewriters import LinkRewriter

from participants.extension_points import profiles_address
from participants.models import Participant
from participants.registry.links import PublicLinkHandler, Target, key_of, keys_of
from participants.registry.listing.parameters import are_links_relative

SEPARATOR = "\0"  # it can be in no text of the database
TYPED = re.compile(r'(<a href=")([^"]*)')


class Reader:
    """Who asks, in which language (code of a content language), and about which day."""

    def __init__(self, request: Any, language: str, day: date | None = None) -> None:
        self.request = request
        self.language = language
        self.day = day
        self._html: dict[str, str] = {}

    def absolute(self, path: str) -> str:
        """Return the full address of what this server has at a path: an endpoint, or a file."""
        return path if path.startswith("http") else f"{self._base}{path}"

    def on_site(self, address: str) -> str:
        """Return a link on the site, given as path or with its host, as it was asked for.

        The host is that of the site, which can be another than that of the API.
        """
        path = self.path_on_site(address)
        if path is None:
            return address
        return path if self._is_relative else f"{self.site_host}{path}"

    def path_on_site(self, address: str) -> str | None:
        """Return a link on the site, given as path or with its host, as a path; None for others."""
        path = address.removeprefix(self.site_host)
        # What follows two slashes is a host, and browsers take either slash.
        return path if path.startswith("/") and path[:2] not in {"//", "/\\"} else None

    def detail_url(self, pk: int) -> str | None:
        """Return the address of a participant in the API, or None where it has no endpoint."""
        return f"{self._listing}{pk}/" if self._listing else None

    def html_url(self, slug: str) -> str | None:
        """Return the address of a profile, or None where the site has no such page."""
        return self.on_site(f"{self._profiles}{quote(slug)}/") if self._profiles else None

    def html(self, source: str) -> str:
        """Return rich text as HTML with its links resolved; `expand` resolves those of many."""
        if "<a " not in source:
            return source
        if source not in self._html:
            self.expand([source])
        return self._html[source]

    def expand(self, sources: Iterable[str]) -> None:
        """Resolve the links of rich texts, all that are of one type together.

        A link within the site says in `data-type` and `data-id` what it leads to.
        """
        linked = list(dict.fromkeys(source for source in sources if "<a " in source))
        if linked:
            rules = {
                name: partial(self._tags, handler)
                for name, handler in features.get_link_types().items()
            }
            text = TYPED.sub(self._typed_link, SEPARATOR.join(linked))
            expanded = LinkRewriter(bulk_rules=rules)(text).split(SEPARATOR)
            self._html.update(zip(linked, expanded, strict=True))

    def _typed_link(self, link: re.Match[str]) -> str:
        """Return a link whose address somebody has typed; one on the site as it was asked for."""
        return f"{link[1]}{escape(self.on_site(unescape(link[2])))}"

    def _tags(self, handler: type[LinkHandler], links: list[dict[str, str]]) -> list[str]:
        if issubclass(handler, PublicLinkHandler):
            with override(self.language):
                found = handler.targets(keys_of(links), self.language)
            targets = {
                key: replace(target, address=self.on_site(target.address))
                for key, target in found.items()
            }
        elif handler.identifier == "document":
            targets = self._documents(keys_of(links))
        else:
            return handler.expand_db_attributes_many(links)
        return [_tag(targets.get(key_of(attributes))) for attributes in links]

    def _documents(self, keys: set[int]) -> dict[int, Target]:
        """Return the documents with these keys that are in no private collection."""
        model = get_document_model()
        found = model.objects.filter(pk__in=keys)
        visible = found.exclude(collection__in=get_restricted_collection_ids(self.request))
        return {
            item.pk: Target(self.absolute(item.url), model._meta.label, item.pk) for item in visible
        }

    @cached_property
    def _base(self) -> str:
        return get_base_url(self.request) or ""

    @cached_property
    def site_host(self) -> str:
        """Return scheme and host of the site that is asked."""
        site = Site.find_for_request(self.request)
        return site.root_url if site else self._base

    @cached_property
    def _is_relative(self) -> bool:
        return are_links_relative(self.request.GET)

    @cached_property
    def _listing(self) -> str | None:
        # The address of an item is that of the list and its key: Wagtail reverses it for each.
        path = self.request.wagtailapi_router.get_model_listing_urlpath(Participant)
        return self.absolute(path) if path else None

    @cached_property
    def _profiles(self) -> str | None:
        return profiles_address(self.language)


def _tag(target: Target | None) -> str:
    if target is None:
        return "<a>"
    address = escape(target.address)
    return f'<a href="{address}" data-type="{target.type}" data-id="{target.key}">'
