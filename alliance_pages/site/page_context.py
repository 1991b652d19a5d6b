"""What surrounds a page: the site context of its language, and the ways to other languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.text import get_text_list
from django.utils.translation import gettext, override
from wagtail.api.utils import get_base_url
from wagtail.models import Page, Site

from alliance_pages.content_version import answer_for, content_version
from alliance_pages.models import NewsArticlePage, SiteSettings
from alliance_pages.models.base import Variant, open_among
from alliance_pages.site.site_context.context import SiteContext, today
from participants.registry.compiled_query import CompiledQuery, columns_of
from participants.values.languages import name_within_sentence


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same page in a language, or to the nearest page above that exists there.

    href: as links on the site have it; canonical: without what other parameters than those of the
    canonical address choose; notice: that it does not exist in the language, said in it, or "".
    """

    code: str
    name: str
    href: str
    canonical: str
    is_current: bool
    is_translation: bool
    notice: str


class PageContext:
    """What surrounds a page, each part asked for when it is printed.

    page: the page that is shown, or None (an error page); language: code of the active one;
    suffix: what follows the page's address; path: of what is no page but exists in every language.
    title: of what is shown behind the suffix, where it has one of its own.
    variant: what the parameters of its address make of it, for whoever has read them.
    version: of all that is public, as it is linked to on the site; None where nobody can tell.
    """

    def __init__(
        self,
        page: Page | None,
        language: str,
        *,
        request: HttpRequest | None = None,
        suffix: str = "",
        path: str = "",
    ) -> None:
        self.page = page
        self.language = language
        self.request = request
        self.suffix = suffix
        self.title = ""
        self.path = path
        self.variant: Variant | None = None
        self.settings: SiteSettings | None = None
        # Read before anything that is remembered for it. The site decides how it is linked to.
        version, self.site = content_version(), Site.find_for_request(request)
        self.version = version and (version, self.site and self.site.pk)

    def preview(self, settings: SiteSettings) -> None:
        """Surround the page with settings that are not published; nothing of it is kept."""
        self.settings, self.version = settings, None

    @cached_property
    def site_context(self) -> SiteContext:
        """Return what is the same around all pages of the language."""
        day = today()
        return answer_for(
            self.version,
            ("site context", self.language, day),
            lambda: SiteContext(self.language, self.site, day, self.settings),
        )

    def absolute(self, address: str) -> str:
        """Return a link on the site with scheme and host, whatever host was asked."""
        return address if address.startswith("http") else f"{self._base}{address}"

    def file_address(self, address: str) -> str:
        """Return the address of a file with scheme and host: those of the API."""
        return address if address.startswith("http") else f"{self._file_base}{address}"

    def endpoint(self, name: str, *route: object) -> str:
        """Return the full address of an endpoint by its name, "" where the project has none."""
        try:
            return self.file_address(reverse(name, args=route))
        except NoReverseMatch:
            return ""

    @cached_property
    def _base(self) -> str:
        return self.site.root_url if self.request and self.site else ""

    @cached_property
    def _file_base(self) -> str:
        return get_base_url(self.request) or "" if self.request else ""

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Return the way to this page, or else to the nearest above it, in every language."""
        nearest, translations = {}, set()
        for code, page in self._in_other_languages():
            nearest[code] = page
            if page.translation_key == self.page.translation_key:  # type: ignore[union-attr]
                translations.add(code)
        links = []
        for language in self.site_context.languages:
            code, href = language.code, language.href
            if target := nearest.get(code):
                with override(code):
                    href = f"{target.get_url()}{self.suffix if code in translations else ''}"
            if href is None:
                continue
            notice = ""
            if translations and code not in translations:
                with override(code):
                    notice = _exists_only_in(self.page, translations)
            canonical = translate_url(self.path, code) if self.path else href
            variant = self.variant if code in translations else None
            links.append(
                LanguageLink(
                    code=code,
                    name=language.name,
                    href=canonical + (variant.kept_query if variant else ""),
                    canonical=canonical + (variant.canonical_query if variant else ""),
                    is_current=code == self.language,
                    is_translation=code in translations,
                    notice=notice,
                )
            )
        return links

    def _in_other_languages(self) -> list[tuple[str, Page]]:
        """Return the pages above this one and itself in every language, from the top down."""
        if self.page is None or not self.page.pk:
            return []
        path = self.page.path
        places = [path[:end] for end in range(2 * Page.steplen, len(path) + 1, Page.steplen)]
        found = {_page_of(row): code for code, *row in _TRANSLATIONS.rows_of(places)}
        return [(found[page], page) for page in open_among(found)]


def _exists_only_in(page: Any, languages: Iterable[str]) -> str:
    if isinstance(page, NewsArticlePage):
        sentence = gettext("This article exists only in %(languages)s.")
    else:
        sentence = gettext("This page exists only in %(languages)s.")
    names = [name_within_sentence(code) for code in sorted(languages)]
    return sentence % {"languages": get_text_list(names, gettext("and"))}


_COLUMNS = columns_of(Page, {"id", "path", "url_path", "live", "alias_of_id", "translation_key"})

_TRANSLATIONS = CompiledQuery(
    lambda *paths: (
        Page.objects.filter(
            translation_key__in=Page.objects.filter(path__in=paths).values("translation_key")
        )
        .order_by("depth")
        .values_list("locale__language_code", *_COLUMNS)
    ),
    are_texts=True,
)


def _page_of(columns: list[Any]) -> Page:
    """Return a page of which little is known but its place."""
    return Page.from_db(None, _COLUMNS, columns)
