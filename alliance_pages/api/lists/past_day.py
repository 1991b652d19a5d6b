"""What pages say of a past day beside their lists, and what has changed since."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.finder.events import Part
from alliance_pages.finder.past_day import PastDay
from participants.api.reader import Reader
from participants.registry.listing.shapes import Day, Language, Link, Text


class SentencePart(TypedDict):
    """A part of a sentence; those of a participant's name lead to its profile."""

    text: Annotated[str, Field(min_length=1, description="Plain text, with the spaces around it.")]
    html_url: Link | None
    locale: Language


class PastDayParts(TypedDict):
    """What is said of a past day: all for people, in the language of the page."""

    as_of: Day
    statement: Annotated[Text, Field(description="Which day it is.")]
    notes: Annotated[list[Text], Field(description="Sentences on what is told of the day.")]
    html_url: Annotated[Link, Field(description="The same page today.")]
    heading: Annotated[Text, Field(description="How many changes there have been since.")]
    changes: Annotated[
        list[list[SentencePart]], Field(description="The latest of them, each a sentence.")
    ]


def represent_past_day(past_day: PastDay, reader: Reader, today: str) -> PastDayParts:
    """Return what is said of a day, in the active language. today: the address of the page."""
    return {
        "as_of": past_day.day.isoformat(),
        "statement": past_day.statement,
        "notes": past_day.notes,
        "html_url": today,
        "heading": past_day.heading,
        "changes": [[_part(part, reader) for part in change] for change in past_day.changes],
    }


def _part(part: Part, reader: Reader) -> SentencePart:
    return {
        "text": part.text,
        "html_url": reader.html_url(part.named.slug) if part.named else None,
        "locale": part.language or reader.language,
    }
