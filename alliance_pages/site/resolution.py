"""What is at a public address: a page, a way to another address, or nothing."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch
from django.utils.translation import get_language
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from alliance_pages.finder.days import leads_to
from alliance_pages.models.base import is_live, open_among, public_pages
from alliance_pages.models.routes import MovableRoutesMixin, PastDaysMixin
from alliance_pages.routing import EVERYTHING_BELOW, find_redirect
from alliance_pages.site.addresses import SAFE_IN_PATHS, page_with_legacy_number
from alliance_pages.site.languages import content_language, language_named
from alliance_pages.site.places import Place, Places, child_spelled, steps_to
from participants.values.fields import is_web_address

# Longer than any address here; what is longer is at no address. Characters.
LONGEST_PATH = 2_000
# How far below a home page its translation is looked for.
MOST_WORDS = 8
MOST_REDIRECTS = 4


@dataclass(frozen=True)
class Shown:
    """A page answers at just this address: its own, or that of one of its routes.

    route: the name of that, such as "profile", or "" where the page has none; below: what follows
    the page's own address, such as "megara/".
    """

    page: Page
    route: str = ""
    below: str = ""


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


def resolve_address(
    request: HttpRequest, address: str, site: Site | None = None, *, for_everybody: bool = False
) -> Resolution:
    """Return what is at an address of a site; None where there is nothing.

    The one answer for visitors and for the API. address: path with or without parameters,
    percent-encoded or not, or a full URL; site: the one that the request is for, unless given;
    for_everybody: tell what anybody is shown, and not what whoever asks may see beyond that.
    """
    site = site or Site.find_for_request(request)
    if site is None:
        return None
    return _Addresses(request, site, for_everybody=for_everybody).resolve(address)


class _Addresses:
    """The addresses of one site, as one request may know them."""

    def __init__(self, request: HttpRequest, site: Site, *, for_everybody: bool) -> None:
        self.request = request
        self.site = site
        self.places = Places(request, site)
        self.for_everybody = for_everybody

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
        place = self.places.place(path)
        match = self.places.match(path, place)
        if match is not None and match.url_name != "wagtail_serve":
            return self._numbered(match, followed) or self._redirected(path, query, followed)
        return (
            self._shown(place, path, query)
            or self._redirected(path, query, followed)
            or self._respelled(place, path, query)
            or self._numbered(self.places.match(path.casefold(), place), followed)
            or self._in_main_language(place, followed)
            or self._without_language(path, query, followed)
        )

    # What is there

    def _shown(self, place: Place | None, path: str, query: str) -> Resolution:
        """Find the page that answers at a place, whatever slashes and letters its path has."""
        home = self.places.home(place) if place else None
        if place is None or home is None:
            return None
        found = _at(steps_to(home, place.words), place.words)
        if found is None or not self._may_see(found.page):
            return None
        led_on = _led_on(found, query)
        if led_on is not None:
            own = place.path.removesuffix(found.below)
            return Redirected(f"{_quoted(own)}{led_on}", False, found.page)
        if place.path == path:
            # Code can make a slug with letters that the project's addresses do not take.
            return found if self.places.match(path, place) else None
        return Redirected(_quoted(place.path) + (f"?{query}" if query else ""), True, found.page)

    def _may_see(self, page: Page) -> bool:
        if open_among([page]):
            return True
        return (
            not self.for_everybody
            and is_live(page)
            and all(
                restriction.accept_request(self.request)
                for restriction in page.get_view_restrictions()
            )
        )

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

    def _respelled(self, place: Place | None, path: str, query: str) -> Resolution:
        """Find the public page whose address differs in case, accents or the form of Unicode."""
        home = self.places.home(place) if place else None
        if place is None or home is None:
            return None
        steps = open_among(steps_to(home, place.words))
        words = list(place.words[: len(steps) - 1])
        while steps and (rest := place.words[len(words) :]):
            page = child_spelled(steps[-1], rest[0])
            if page is not None:
                steps.append(page)
                words.append(page.slug)
                continue
            routed = steps[-1].specific_class
            if not routed or not issubclass(routed, MovableRoutesMixin):
                return None
            route = routed.respell_route(rest)
            if route is None:
                return None
            words += route
            break
        right = replace(place, words=tuple(words))
        return None if right == place else self._shown(right, path, query)

    def _in_main_language(self, place: Place | None, followed: frozenset[str]) -> Resolution:
        """Lead from a language without a live home page to the same in the main language."""
        home = self.places.homes.get(self.places.main_language)
        root = self.places.roots.get(self.places.main_language)
        if place is None or root is None or self.places.home(place):
            return None
        if home is None or not self._may_see(home):
            return None
        same = self._translated(place, followed)
        return replace(same, is_permanent=False) if same else Redirected(root, False, home)

    def _translated(self, place: Place, followed: frozenset[str]) -> Redirected | None:
        """Find in the main language what was public at a place of another."""
        homes = Page.objects.filter(translation_key=self.places.main.translation_key)
        root = homes.filter(locale__language_code=content_language(place.language)).first()
        paths = [_joined(place.words[:end]) for end in range(1, MOST_WORDS + 1)] if root else []
        known = Page.objects.public().filter(url_path__in=[root.url_path + end for end in paths])
        # What was never published has no address yet, and nobody may learn of it.
        was_public = Q(live=True) | Q(first_published_at__isnull=False)
        for page in known.filter(was_public).order_by("-depth"):
            same = public_pages().filter(
                translation_key=page.translation_key, locale=self.places.main.locale_id
            )
            if target := same.first():
                rest = place.words[page.depth - root.depth :]
                return self._to_page(target, _joined(rest), followed)
        main = replace(place, root=self.places.roots[self.places.main_language])
        return self._follow(_quoted(main.path), followed)

    def _without_language(self, path: str, query: str, followed: frozenset[str]) -> Resolution:
        """Find what lies at a path in the reader's language, or else in the main one.

        The path has no language in front, or one that the site no longer has.
        """
        first, _, below = path.removeprefix("/").partition("/")
        named = language_named(first)
        if not self.places.has_prefix(self.places.main_language) or self.places.has_prefix(
            named or ""
        ):
            return None
        for rest in [path.removeprefix("/"), *([below] if named else [])]:
            for language in dict.fromkeys([get_language(), self.places.main_language]):
                if language in self.places.homes and language in self.places.roots:
                    address = _quoted(self.places.roots[language] + rest)
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
        model = page.specific_class
        if model and model.get_url_parts is not Page.get_url_parts:
            page = page.specific_deferred
        parts = page.get_url_parts(self.request)
        if parts is None or parts[2] is None:
            return None
        site, host, path = parts
        if site == self.site.pk:
            return self._follow(path + _quoted(rest), followed)
        return Redirected(f"{host}{path}{_quoted(rest)}", True) if self._may_see(page) else None

    def _to_link(self, link: str, followed: frozenset[str]) -> Redirected | None:
        own = self._own_address(link)
        if own is None:
            return Redirected(link, True) if is_web_address(link) else None
        path = unquote(urlsplit(own).path)
        match = self.places.match(path, self.places.place(path))
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


def _at(steps: list[Page], words: tuple[str, ...]) -> Shown | None:
    """Return which of the pages on the way answers at its end; routes come before pages below."""
    for number, page in enumerate(steps):
        rest = words[number:]
        model = page.specific_class
        if model and issubclass(model, RoutablePageMixin):
            try:
                match = model.get_resolver().resolve(f"/{_joined(rest)}")
            except Resolver404:
                continue
            return Shown(page, match.url_name or "", _joined(rest))
        if not rest:
            return Shown(page)
    return None


def _led_on(shown: Shown, query: str) -> str | None:
    """Return what follows the page's address where it is shown on the day that is asked for."""
    if not issubclass(shown.page.specific_class or Page, PastDaysMixin):
        return None
    asked = QueryDict(mutable=True)
    for name, value in parse_qsl(query, keep_blank_values=True):
        asked.appendlist(name, value)
    return leads_to(shown.below, asked)


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
