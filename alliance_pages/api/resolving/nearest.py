"""Where to go from a path at which nothing is: only ever to what everybody may see."""

from collections.abc import Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote

from django.utils.translation import override
from wagtail.models import Page

from alliance_pages.models.base import open_among
from alliance_pages.routing import spellings
from alliance_pages.site.addresses import profiles_address_on_site
from alliance_pages.site.languages import content_language, language_of
from alliance_pages.site.places import Places, pages_called, steps_to
from participants.registry.listing.loading import load, public_slugs


class Nearby(NamedTuple):
    """A page or profile, and why it is named. href: as links on the site have it."""

    reason: Literal["similar", "ancestor"]
    title: str
    href: str


def language_at(places: Places, path: str) -> str:
    """Return the language of a path: the one that it names, or the main one."""
    place = places.place(path)
    return (place and content_language(place.language)) or places.main_language


def nearest_to(places: Places, path: str) -> Nearby | None:
    """Return where to go from a path: to its last word elsewhere, or to the page above."""
    place = places.place(path)
    steps = place.words if place else tuple(word for word in path.split("/") if word)
    language = language_at(places, path)
    similar = _similar(places, steps[-1], language) if steps else None
    return similar or _ancestor(places, path)


def _similar(places: Places, word: str, language: str) -> Nearby | None:
    """Find the one page or profile that is called as the last word of a path."""
    slugs = spellings(word)
    pages = [page for page in open_among(pages_called(slugs)) if places.has(page)]
    for among in ([page for page in pages if language_of(page) == language], pages):
        if len(among) == 1:
            return _page("similar", among[0])
        if among:
            return None
    return _profile(slugs, language)


def _profile(slugs: Sequence[str], language: str) -> Nearby | None:
    profiles = profiles_address_on_site(language)
    keys = list(public_slugs(slugs).values())
    if profiles is None or len(keys) != 1:
        return None
    with override(language):
        for row in load(keys, ("slug", "name_local", "texts.name")):
            return Nearby("similar", row.name, f"{profiles}{quote(row.slug)}/")
    return None


def _ancestor(places: Places, path: str) -> Nearby | None:
    place = places.place(path)
    home = place and places.home(place)
    steps = steps_to(home, place.words) if home and place else []
    main = places.homes.get(places.main_language)
    above = open_among([*([main] if main else []), *steps])
    return _page("ancestor", above[-1]) if above else None


def _page(reason: Literal["similar", "ancestor"], page: Page) -> Nearby:
    with override(language_of(page)):
        return Nearby(reason, page.title, page.get_url())
