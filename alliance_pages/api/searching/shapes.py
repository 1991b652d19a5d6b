"""The answers of `search/`, in the types that `openapi.json` is made from."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.search.question import Kind
from participants.registry.listing.shapes import Address, Language, Link, Text, TextOrEmpty


class MarkedPiece(TypedDict):
    """A piece of a text; all of them make up the text."""

    text: Text
    is_found: Annotated[bool, Field(description="Whether it is a word that was found.")]


Marked = Annotated[list[MarkedPiece], Field(description="With the found words marked.")]


class SearchResult(TypedDict):
    """One thing that was found."""

    kind: Kind
    title: Text
    locale: Annotated[Language, Field(description="Of the title.")]
    html_url: Link
    detail_url: Annotated[
        Address | None,
        Field(description="In this API: the page, the document, or the participant."),
    ]
    note: Annotated[TextOrEmpty, Field(description="What tells it from others, in a line.")]
    marked_title: Marked
    excerpt: Annotated[
        list[MarkedPiece],
        Field(
            description="Around the first found word, or the beginning of the text; can be empty."
        ),
    ]


class SearchGroup(TypedDict):
    """What is found of a kind, the best first."""

    kind: Kind
    title: Annotated[Text, Field(description="Ready to print.")]
    total_count: int
    items: list[SearchResult]


class SearchMeta(TypedDict):
    """What was searched for."""

    query: Annotated[Text, Field(description="As it was asked.")]
    searched_for: Annotated[
        Text,
        Field(
            description="The query, or, where nothing has it, like words that were searched for "
            "instead: a page says so."
        ),
    ]
    total_count: Annotated[int, Field(description="Of all kinds.")]


class Searched(TypedDict):
    """Everything that is found: every kind, also those of which there is nothing, or one."""

    meta: SearchMeta
    groups: list[SearchGroup]


class Suggestion(TypedDict):
    """Something whose name or title has words that begin so."""

    kind: Kind
    title: Text
    html_url: Link


class Suggestions(TypedDict):
    """What somebody may mean who is typing, the best first; at most eight."""

    items: list[Suggestion]
