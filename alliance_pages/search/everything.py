"""The one door of the search: what everything public answers to a question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Paginator

from alliance_pages.search.countries import Countries
from alliance_pages.search.page_hits import PageHits
from alliance_pages.search.pages import Entries, Pages, Terminology, documents
from alliance_pages.search.question import KINDS, TITLES, Kind, Question, Result, Source
from alliance_pages.search.registry import Initiatives, Participants
from alliance_pages.search.spelling import mended
from participants.models import Participant

# How much is shown of each kind, and of one alone.
BEST = 5
RESULTS_PER_PAGE = 20
MOST_SUGGESTIONS = 8


@dataclass(frozen=True)
class Group:
    """What is found of a kind. results: the best, or a page of them."""

    kind: Kind
    title: str
    total: int
    results: list[Result]


class Found:
    """What is found for a question.

    question: what was searched for, which has other words than were asked for where these are
    nowhere; is_mended: whether it has.
    """

    def __init__(self, question: Question) -> None:
        self.asked = question
        self.question, self.hits = question, PageHits(question)
        self.sources = _sources(self.hits)
        if question.terms and not self.total and (text := mended(question)):
            instead = replace(question, text=text)
            hits = PageHits(instead)
            sources = _sources(hits)
            if any(source.total for source in sources.values()):
                self.question, self.hits, self.sources = instead, hits, sources
                self.__dict__.pop("total")

    @property
    def is_mended(self) -> bool:
        return self.question is not self.asked

    @cached_property
    def total(self) -> int:
        """Return how much is found in all."""
        return sum(source.total for source in self.sources.values())

    @cached_property
    def groups(self) -> list[Group]:
        """Return the best of every kind, also of those of which there is nothing."""
        # Read at once, and not for each kind of pages anew.
        self.hits.rows(key for keys in self.hits.keys.values() for key in keys[:BEST])
        return [self.group(kind) for kind in KINDS]

    def group(self, kind: Kind, start: int = 0, limit: int = BEST) -> Group:
        """Return a part of what is found of a kind."""
        source = self.sources[kind]
        results = source.results(start, start + limit) if start < source.total else []
        return Group(kind, str(TITLES[kind]), source.total, results)

    def pages(self, kind: Kind) -> Paginator:
        """Return the pages of what is found of a kind, to be counted."""
        return Paginator(range(self.sources[kind].total), RESULTS_PER_PAGE)


def suggestions(question: Question) -> list[Result]:
    """Return what is called by names or titles with words that begin so; the best first."""
    if not question.terms:
        return []
    hits = PageHits(question)
    sources: tuple[Source, ...] = (
        Participants("participants", question, Participant.objects.public().taking_part()),
        Countries(question),
        Entries("documents", question, documents()),
        Pages("news", hits),
        Pages("pages", hits),
    )
    found = (result for source in sources for result in source.results(0, MOST_SUGGESTIONS))
    # Others are called so in another language.
    named = {"participants", "countries"}
    by_title = {
        result.title: result
        for result in found
        if result.kind in named or any(piece.is_found for piece in result.marked_title)
    }
    return list(by_title.values())[:MOST_SUGGESTIONS]


def _sources(hits: PageHits) -> Mapping[Kind, Source]:
    question = hits.question
    public = Participant.objects.public()
    sources: dict[Kind, Source] = {
        "participants": Participants("participants", question, public.taking_part()),
        "former_participants": Participants("former_participants", question, public.former()),
        "countries": Countries(question, hits),
        "initiatives": Initiatives(question),
        "news": Pages("news", hits),
        "terminology": Terminology(question, Pages("terminology", hits)),
        "pages": Pages("pages", hits),
        "documents": Entries("documents", question, documents()),
    }
    return sources
