"""A question of the search, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol, get_args

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alliance_pages.search.marking import Piece, excerpt, marked
from participants.extension_points import profiles_address
from participants.models.search import terms_of
from participants.values.text import searchable

# In the order in which they are shown.
Kind = Literal[
    "participants",
    "former_participants",
    "countries",
    "initiatives",
    "news",
    "terminology",
    "pages",
    "documents",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
TITLES: dict[Kind, Promise] = {
    "participants": _("Participants"),
    "former_participants": _("Former participants"),
    "countries": _("Countries"),
    "initiatives": _("Initiatives"),
    "news": _("News"),
    "terminology": _("Terminology"),
    "pages": _("Pages"),
    "documents": _("Documents"),
}


@dataclass(frozen=True)
class Question:
    """What somebody asks for. language: of the reader; request: decides how pages are linked to."""

    text: str
    language: str
    request: HttpRequest | None = None

    @cached_property
    def terms(self) -> list[str]:
        """Return the folded words."""
        return terms_of(self.text)

    @cached_property
    def profiles(self) -> str | None:
        """Return the address below which profiles lie, that of the finder."""
        return profiles_address(self.language)


@dataclass(frozen=True)
class Result:
    """One thing that was found.

    href: as links on the site have it; note: what tells it from others, in a line; marked_title,
    excerpt: with the found words marked; language: of the title; model, key: what the API knows it
    by, or None for what is no object there.
    """

    kind: Kind
    title: str
    href: str
    note: str
    marked_title: Sequence[Piece]
    excerpt: Sequence[Piece]
    language: str
    model: Any = None
    key: int | None = None

    @classmethod
    def of(
        cls, kind: Kind, question: Question, title: str, href: str, text: str = "", **more: Any
    ) -> Result:
        """Return what was found for a question. text: what the excerpt is cut from."""
        return cls(
            kind,
            title,
            href,
            note=more.pop("note", ""),
            marked_title=marked(title, question.terms),
            excerpt=excerpt(text, question.terms),
            language=more.pop("language", question.language),
            **more,
        )


class Source(Protocol):
    """What is found of one kind, the best first."""

    @property
    def total(self) -> int:
        """Return how much is found."""

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of it."""


def fit(names: Sequence[str], terms: Sequence[str]) -> int | None:
    """Return how well names fit, as `relevance` does for rows; None where they do not.

    names: folded; their words may stand in any of them.
    """
    text, phrase = searchable(names), " ".join(terms)
    if not terms or not all(f" {term}" in text for term in terms):
        return None
    if f"| {phrase} |" in text:
        return 0
    if f"| {phrase}" in text:
        return 1
    return 2 if all(f" {term} " in text for term in terms) else 3
