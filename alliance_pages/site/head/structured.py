"""What machines read of a page: JSON-LD in the vocabulary of schema.org."""

from datetime import UTC, datetime
from typing import Any

from alliance_pages.models import (
    CountryIndexPage,
    HomePage,
    NewsArticlePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.site.head.trail import Step
from alliance_pages.site.page_context import PageContext
from participants.api.shapes import Image
from participants.models import Status
from participants.models.reading import ParticipantReading

Data = dict[str, Any]

CONTEXT = "https://schema.org"
TYPES: dict[type, str] = {
    HomePage: "WebSite",
    NewsArticlePage: "NewsArticle",
    **dict.fromkeys((CountryIndexPage, NewsIndexPage, ParticipantIndexPage), "CollectionPage"),
}


def structured_data(
    around: PageContext,
    trail: list[Step],
    description: str,
    picture: Image | None,
    participant: ParticipantReading | None = None,
) -> Data:
    """Return what is at an address, and the way to it. What is not known is left out."""
    own = {
        "url": around.absolute(trail[-1].href),
        "description": description,
        "image": picture and picture["url"],
    }
    if participant is not None:
        thing = _participant(participant, around) | own
    else:
        thing = _page(around, trail) | own
    graph = [{name: value for name, value in thing.items() if value}]
    if len(trail) > 1:
        graph.append(_breadcrumbs(around, trail))
    return {"@context": CONTEXT, "@graph": graph}


def _page(around: PageContext, trail: list[Step]) -> Data:
    page: Any = around.page
    kind = "WebPage" if around.suffix else TYPES.get(type(page), "WebPage")
    thing = {"@type": kind, "name": trail[-1].title, "inLanguage": around.language}
    publisher = _alliance(around)
    if kind == "WebSite":
        return thing | {"publisher": publisher}
    if kind == "NewsArticle":
        thing["headline"] = thing.pop("name")
        dates = {"datePublished": page.date, "dateModified": _moment(page.last_published_at)}
        return thing | dates | {"publisher": publisher}
    return thing


def _participant(participant: ParticipantReading, around: PageContext) -> Data:
    names = {text.name for text in participant.texts_by_language.values()}
    others = sorted({*names, participant.name_local} - {participant.name, ""})
    place = participant.latitude is not None and {
        "@type": "Place",
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(participant.latitude),
            "longitude": float(participant.longitude),
        },
    }
    takes_part = participant.status in Status.taking_part()
    return {
        "@type": "GovernmentOrganization",
        "name": participant.name,
        "alternateName": others,
        "sameAs": participant.website,
        "address": {"@type": "PostalAddress", "addressCountry": participant.country},
        "location": place,
        "memberOf": takes_part and _alliance(around),
    }


def _alliance(around: PageContext) -> Data:
    home = around.site_context.home_address
    address = {"url": around.absolute(home)} if home else {}
    return {"@type": "Organization", "name": around.site_context.name, **address}


def _breadcrumbs(around: PageContext, trail: list[Step]) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": step.title,
                "item": around.absolute(step.href),
            }
            for place, step in enumerate(trail, 1)
        ],
    }


def _moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None
