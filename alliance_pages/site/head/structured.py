"""What machines read of a page: JSON-LD in the vocabulary of schema.org."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

from alliance_pages.models import (
    CountryIndexPage,
    HomePage,
    NewsArticlePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.models.participants import OPEN_DATA
from alliance_pages.site.head.trail import Step
from alliance_pages.site.open_data import open_data_of
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
    elif around.suffix == OPEN_DATA:
        thing = _dataset(around) | own
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


def _dataset(around: PageContext) -> Data:
    """Return the open data with each of their files, which others list by this."""
    data = open_data_of(around)
    alliance = _alliance(around)
    return {
        "@type": "Dataset",
        "name": data.title,
        "version": data.version,
        "license": data.licence["url"],
        "isAccessibleForFree": True,
        "inLanguage": data.languages,
        "keywords": [gettext("Roma inclusion"), gettext("local authorities"), gettext("Europe")],
        "creator": alliance,
        "publisher": alliance,
        "dateModified": _moment(data.updated_at),
        "temporalCoverage": data.since and f"{data.since}/..",
        "spatialCoverage": {"@type": "Place", "name": gettext("Europe")},
        "variableMeasured": [field.name for field in data.fields],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.media_type,
                "contentUrl": file.href,
                **(
                    {"contentSize": f"{file.measured.size} B", "sha256": file.measured.sha256}
                    if file.measured
                    else {}
                ),
            }
            for file in data.files
        ],
    }


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
