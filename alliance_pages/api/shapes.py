"""The types of the answers about pages and files; `openapi.json` is made from them."""

from typing import Annotated, Any, Literal

from django.db import models
from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.models.news.articles import NewsKind
from alliance_pages.models.news.links import ParticipantRole
from participants.api.representations import NAMED_PARTICIPANT
from participants.api.shapes import Count, CountryCount, Image, ThemeCount, YearCount
from participants.registry.listing.shapes import (
    HTML,
    Address,
    Language,
    Link,
    Slug,
    Text,
    TextOrEmpty,
    Time,
    codes,
)

BlockKey = Annotated[str | None, Field(description="Stays when the block moves.")]


class HeadingBlock(TypedDict):
    """A heading between paragraphs."""

    type: Literal["heading"]
    id: BlockKey
    value: Text


class ParagraphBlock(TypedDict):
    """Running text with lists and links."""

    type: Literal["paragraph"]
    id: BlockKey
    value: HTML


class Picture(Image):
    """An image with its caption."""

    caption: TextOrEmpty


class ImageBlock(TypedDict):
    """A picture in the text."""

    type: Literal["image"]
    id: BlockKey
    value: Picture


class Quote(TypedDict):
    """Somebody's words."""

    text: Text
    attribution: Annotated[Text, Field(description="Who says so, with the office.")]


class QuoteBlock(TypedDict):
    """A quotation in the text."""

    type: Literal["quote"]
    id: BlockKey
    value: Quote


class Fact(TypedDict):
    """A fact with what it tells."""

    label: Text
    text: Text


class FactBlock(TypedDict):
    """A fact set off from the text."""

    type: Literal["fact"]
    id: BlockKey
    value: Fact


Block = Annotated[
    HeadingBlock | ParagraphBlock | ImageBlock | QuoteBlock | FactBlock,
    Field(discriminator="type"),
]


class TerminologyGroup(TypedDict):
    """A group that the umbrella term covers."""

    label: TextOrEmpty
    name: Text
    subgroups: list[Text]
    note: TextOrEmpty


class OriginalMeta(TypedDict):
    """Where a page is on the site."""

    html_url: Link | None


class Original(TypedDict):
    """The page of which another is a copy that follows it."""

    id: int
    meta: OriginalMeta
    title: Text


class ParentMeta(TypedDict):
    """What a page is, and where it is told of."""

    type: str | None
    detail_url: Address | None
    html_url: Link | None


class Parent(TypedDict):
    """The page above in the tree."""

    id: int
    meta: ParentMeta
    title: Text


class RelatedParticipant(TypedDict):
    """A participant that an article is about, and in which way."""

    role: Annotated[str, codes(ParticipantRole)]
    role_label: Text
    participant: NAMED_PARTICIPANT


class FoundRedirect(TypedDict):
    """Where a path leads to."""

    location: Address
    is_permanent: bool


class FoundPage(TypedDict):
    """Where to read what a path shows, and whether it has moved."""

    detail_url: Address | None
    redirect: FoundRedirect | None


def column_kind(column: Any) -> Any:
    """Return the type of what a plain column holds."""
    if column.choices:
        kind: Any = Annotated[
            str, Field(json_schema_extra={"enum": [c for c, _ in column.choices]})
        ]
    elif isinstance(column, models.BooleanField):
        kind = bool
    elif isinstance(column, models.IntegerField):
        kind = int
    elif isinstance(column, models.DateTimeField):
        kind = Time
    elif isinstance(column, models.SlugField):
        kind = Slug
    else:
        kind = TextOrEmpty if column.blank else Text
    return kind | None if column.null else kind


class MonthCount(TypedDict):
    """How many articles are of a month."""

    month: Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}$")]
    count: Count


class ArticleKindCount(TypedDict):
    """How many articles are of a kind."""

    kind: Annotated[str, codes(NewsKind)]
    label: Text
    count: Count


class LanguageCount(TypedDict):
    """How many articles are in a language."""

    locale: Language
    count: Count


class ArticleSummary(TypedDict):
    """Counts of the articles that the filters keep."""

    total: Count
    years: list[YearCount]
    months: list[MonthCount]
    kinds: list[ArticleKindCount]
    themes: list[ThemeCount]
    countries: list[CountryCount]
    locales: list[LanguageCount]
    footnotes: list[Text]
