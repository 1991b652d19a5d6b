"""The menus of a language: what editors have put into them, as far as it is public."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Site

from alliance_pages.models import SiteSettings
from alliance_pages.models.base import top_pages
from alliance_pages.site.links import public_pages_by_key
from participants.values.fields import is_web_address

MENUS = ("main_menu", "footer_menu", "legal_links")


@dataclass(frozen=True)
class MenuItem:
    """An entry of a menu, with those below it.

    href: on the same site a path; key, path: of the page and its place in the tree, None and
    empty for what lies below a page or elsewhere.
    """

    label: str
    href: str
    key: int | None = None
    path: str = ""
    below: tuple["MenuItem", ...] = ()

    def leads_to(self, page: Page) -> bool:
        """Tell whether a page is that of the entry or lies below it; all lie below a home page."""
        if self.key is None or self.key == page.pk:
            return self.key is not None
        return len(self.path) > 2 * Page.steplen and page.path.startswith(self.path)


Menu = tuple[MenuItem, ...]


class MenuReader:
    """Read the menus of some settings, in two queries for all of them at most."""

    def __init__(self, settings: SiteSettings | None, language: str, site: Site | None) -> None:
        self.site = site
        self.entries: dict[str, list[Mapping[str, Any]]] = {
            name: list(getattr(settings, name).raw_data) if settings else [] for name in MENUS
        }
        chosen = {key for entries in self.entries.values() for key in _chosen(entries)}
        self.pages = public_pages_by_key(chosen, language)

    def read(self, name: str) -> Menu:
        """Return what of a menu is public."""
        return tuple(self._items(self.entries[name]))

    def below_home(self, home: Page | None) -> Menu:
        """Return the pages below the home page that have "Show in menus" ticked."""
        if home is None:
            return ()
        shown = [
            page
            for page in top_pages()
            if page.depth == home.depth + 1 and page.show_in_menus and page.is_child_of(home)
        ]
        return tuple(item for page in shown if (item := self._page(page, "", ())))

    def _items(self, entries: Iterable[Mapping[str, Any]]) -> Iterator[MenuItem]:
        for entry in entries:
            value = entry["value"]
            below = tuple(self._items(value.get("below") or ()))
            label = value.get("label") or ""
            if entry["type"] == "page":
                page = self.pages.get(value.get("page"))
                item = page and self._page(page, label, below)
            else:
                item = _elsewhere(label, value.get("url") or "", below)
            if item:
                yield item

    def _page(self, page: Page, label: str, below: Menu) -> MenuItem | None:
        href = page.get_url(current_site=self.site)
        return MenuItem(label or page.title, href, page.pk, page.path, below) if href else None


def _elsewhere(label: str, url: str, below: Menu) -> MenuItem | None:
    # What code has stored was seen by no form.
    return MenuItem(label, url, below=below) if label and is_web_address(url) else None


def _chosen(entries: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Yield the keys of the pages that editors have chosen."""
    for entry in entries:
        value = entry["value"]
        if entry["type"] == "page" and value.get("page"):
            yield value["page"]
        yield from _chosen(value.get("below") or ())
