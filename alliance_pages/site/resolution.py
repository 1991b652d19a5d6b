"""What is at a public address: a page, a way to another address, or nothing."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from alliance_pages.models.base import live_pages, public_pages
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.routing.redirects import EVERYTHING_BELOW, find_redirect
from alliance_pages.routing.spelling import right_spelling
from alliance_pages.site.addresses import SAFE_IN_PATHS, page_with_legacy_number
from alliance_pages.site.languages import (
    content_language,
    has_languages_in_addresses,
    language_named,
)

# Longer than any address here; what is longer is at no address. Characters.
LONGEST_PATH = 2_000
# How far below a home page its translation is looked for.
MOST_WORDS = 8
MOST_REDIRECTS = 4


@dataclass(frozen=True)
class Shown:
    """A page answers at just this address: its own, or that of one of its routes."""

    page: Page


@dataclass(frozen=True)
class Redirected:
    """The address leads elsewhere, in the end and in one step.

    location: as a Location header has it, without the host on the same site; page: the one that
    answers there, or None where no page of this site does.
    """

    location: str
    is_permanent: bool
    page: Page | None = None


Resolution = Shown | Redirected | None


def resolve_address(request: HttpRequest, address: str, site: Site | None = None) -> Resolution:
    """Return what is at an address of a site, for whoever asks; None where there is nothing.

    The one answer for visitors and for the API. address: path with or without parameters,
    percent-encoded or not, or a full URL; site: the one that the request is for, unless given.
    """
    site = site or Site.find_for_request(request)
    return _PublicAddresses(request, site).resolve(address) if site else None


@dataclass(frozen=True)
class _Place:
    """Where a path lies among the pages. language: as in LANGUAGES; root: where it begins."""

    language: str
    root: str
    words: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.root + "".join(f"{word}/" for word in self.words)


class _PublicAddresses:
    """The addresses of one site, as one request may know them."""

    def __init__(self, request: HttpRequest, site: Site) -> None:
        self.request = request
        self.site = site

    def resolve(self, address: str) -> Resolution:
        address = address.strip()
        if "://" in address.partition("?")[0]:
            own = self._own_address(address)
            return self._resolve(own, frozenset()) if own else None
        return self._resolve(address, frozenset())

    def _resolve(self, address: str, followed: frozenset[str]) -> Resolution:
        address = address.partition("#")[0]
        path, _, query = address.partition("?")
        path = "/" + unquote(path).lstrip("/")
        if (
            "\x00" in path
            or len(path) > LONGEST_PATH
            or address in followed
            or len(followed) > MOST_REDIRECTS
        ):
            return None
        followed |= {address}
        place = self._place(path)
        match = self._match(path, place)
        if match is not None and match.url_name != "wagtail_serve":
            return self._numbered(match, followed) or self._redirected(path, query, followed)
        return (
            self._shown(place, path, query)
            or self._redirected(path, query, followed)
            or self._respelled(place, path, query)
            or self._numbered(self._match(path.casefold(), place), followed)
            or self._in_main_language(place, followed)
            or self._without_language(path, query, followed)
        )

    # Where a path lies

    @cached_property
    def _roots(self) -> dict[str, str]:
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
    def _homes(self) -> dict[str, Page]:
        """Return the live home page of each language."""
        key = self.site.root_page.translation_key
        homes = live_pages().filter(translation_key=key).select_related("locale")
        return {page.locale.language_code: page for page in homes}

    @property
    def _main(self) -> Page:
        return self.site.root_page

    @cached_property
    def _main_language(self) -> str:
        return self._main.locale.language_code

    def _has_prefix(self, language: str) -> bool:
        return self._roots.get(language, "").startswith(f"/{language}/")

    def _place(self, path: str) -> _Place | None:
        first, _, below = path.removeprefix("/").partition("/")
        language = language_named(first)
        if language and self._has_prefix(language):
            path = f"/{language}/{below}"
        else:
            preferred = (get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
            language = next(
                (code for code in preferred if code in self._roots and not self._has_prefix(code)),
                None,
            )
        if language is None or not f"{path.rstrip('/')}/".startswith(self._roots[language]):
            return None
        root = self._roots[language]
        return _Place(language, root, tuple(word for word in path[len(root) :].split("/") if word))

    def _home(self, place: _Place) -> Page | None:
        """Return the page at which a path begins, if it is live."""
        home = self._homes.get(content_language(place.language) or "")
        if home is None and not has_languages_in_addresses(self.request):
            return self._homes.get(self._main_language)
        return home

    def _match(self, path: str, place: _Place | None) -> ResolverMatch | None:
        """Return which view the project has at a path."""
        with override(place.language if place else get_language()):
            try:
                return resolve(path)
            except Resolver404:
                return None

    def _may_see(self, page: Page) -> bool:
        if public_pages().filter(pk=page.pk).exists():
            return True
        return live_pages().filter(pk=page.pk).exists() and all(
            restriction.accept_request(self.request) for restriction in page.get_view_restrictions()
        )

    # What is there

    def _shown(self, place: _Place | None, path: str, query: str) -> Resolution:
        """Find the page that answers at a place, whatever slashes and letters its path has."""
        home = self._home(place) if place else None
        if place is None or home is None:
            return None
        try:
            page, _args, _kwargs = home.specific.route(self.request, list(place.words))
        except Http404:
            return None
        if not self._may_see(page):
            return None
        if place.path == path:
            # Code can make a slug with letters that the project's addresses do not take.
            return Shown(page) if self._match(path, place) else None
        return Redirected(_quoted(place.path) + (f"?{query}" if query else ""), True, page)

    def _numbered(self, match: ResolverMatch | None, followed: frozenset[str]) -> Resolution:
        """Find the page that carries the number of an old address."""
        if match is None or match.url_name != "legacy_address":
            return None
        page = page_with_legacy_number(int(match.kwargs["number"]), match.kwargs["language"])
        return self._to_page(page, "", followed) if page else None

    def _redirected(self, path: str, query: str, followed: frozenset[str]) -> Resolution:
        """Follow what editors have redirected, and what Wagtail did when a page was moved."""
        found = find_redirect(self.site, path, query)
        if found is None:
            return None
        redirect = found.redirect
        if redirect.redirect_page_id:
            end = self._to_page(redirect.redirect_page, _rest(redirect, found.rest), followed)
            if end and end.page and not found.reads_query:
                end = replace(end, location=_with_query(end.location, end.page, query))
        else:
            end = self._to_link(redirect.redirect_link, followed)
        return end and replace(end, is_permanent=end.is_permanent and redirect.is_permanent)

    def _respelled(self, place: _Place | None, path: str, query: str) -> Resolution:
        """Find the public page whose address differs in case, accents or the form of Unicode."""
        page = self._home(place) if place else None
        if place is None or page is None:
            return None
        words: list[str] = []
        for number, word in enumerate(place.words):
            children = public_pages().filter(path__startswith=page.path, depth=page.depth + 1)
            slug = right_spelling(word, children)
            if slug is None:
                routed = page.specific
                if not isinstance(routed, MovableRoutesMixin):
                    return None
                rest = routed.respell_route(place.words[number:])
                if rest is None:
                    return None
                words += rest
                break
            words.append(slug)
            page = children.get(slug=slug)
        right = replace(place, words=tuple(words))
        return None if right == place else self._shown(right, path, query)

    def _in_main_language(self, place: _Place | None, followed: frozenset[str]) -> Resolution:
        """Lead from a language without a live home page to the same in the main language."""
        home = self._homes.get(self._main_language)
        root = self._roots.get(self._main_language)
        if place is None or root is None or self._home(place):
            return None
        if home is None or not self._may_see(home):
            return None
        same = self._translated(place, followed)
        return replace(same, is_permanent=False) if same else Redirected(root, False, home)

    def _translated(self, place: _Place, followed: frozenset[str]) -> Redirected | None:
        """Find in the main language what was public at a place of another."""
        homes = Page.objects.filter(translation_key=self._main.translation_key)
        root = homes.filter(locale__language_code=content_language(place.language)).first()
        paths = [_joined(place.words[:end]) for end in range(1, MOST_WORDS + 1)] if root else []
        known = Page.objects.public().filter(url_path__in=[root.url_path + end for end in paths])
        # What was never published has no address yet, and nobody may learn of it.
        was_public = Q(live=True) | Q(first_published_at__isnull=False)
        for page in known.filter(was_public).order_by("-depth"):
            same = public_pages().filter(
                translation_key=page.translation_key, locale=self._main.locale_id
            )
            if target := same.first():
                rest = place.words[page.depth - root.depth :]
                return self._to_page(target, _joined(rest), followed)
        main = replace(place, root=self._roots[self._main_language])
        return self._follow(_quoted(main.path), followed)

    def _without_language(self, path: str, query: str, followed: frozenset[str]) -> Resolution:
        """Find what lies at a path in the reader's language, or else in the main one.

        The path has no language in front, or one that the site no longer has.
        """
        first, _, below = path.removeprefix("/").partition("/")
        named = language_named(first)
        if not self._has_prefix(self._main_language) or self._has_prefix(named or ""):
            return None
        for rest in [path.removeprefix("/"), *([below] if named else [])]:
            for language in dict.fromkeys([get_language(), self._main_language]):
                if language in self._homes and language in self._roots:
                    address = _quoted(self._roots[language] + rest)
                    found = self._follow(f"{address}?{query}" if query else address, followed)
                    if found:
                        return replace(found, is_permanent=False)
        return None

    # Following

    def _follow(self, address: str, followed: frozenset[str]) -> Redirected | None:
        """Return where an address of this site leads in the end, or None where to nothing."""
        found = self._resolve(address, followed)
        return Redirected(address, True, found.page) if isinstance(found, Shown) else found

    def _to_page(self, page: Page, rest: str, followed: frozenset[str]) -> Redirected | None:
        """Return the way to what is below a page, on whichever site it lies."""
        parts = page.specific_deferred.get_url_parts(self.request)
        if parts is None or parts[2] is None:
            return None
        site, host, path = parts
        if site == self.site.pk:
            return self._follow(path + _quoted(rest), followed)
        return Redirected(f"{host}{path}{_quoted(rest)}", True) if self._may_see(page) else None

    def _to_link(self, link: str, followed: frozenset[str]) -> Redirected | None:
        own = self._own_address(link)
        if own is None:
            return Redirected(link, True) if _is_web_address(link) else None
        path = unquote(urlsplit(own).path)
        match = self._match(path, self._place(path))
        if match is not None and match.url_name not in {"wagtail_serve", "legacy_address"}:
            # No page, as the file of a document: whether it is there is for its view to say.
            return Redirected(own, True)
        return self._follow(own, followed)

    def _own_address(self, link: str) -> str | None:
        """Return what follows the host in a link to this site, or None where it leads away."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return None
        own = {urlsplit(self.site.root_url).netloc, self.request.get_host()}
        is_web = parts.scheme in {"http", "https"} and parts.netloc.lower() in own
        if not is_web and (parts.scheme or parts.netloc or not link.startswith("/")):
            return None
        return parts._replace(scheme="", netloc="").geturl()


def _is_web_address(link: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return False
    return True


def _rest(redirect: Redirect, below: tuple[str, ...]) -> str:
    """Return what a redirect wants below its page's own address."""
    if below:
        return _joined(below)
    route = redirect.redirect_page_route_path
    model = redirect.redirect_page.specific_class
    if route in {"", EVERYTHING_BELOW} or not issubclass(model or Page, RoutablePageMixin):
        return ""
    return _joined(tuple(word for word in route.split("/") if word))


def _joined(words: tuple[str, ...]) -> str:
    return "".join(f"{word}/" for word in words)


def _quoted(path: str) -> str:
    return quote(path, safe=SAFE_IN_PATHS)


def _with_query(location: str, page: Page, query: str) -> str:
    """Return a location with those of some parameters that the page there reads."""
    read = getattr(page.specific_class, "query_parameters", ())
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] in read]
    return f"{location}?{urlencode(kept)}" if kept and "?" not in location else location
