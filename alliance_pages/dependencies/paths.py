"""Where on the site the answers with some tags are."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote, urlsplit

from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.dependencies.shown import listed_on
from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.models.base import public_pages
from alliance_pages.models.participants import OPEN_DATA
from participants.extension_points import profiles_address
from participants.models import Participant
from participants.values.languages import content_languages

LISTING = (HomePage, NewsIndexPage, CountryIndexPage, CountryPage, ParticipantIndexPage)


def paths_with(wanted: Collection[str]) -> Mapping[str, Iterable[str]]:
    """Return by tag the paths of pages and profiles whose answers carry it.

    Not for what is on all pages of the site or of a language, which would name each of them, and
    not for what is not there, which is without end.
    """
    found: dict[str, set[str]] = {}
    _add_listing(found, wanted)
    _add_pages(found, _keys(wanted, "page"))
    _add_below(found, _keys(wanted, "below"))
    _add_profiles(found, _keys(wanted, "participant"))
    _add_profiles_by_country(found, _keys(wanted, "countries"))
    if tags.PROFILES in wanted:
        tops = public_pages(ParticipantIndexPage).select_related("locale")
        found[tags.PROFILES] = {path for top in tops for path in _profiles_below(top)}
    return found


def path_of(page: Page) -> str | None:
    """Return the path of a page on its site."""
    parts = page.get_url_parts()
    return parts[2] if parts else None


def profile_paths(slug: str) -> list[str]:
    """Return the paths of the profiles of a participant, in all languages."""
    places = filter(None, map(profiles_address, content_languages()))
    paths = (f"{urlsplit(place).path}{quote(slug)}/" for place in places)
    return list(dict.fromkeys(paths))


def _keys(wanted: Collection[str], kind: str) -> list[str]:
    return [tag.partition(":")[2] for tag in wanted if tag.startswith(f"{kind}:")]


def _add_listing(found: dict[str, set[str]], wanted: Collection[str]) -> None:
    for model in LISTING:
        for page in public_pages(model).select_related("locale"):
            carried = listed_on(page, {}) & set(wanted)
            if carried and (path := path_of(page)):
                # What the open data hold is told of all who take part, as the list is.
                paths = {path, f"{path}{OPEN_DATA}"} if model is ParticipantIndexPage else {path}
                for tag in carried:
                    found.setdefault(tag, set()).update(paths)


def _add_pages(found: dict[str, set[str]], keys: list[str]) -> None:
    for page in public_pages().filter(pk__in=keys).select_related("locale"):
        if path := path_of(page):
            found.setdefault(tags.of_page(page.pk), set()).add(path)


def _add_below(found: dict[str, set[str]], keys: list[str]) -> None:
    for top in Page.objects.filter(pk__in=keys):
        below = public_pages().filter(path__startswith=top.path, depth__gt=top.depth)
        paths = {path for page in below.select_related("locale") if (path := path_of(page))}
        if top.specific_class is ParticipantIndexPage:
            paths |= _profiles_below(top)
        found.setdefault(tags.below_page(top.pk), set()).update(paths)


def _profiles_below(top: Page) -> set[str]:
    place = path_of(top) or ""
    slugs = Participant.objects.public().order_by().values_list("slug", flat=True)
    return {f"{place}{quote(slug)}/" for slug in slugs}


def _add_profiles(found: dict[str, set[str]], keys: list[str]) -> None:
    rows = Participant.objects.public().filter(pk__in=keys).order_by()
    for key, slug in rows.values_list("pk", "slug"):
        found.setdefault(tags.of_participant(key), set()).update(profile_paths(slug))


def _add_profiles_by_country(found: dict[str, set[str]], keys: list[str]) -> None:
    for key in keys:
        language, _colon, country = key.partition(":")
        place = profiles_address(language)
        if country and place:
            rows = Participant.objects.public().filter(country=country).order_by()
            begins = urlsplit(place).path
            paths = {f"{begins}{quote(slug)}/" for slug in rows.values_list("slug", flat=True)}
            found.setdefault(tags.countries(language, country), set()).update(paths)
