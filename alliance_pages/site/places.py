"""Where the paths of a site lie among its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from alliance_pages.content_version import once_per_version
from alliance_pages.models.base import live_among, live_pages, open_among, public_pages
from alliance_pages.routing import UnusualSlug, right_spelling, spellings
from alliance_pages.site.languages import (
    content_language,
    has_languages_in_addresses,
    language_named,
    language_of,
)
from participants.registry.compiled_query import CompiledQuery, columns_of

# A tree cannot be deeper.
MOST_STEPS = Page._meta.get_field("path").max_length // Page.steplen

# What is known of a page that lies at a path.
PLACED = columns_of(
    Page,
    {
        *("id", "path", "depth", "slug", "url_path", "title", "live"),
        *("content_type_id", "locale_id", "alias_of_id", "translation_key"),
    },
)

# Keys are slugs, for which there is an index, and paths of the tree; neither can be the other.
_STEPS = CompiledQuery(
    lambda *keys: (
        Page.objects.filter(slug__in=keys, url_path__in=keys).order_by("depth").values_list(*PLACED)
    ),
    are_texts=True,
)

_OF_SLUG = CompiledQuery(
    lambda *slugs: Page.objects.filter(slug__in=slugs).order_by("path").values_list(*PLACED),
    are_texts=True,
)

_IN_TREE = CompiledQuery(
    lambda *paths: (
        Page.objects.filter(path__in=paths, depth__gt=1).order_by("depth").values_list(*PLACED)
    ),
    are_texts=True,
)


def steps_to(home: Page, words: Sequence[str]) -> list[Page]:
    """Return the live pages at the beginnings of a path, the home page first. One query."""
    slugs = list(words[:MOST_STEPS])
    if not slugs:
        return [home]
    url_paths = list(accumulate(slugs, "{}{}/".format, initial=home.url_path))[1:]
    found = [page_placed(row) for row in _STEPS.rows_of([*slugs, *url_paths])]
    return [home, *live_among(found)]


def pages_in_tree(paths: Sequence[str]) -> list[Page]:
    """Return the pages at some paths of the tree from the top down, whoever may see them."""
    return [page_placed(row) for row in _IN_TREE.rows_of(paths)]


def pages_called(slugs: Sequence[str]) -> list[Page]:
    """Return the pages that have one of some slugs, whoever may see them."""
    return [page_placed(row) for row in _OF_SLUG.rows_of(slugs)]


def child_spelled(parent: Page, word: str) -> Page | None:
    """Return the page below another that a word means, in whatever spelling, if all may see it."""
    unusual = once_per_version("pages of unusual slugs", _unusual_pages).get(parent.path, [])
    children = {
        page.slug: page
        for page in open_among([*pages_called(spellings(word)), *unusual])
        if page.path[: -Page.steplen] == parent.path
    }
    return children.get(right_spelling(word, children) or "")


def _unusual_pages() -> dict[str, list[Page]]:
    """Return the public pages whose slugs are not plain, by the path of the page above."""
    found: dict[str, list[Page]] = {}
    for row in public_pages().filter(UnusualSlug()).order_by("path").values_list(*PLACED):
        page = page_placed(row)
        found.setdefault(page.path[: -Page.steplen], []).append(page)
    return found


def page_placed(row: tuple[Any, ...]) -> Page:
    """Return a page of which no more is known than where it lies."""
    return Page.from_db(None, PLACED, row)


@dataclass(frozen=True)
class Place:
    """Where a path lies among the pages. language: as in LANGUAGES; root: where it begins."""

    language: str
    root: str
    words: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.root + "".join(f"{word}/" for word in self.words)


class Places:
    """The paths of a site, and the home pages at which they begin."""

    def __init__(self, request: HttpRequest, site: Site) -> None:
        self.request = request
        self.site = site

    @cached_property
    def main(self) -> Page:
        """Return the home page in the main language, live or not."""
        key = self.site.root_page_id
        return once_per_version(("root page", key), lambda: self.site.root_page)

    @cached_property
    def roots(self) -> dict[str, str]:
        """Return the path at which the pages of each language begin."""
        roots = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                try:
                    roots[code] = reverse("wagtail_serve", args=("",))
                except NoReverseMatch:
                    return {}
        return roots

    @cached_property
    def homes(self) -> dict[str, Page]:
        """Return the live home page of each language."""
        key = self.main.translation_key
        return once_per_version(("live home pages", key), lambda: _live_homes(key))

    @cached_property
    def main_language(self) -> str:
        return language_of(self.main)

    def has(self, page: Page) -> bool:
        """Tell whether a page belongs to the site, in whatever language."""
        return any(page.path.startswith(home.path) for home in self.homes.values())

    def has_prefix(self, language: str) -> bool:
        """Tell whether the paths of a language begin with it."""
        return self.roots.get(language, "").startswith(f"/{language}/")

    def place(self, path: str) -> Place | None:
        """Return the place of a path, or None where no language is meant by it."""
        first, _, below = path.removeprefix("/").partition("/")
        language = language_named(first)
        if language and self.has_prefix(language):
            path = f"/{language}/{below}"
        else:
            preferred = (get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
            language = next(
                (code for code in preferred if code in self.roots and not self.has_prefix(code)),
                None,
            )
        if language is None or not f"{path.rstrip('/')}/".startswith(self.roots[language]):
            return None
        root = self.roots[language]
        return Place(language, root, tuple(word for word in path[len(root) :].split("/") if word))

    def home(self, place: Place) -> Page | None:
        """Return the page at which a path begins, if it is live."""
        home = self.homes.get(content_language(place.language) or "")
        if home is None and not has_languages_in_addresses(self.request):
            return self.homes.get(self.main_language)
        return home

    def match(self, path: str, place: Place | None) -> ResolverMatch | None:
        """Return which view the project has at a path."""
        with override(place.language if place else get_language()):
            try:
                return resolve(path)
            except Resolver404:
                return None


def _live_homes(translation_key: object) -> dict[str, Page]:
    homes = live_pages().filter(translation_key=translation_key).select_related("locale")
    return {page.locale.language_code: page for page in homes}
