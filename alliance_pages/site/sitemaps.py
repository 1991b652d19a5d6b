"""What search engines are told: every public page and profile of a site, in all its languages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache, cached_property, partial, reduce
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

from alliance_pages.models import NewsArticlePage, ParticipantIndexPage, public_pages
from alliance_pages.models.participants import OPEN_DATA
from alliance_pages.site.addresses import SAFE_IN_PATHS
from alliance_pages.site.site_context.context import SiteContext, today
from participants.models import Participant
from participants.values.languages import default_language

# With each of them as long as a slug can be in any script, a file stays below 1 MB.
ADDRESSES_PER_FILE = 800
# The file of the latest news, which says other things of them than the rest does.
NEWS = "news"
MOST_NEWS = 1_000  # as many as such a file may have
# For readers of every other language it is the page in the main one, English: more of them read it,
# and it is where the site itself leads who asks for a language that is not there.
ANY_LANGUAGE = "x-default"

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

    @property
    def alternates(self) -> Iterable[tuple[str, str]]:
        """Return languages with their addresses, for what is there in more than one."""
        if len(self.addresses) == 1:
            return ()
        main = self.addresses.get(default_language())
        return (*self.addresses.items(), *([(ANY_LANGUAGE, main)] if main else ()))


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


class LatestNews(Sitemap):
    """The articles of the last two days for search engines of news, with their titles.

    These are today and yesterday, in UTC, so that an answer holds until the day is over. By the
    time of publication on this site: an article's date may be that of an event to come.
    """

    def __init__(self, tree: Tree, name: Callable[[str], str]) -> None:
        self.tree = tree
        self.name = name

    def get_latest_lastmod(self) -> None:
        """Return nothing: a file that is empty on most days has no date."""

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Return what the template prints. One query."""
        host = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        yesterday = datetime.combine(today() - timedelta(days=1), time(), UTC)
        fields = ("url_path", "locale__language_code", "title", "first_published_at")
        latest = self.tree.pages(NewsArticlePage).filter(first_published_at__gte=yesterday)
        return [
            {
                "location": f"{host}{self.tree.address(url_path)}",
                "name": self.name(language),
                "language": language,
                "title": title,
                "published_at": published_at,
            }
            for url_path, language, title, published_at in latest.order_by(
                "-first_published_at", "pk"
            ).values_list(*fields)[:MOST_NEWS]
        ]


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
                    for language, address in entry.alternates
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


def open_data_entries(tree: Tree, indexes: QuerySet) -> Iterator[Entry]:
    """Yield an entry for the open data below each participants' index. Two queries."""
    for entry in page_entries(tree, indexes):
        below = {language: f"{place}{OPEN_DATA}" for language, place in entry.addresses.items()}
        yield entry._replace(addresses=below)


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
    pages = Section("pages", tree.pages(), partial(page_entries, tree), _each(languages))
    files = pages.files()
    if indexes:
        files |= Section(
            "participants",
            Participant.objects.public(),
            partial(profile_entries, indexes),
            len(indexes) * _each(len(indexes)),
        ).files()
        described = partial(open_data_entries, tree)
        below = Section("data", tree.pages(ParticipantIndexPage), described, _each(languages))
        files |= below.files()
    return files


def _each(languages: int) -> int:
    """Return how many addresses something takes up in each language: its own, and alternates."""
    return languages + (1 if languages == 1 else 2)


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files in which the addresses of the site stand."""
    files = {**_files(request), **_latest_news(request)}
    return django_views.index(request, files, sitemap_url_name="sitemap")


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """List the addresses of one file. Raises Http404."""
    return django_views.sitemap(request, _files(request), section)


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """List the latest articles, for search engines of news; none of them on a quiet day."""
    template = "alliance_pages/news_sitemap.xml"
    return django_views.sitemap(request, _latest_news(request), NEWS, template_name=template)


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


def _latest_news(request: HttpRequest) -> Files:
    site = Site.find_for_request(request)

    @cache
    def name(language: str) -> str:
        with override(language):
            return SiteContext(language, site, today()).name

    return {NEWS: LatestNews(Tree(site), name)} if site else {}
