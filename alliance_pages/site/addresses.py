"""Addresses of the site: profiles, language prefixes, and those of the old site."""

import re
from functools import cached_property
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from alliance_pages.content_version import once_per_version
from alliance_pages.models import (
    NewsArticlePage,
    ParticipantIndexPage,
    StandardPage,
    WithdrawnAddress,
    public_pages,
)
from alliance_pages.models.base import open_among
from alliance_pages.models.withdrawn_address import plain_path
from alliance_pages.site.languages import language_of
from alliance_pages.site.places import PLACED, page_placed
from participants.registry.compiled_query import CompiledQuery

SAFE_IN_PATHS = "!$&'()*+,;=/~:@"  # as Django's reverse() leaves them


def profiles_address_on_site(language: str) -> str | None:
    """Return the address of the participants' index in a language, or in any other."""
    by_language = {code: (pk, url_path) for pk, url_path, code in _INDEXES.rows()}
    if not by_language:
        return None
    code = language if language in by_language else next(iter(by_language))
    columns = ("id", "url_path")
    page = ParticipantIndexPage.from_db(None, columns, by_language[code])
    with override(code):
        return page.get_url()


_INDEXES = CompiledQuery(
    lambda: public_pages(ParticipantIndexPage).values_list(
        "pk", "url_path", "locale__language_code"
    )
)


class FullAddresses:
    """The addresses of pages with scheme and host, from one look at where the sites begin."""

    def of(self, page: Page) -> str | None:
        """Return the address of a page, or None where no site shows it."""
        if type(page).get_url_parts is not Page.get_url_parts:
            return page.full_url
        for begins, address in self._roots:
            if page.url_path.startswith(begins):
                return f"{address}{quote(page.url_path.removeprefix(begins), safe=SAFE_IN_PATHS)}"
        return None

    @cached_property
    def _roots(self) -> list[tuple[str, str]]:
        roots = []
        for _site, begins, host, language in Site.get_site_root_paths():
            with override(language):
                try:
                    roots.append((begins, f"{host}{reverse('wagtail_serve', args=('',))}"))
                except NoReverseMatch:
                    return []
        return roots


def page_with_legacy_number(number: int, language: str) -> Page | None:
    """Return the public page that had a number on the old site, best in that language.

    Of one language the page itself comes before its aliases and copies.
    """
    rows = [row for query in _NUMBERED for row in query.rows_of([number])]
    candidates = open_among(map(page_placed, rows))
    candidates.sort(
        key=lambda page: (
            language_of(page) != language,
            page.alias_of_id is not None,
            page.pk,
        )
    )
    return candidates[0] if candidates else None


def _numbered(model: type[Page]) -> CompiledQuery:
    return CompiledQuery(
        lambda *numbers: model.objects.filter(legacy_number__in=numbers).values_list(*PLACED)
    )


def withdrawn_address(path: str) -> WithdrawnAddress | None:
    """Return what was at a path that nothing else answers, whatever its spelling.

    Of a numbered address the number alone counts, as for pages; the same title comes first, then
    the same language.
    """
    plain = plain_path(path)
    known = once_per_version("withdrawn addresses", _read_withdrawn_addresses)
    return max(
        known.get(_number_or_path(plain), ()),
        key=lambda row: (row.path == plain, row.path.startswith(plain.partition("-")[0])),
        default=None,
    )


def _read_withdrawn_addresses() -> dict[str, list[WithdrawnAddress]]:
    found: dict[str, list[WithdrawnAddress]] = {}
    for row in WithdrawnAddress.objects.select_related("locale").order_by("pk"):
        found.setdefault(_number_or_path(row.path), []).append(row)
    return found


def _number_or_path(plain: str) -> str:
    numbered = NUMBERED_PATH.match(plain)
    return numbered["number"] if numbered else plain


# As in `/en/page/149-….html`, in the spelling of `plain_path`.
NUMBERED_PATH = re.compile(r"/(?:en|fr)/(?:page|news)/(?P<number>[0-9]{1,5})-[^/]*\.html")

_NUMBERED = [_numbered(NewsArticlePage), _numbered(StandardPage)]
