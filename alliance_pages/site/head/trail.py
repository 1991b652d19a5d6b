"""The way from the home page to what is at an address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from wagtail.models import Page

from alliance_pages.content_version import once_per_version
from alliance_pages.models import CountryPage, public_pages
from alliance_pages.models.base import open_among, top_pages
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.places import pages_in_tree
from participants.models.reading import ParticipantReading
from participants.values.countries import country_name

TOP_LEVELS = 3  # of the tree, which are read once for all pages


@dataclass(frozen=True)
class Step:
    """A page on the way, or a list that leads on. href: as links on the site have it."""

    title: str
    href: str


def trail_of(
    around: PageContext, title: str, participant: ParticipantReading | None = None
) -> list[Step]:
    """Return the way to what is shown, itself the last; to a profile it leads by the country."""
    page: Any = around.page
    steps = [Step(above.title, above.get_url(around.request)) for above in _above(page)]
    steps.append(Step(page.title, page.get_url(around.request) or ""))
    if participant is not None:
        index = steps[-1].href
        steps.append(_country_step(participant.country, around, index))
        steps.append(Step(participant.name, f"{index}{quote(participant.slug)}/"))
    elif around.suffix:
        words = around.variant.title_words[0] if around.variant else title
        steps.append(Step(words, f"{steps[-1].href}{around.suffix}"))
    return steps


def _above(page: Page) -> list[Page]:
    """Return the public pages above one, from the home page down."""
    path = page.path or ""
    places = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    above = [top for top in top_pages() if top.path in places]
    return above + open_among(pages_in_tree(places[TOP_LEVELS - 1 :]))


def _country_step(code: str, around: PageContext, index: str) -> Step:
    """Return the page of a country, or else the participants' index narrowed to it."""
    question = ("country pages", around.language)
    pages = once_per_version(question, lambda: _country_pages(around.language))
    if code in pages:
        return Step(pages[code].title, pages[code].get_url(around.request))
    return Step(country_name(code), f"{index}?{urlencode({'country': code})}")


def _country_pages(language: str) -> dict[str, CountryPage]:
    pages = public_pages(CountryPage).filter(locale__language_code=language)
    return {page.country: page for page in pages.only("title", "url_path", "country")}
