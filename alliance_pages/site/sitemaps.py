"""What search engines are told: every public page and profile of a site, in all its languages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial, reduce
from itertools import count
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import quote

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from alliance_pages.models import ParticipantIndexPage, public_pages
from alliance_pages.site.addresses import SAFE_IN_PATHS
from participants.models import Participant

# With each of them as long as a slug can be in any script, a file stays below 1 MB.
ADDRESSES_PER_FILE = 800


# Files by name, typed as Django's views ask for them.
Files = dict[str, type[Sitemap] | Sitemap]


class Root(NamedTuple):
    """Where a site begins in one language. path: in the tree; address: of the home page."""

    path: str
    url_path: str
    address: str


class Entry(NamedTuple):
    """Something that is shown in several languages. addresses: language to path on the site."""

    addresses: dict[str, str]
    language: str
    published_at: datetime | None


class Tree:
    """The page tree of one site, as visitors see it."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def pages(self, model: type[Page] = Page) -> QuerySet:
        """Return the public pages of a type that the site shows."""
        if not self.roots:
            return public_pages(model).none()
        below = reduce(or_, (Q(path__startswith=root.path) for root in self.roots))
        return public_pages(model).filter(below)

    def address(self, url_path: str) -> str:
        """Return the path below which the site shows a page."""
        root = next(root for root in self.roots if url_path.startswith(root.url_path))
        rest = url_path.removeprefix(root.url_path)
        return f"{root.address}{quote(rest, safe=SAFE_IN_PATHS)}"

    @cached_property
    def roots(self) -> list[Root]:
        paths = Site.get_site_root_paths()
        languages = {
            root.root_path: root.language_code for root in paths if root.site_id == self.site.pk
        }
        homes = Page.objects.filter(url_path__in=languages).values_list("path", "url_path")
        roots = []
        for path, url_path in homes:
            with override(languages[url_path]):
                roots.append(Root(path, url_path, reverse("wagtail_serve", args=("",))))
        return roots


@dataclass(frozen=True)
class Section:
    """One kind of thing. each: how many addresses one takes up, those of its translations too."""

    name: str
    things: QuerySet
    entries: Callable[[QuerySet], Iterable[Entry]]
    each: int

    def files(self) -> Files:
        """Return the files of the section by name. One query."""
        found = self.things.aggregate(count=Count("pk"), latest=Max("last_published_at"))
        size = max(1, ADDRESSES_PER_FILE // self.each)
        things = self.things.order_by("pk")
        return {
            f"{self.name}-{number}": File(
                partial(self.entries, things[start : start + size]), found["latest"]
            )
            for number, start in zip(count(1), range(0, found["count"], size), strict=False)
        }


class File(Sitemap):
    """Some entries of a section.

    Each file has a path of its own, since the store in front knows `?p=` from no page.
    """

    def __init__(self, entries: Callable[[], Iterable[Entry]], latest: datetime | None) -> None:
        self.entries = entries
        self.latest = latest

    def get_latest_lastmod(self) -> datetime | None:
        """Return when anything of the section was last published."""
        return self.latest

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Return what Django's template prints."""
        host = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        return [
            {
                "location": f"{host}{entry.addresses[entry.language]}",
                "lastmod": entry.published_at,
                "alternates": [
                    {"lang_code": language, "location": f"{host}{address}"}
                    for language, address in entry.addresses.items()
                    if len(entry.addresses) > 1
                ],
            }
            for entry in self.entries()
        ]


def page_entries(tree: Tree, pages: QuerySet) -> Iterator[Entry]:
    """Yield an entry for each page. Two queries."""
    fields = ("translation_key", "locale__language_code", "url_path")
    found = list(pages.values_list(*fields, "last_published_at"))
    keys = {key for key, *_rest in found}
    addresses: dict[Any, dict[str, str]] = {key: {} for key in keys}
    translations = tree.pages().filter(translation_key__in=keys).order_by("pk")
    for key, language, url_path in translations.values_list(*fields):
        addresses[key][language] = tree.address(url_path)
    for key, language, url_path, published_at in found:
        own = {language: tree.address(url_path)}
        yield Entry({**addresses[key], **own}, language, published_at)


def profile_entries(indexes: dict[str, str], participants: QuerySet) -> Iterator[Entry]:
    """Yield an entry for each participant in each language. One query."""
    for slug, published_at in participants.values_list("slug", "last_published_at"):
        last = f"{quote(slug, safe=SAFE_IN_PATHS)}/"
        addresses = {language: f"{index}{last}" for language, index in indexes.items()}
        for language in addresses:
            yield Entry(addresses, language, published_at)


def files_of(site: Site) -> Files:
    """Return all files of a site by name."""
    tree = Tree(site)
    indexes = {
        language: tree.address(url_path)
        for language, url_path in tree.pages(ParticipantIndexPage)
        .order_by("pk")
        .values_list("locale__language_code", "url_path")
    }
    languages = len(tree.roots)
    pages = Section("pages", tree.pages(), partial(page_entries, tree), languages + 1)
    files = pages.files()
    if indexes:
        files |= Section(
            "participants",
            Participant.objects.public(),
            partial(profile_entries, indexes),
            len(indexes) * (len(indexes) + 1),
        ).files()
    return files


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files in which the addresses of the site stand."""
    return django_views.index(request, _files(request), sitemap_url_name="sitemap")


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """List the addresses of one file. Raises Http404."""
    return django_views.sitemap(request, _files(request), section)


def robots(request: HttpRequest) -> HttpResponse:
    """Welcome robots everywhere but in the administration, and show them the sitemap."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _files(request: HttpRequest) -> Files:
    site = Site.find_for_request(request)
    return files_of(site) if site else {}
