"""The answer of `site/`, in the types that `openapi.json` is made from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.models.site_settings.blocks import Service
from alliance_pages.site.site_context.labels import Labels
from alliance_pages.site.site_context.parts import Topic
from participants.models import Kind
from participants.registry.listing.shapes import (
    Address,
    Country,
    Day,
    Language,
    Link,
    Text,
    TextOrEmpty,
    codes,
)

Sentence = Annotated[Text, Field(description="Ready to print.")]
InApi = Annotated[Address | None, Field(description="The page in this API.")]


class Auspices(TypedDict):
    """The line at the top of every page."""

    text: Text
    url: Address | None


class SiteLanguage(TypedDict):
    """A language of the site."""

    locale: Language
    name: Annotated[Text, Field(description="In itself.")]
    html_url: Annotated[Link | None, Field(description="Its home page.")]


class MenuEntry(TypedDict):
    """An entry of a menu, with those below it."""

    id: Annotated[int | None, Field(description="Of its page; null for an address elsewhere.")]
    label: Text
    url: Link
    detail_url: InApi
    is_external: bool
    children: list[MenuEntry]


class Menus(TypedDict):
    """The menus, without the pages that not everybody may see."""

    main: list[MenuEntry]
    footer: list[MenuEntry]
    legal: list[MenuEntry]


class Account(TypedDict):
    """Where somebody can follow the Alliance."""

    service: Annotated[str, codes(Service)]
    label: Text
    url: Address


class FeedLink(TypedDict):
    """A feed in one format, or a calendar."""

    topic: Annotated[Topic, Field(description="`changes` are those of memberships.")]
    title: Text
    type: Annotated[str, Field(description="Its media type.")]
    url: Link


class SiteContact(TypedDict):
    """How to reach the office."""

    address: Annotated[TextOrEmpty, Field(description="Can have several lines.")]
    email: Text | None
    phone: Text | None


class CallToJoin(TypedDict):
    """The call to join; all but `is_open` is null while there is no page on joining."""

    is_open: bool
    text: Sentence | None
    link_text: Annotated[Text | None, Field(description="The words of it that lead to the page.")]
    id: int | None
    html_url: Link | None
    detail_url: InApi
    form_url: Annotated[Link | None, Field(description="The form on the site.")]
    applications_url: Annotated[
        Address | None, Field(description="Where frontends send applications.")
    ]


class SearchBox(TypedDict):
    """Where the search is; the box at the top of every page sends its words there, as `q`."""

    html_url: Annotated[Link, Field(description="The search page.")]
    search_url: Annotated[Address | None, Field(description="The same in this API.")]
    suggestions_url: Annotated[
        Address | None, Field(description="What is asked while somebody types.")
    ]


class NoteInShort(TypedDict):
    """The note on terminology in short."""

    id: int
    title: Text
    umbrella_term: Text
    summary: Text
    html_url: Link
    detail_url: InApi


class NumberOf(TypedDict):
    """How many, in a sentence, and on which day."""

    count: int
    sentence: Sentence
    as_of: Day


class NumberOfKind(NumberOf):
    """How many of a kind."""

    kind: Annotated[str, codes(Kind)]


class NumberOfCountry(NumberOf):
    """How many of a country."""

    country: Country


class NumbersDocumented(NumberOf):
    """How many present and former participants have a known number."""

    issued: Annotated[int, Field(description="The highest number that is public, or 0.")]


class SiteCounts(TypedDict):
    """How many take part. Never show a count without its day."""

    as_of: Day
    statement: Annotated[Text, Field(description="The day, in a sentence.")]
    explanation: Annotated[Text, Field(description="What is counted and what not.")]
    participants: NumberOf
    countries: NumberOf
    former: NumberOf
    documented: NumbersDocumented
    by_kind: list[NumberOfKind]
    by_country: list[NumberOfCountry]


class MapCredit(TypedDict):
    """Whose work the maps are made of; it must stand wherever these are shown."""

    subject: Text
    name: Text
    url: Address
    licence: Text
    licence_url: Address | None


class SiteDocument(TypedDict):
    """Everything that surrounds the pages of a language."""

    locale: Language
    name: Text
    html_url: Annotated[Link | None, Field(description="The home page.")]
    mission: Annotated[TextOrEmpty, Field(description="Can have several lines.")]
    auspices: Auspices | None
    locales: list[SiteLanguage]
    menus: Menus
    follow: list[Account]
    feeds: list[FeedLink]
    contact: SiteContact | None
    footer_text: Annotated[TextOrEmpty, Field(description="The last line of every page.")]
    participants_url: Annotated[Link | None, Field(description="The finder.")]
    search: SearchBox | None
    join: CallToJoin
    terminology: NoteInShort | None
    counts: SiteCounts
    credits: list[MapCredit]
    labels: Labels
    footnotes: Annotated[
        dict[str, Text],
        Field(description="What must stand wherever a country is named, by its code."),
    ]
