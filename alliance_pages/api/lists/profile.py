"""What a profile shows beside the participant: its timeline, others, how it is passed on."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.template.defaultfilters import capfirst
from django.utils.translation import override
from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.api.lists.asking import Endpoints
from alliance_pages.models.news.articles import NewsKind
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.profile.related import related_groups
from alliance_pages.site.profile.sharing import Shared, Sharing, sharing_of
from alliance_pages.site.site_context.parts import Link
from participants.api.reader import Reader
from participants.api.representations import BODY_KINDS, META_KINDS, represent_rows
from participants.api.shapes import item_shape
from participants.registry.listing import shapes
from participants.registry.listing.related import Place
from participants.registry.listing.rows import partial_date
from participants.registry.listing.shapes import Address, Language, PartialDate, Text, TypedAddress
from participants.registry.listing.timeline import Happening, in_order_of_time, statement_of
from participants.values.dates import PartialDate as KnownDate
from participants.values.place import Point

NAMED = ("html_url", "locale", "name", "country")
RELATED: Any = item_shape("ParticipantBeside", META_KINDS, BODY_KINDS, NAMED)


class TimelineLink(TypedDict):
    """A page on the site."""

    title: Text
    html_url: shapes.Link | None
    locale: Language


class TimelineStep(TypedDict):
    """What has happened, or was told."""

    date: PartialDate | None
    text: Annotated[Text, Field(description="A few words, or what sort of article it is.")]
    link: Annotated[TimelineLink | None, Field(description="The successor, or the article.")]
    source_url: TypedAddress | None


class RelatedInGroup(TypedDict):
    """One of a group."""

    participant: RELATED
    distance: Annotated[Text | None, Field(description="How far away it is, in words.")]


class Related(TypedDict):
    """Some that have something in common with the participant."""

    group: Annotated[str, Field(json_schema_extra={"enum": ["neighbours", "country", "themes"]})]
    title: Text
    items: list[RelatedInGroup]
    more: Annotated[Text, Field(description="What the link to all of them says.")]
    html_url: Annotated[shapes.Link | None, Field(description="All of them, in the finder.")]


class NamedLink(TypedDict):
    """A link, and what it says."""

    label: Text
    href: Address


class PassedOn(TypedDict):
    """How the profile is passed on."""

    address: Address
    changed: Annotated[PartialDate | None, Field(description="When it was published last.")]
    citation: Text
    links: Annotated[list[NamedLink], Field(description="Where it can be shared.")]
    data: Annotated[list[NamedLink], Field(description="Its data, and what other sites show.")]


class ProfileParts(TypedDict):
    """What stands beside the participant: all for people, in the language of the profile."""

    timeline: Annotated[list[TimelineStep], Field(description="The oldest first.")]
    related: list[Related]
    sharing: PassedOn | None


def represent_profile(
    ask: Endpoints, item: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]
) -> ProfileParts:
    """Return what a profile shows beside a participant. item, articles: as the API tells them."""
    reader = Reader(ask.request, ask.language)
    with override(ask.language):
        around = PageContext(None, ask.language, request=ask.request)
        return {
            "timeline": _timeline(item, articles),
            "related": _related(item, around, reader),
            "sharing": _passed_on(sharing_of(around, _shared(item))),
        }


def _timeline(item: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]) -> list[TimelineStep]:
    steps = [
        Happening(
            _known(event["date"]),
            statement_of(event["kind"], item["number"]),
            _linked(event["merged_into"], "name"),
            source_url=event["source_url"] or "",
        )
        for event in item["events"]
    ]
    told = [
        Happening(
            _known(article["date"]),
            capfirst(str(NewsKind(article["kind"]).label)),
            article=_linked(article, "title"),
        )
        for article in articles
    ]
    return [
        {
            "date": partial_date(happening.when),
            "text": happening.statement,
            "link": happening.successor or happening.article,
            "source_url": happening.source_url or None,
        }
        for happening in in_order_of_time(steps, told)
    ]


def _known(date: Mapping[str, Any] | None) -> KnownDate | None:
    return KnownDate.parse(date["date"]) if date else None


def _linked(shown: Mapping[str, Any] | None, title: str) -> TimelineLink | None:
    if shown is None:
        return None
    meta = shown["meta"]
    return {"title": shown[title], "html_url": meta["html_url"], "locale": meta["locale"]}


def _related(item: Mapping[str, Any], around: PageContext, reader: Reader) -> list[Related]:
    position = item["position"]
    place = Place(
        key=item["id"],
        country=item["country"]["code"],
        seat=Point(**position) if position else None,
        themes=frozenset(theme["slug"] for theme in item["themes"]),
    )
    profiles = around.site_context.profiles
    return [
        {
            "group": group.name,
            "title": group.title,
            "items": [
                {"participant": told, "distance": one.distance or None}
                for one, told in zip(
                    group.places,
                    represent_rows([one.participant for one in group.places], reader, NAMED),
                    strict=True,
                )
            ],
            "more": group.more,
            "html_url": reader.on_site(f"{profiles}{group.query}") if profiles else None,
        }
        for group in related_groups(place)
    ]


def _shared(item: Mapping[str, Any]) -> Shared:
    return Shared(
        key=item["id"],
        slug=item["slug"],
        title=f"{item['name']}, {item['country']['name']}",
        number=item["number"],
        changed_at=item["meta"]["last_published_at"],
    )


def _passed_on(sharing: Sharing | None) -> PassedOn | None:
    if sharing is None:
        return None
    return {
        "address": sharing.address,
        "changed": partial_date(sharing.changed),
        "citation": sharing.citation,
        "links": [_named(link) for link in sharing.links],
        "data": [_named(link) for link in sharing.data],
    }


def _named(link: Link) -> NamedLink:
    return {"label": link.label, "href": link.href}
