"""Pages by their words, the terms of the terminology note, and documents by their titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from alliance_pages.content_version import once_per_version
from alliance_pages.models import PageWords, TerminologyNotePage
from alliance_pages.models.base import public_pages
from alliance_pages.search.page_hits import PageHits
from alliance_pages.search.question import Kind, Question, Result, fit
from alliance_pages.site.head.pictures import private_collections
from alliance_pages.site.media import used_in_public


class Pages:
    """The pages of one kind that have the words."""

    def __init__(self, kind: Kind, hits: PageHits) -> None:
        self.kind = kind
        self.hits = hits

    @property
    def total(self) -> int:
        """Return how many are found."""
        return len(self.hits.keys.get(self.kind, ()))

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        rows = self.hits.rows(self.hits.keys.get(self.kind, [])[start:stop])
        return [self._result(row) for row in rows.values()]

    def _result(self, row: PageWords) -> Result:
        page: Any = row.page
        when = page.alliance_pages_newsarticlepage.when if self.kind == "news" else None
        question = self.hits.question
        return Result.of(
            self.kind,
            question,
            page.title,
            page.get_url(question.request) or "",
            row.text,
            note=str(when) if when else "",
            model=Page,
            key=page.pk,
        )


@dataclass(frozen=True)
class Entry:
    """Something without words of its own in the database. names: what it is found by."""

    title: str
    href: str
    names: tuple[str, ...]
    text: str
    model: Any
    key: int


def best_entries(entries: Sequence[Entry], terms: Sequence[str]) -> list[Entry]:
    """Return those of some entries that have the words, the best first."""
    fits = [(found, entry) for entry in entries if (found := fit(entry.names, terms)) is not None]
    return [entry for _fit, entry in sorted(fits, key=lambda pair: (pair[0], pair[1].title))]


class Entries:
    """Those of some entries that have the words."""

    def __init__(self, kind: Kind, question: Question, entries: Sequence[Entry]) -> None:
        self.kind = kind
        self.question = question
        self.found = best_entries(entries, question.terms)

    @property
    def total(self) -> int:
        """Return how many are found."""
        return len(self.found)

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        return [
            Result.of(
                self.kind,
                self.question,
                entry.title,
                entry.href,
                entry.text,
                model=entry.model,
                key=entry.key,
            )
            for entry in self.found[start:stop]
        ]


class Terminology:
    """The groups of the terminology note that have the words, then the note itself."""

    def __init__(self, question: Question, note: Pages) -> None:
        self.groups = Entries("terminology", question, terms_of_note(question))
        self.note = note

    @property
    def total(self) -> int:
        """Return how many are found."""
        return self.groups.total + self.note.total

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        after = self.groups.total
        rest = self.note.results(max(0, start - after), max(0, stop - after))
        return [*self.groups.results(start, stop), *rest]


def terms_of_note(question: Question) -> list[Entry]:
    """Return the groups that the terminology note of a language names."""
    language = question.language
    note = once_per_version(("terminology note", language), lambda: _note(language))
    if note is None:
        return []
    href = note.get_url(question.request) or ""
    return [
        Entry(
            title=group["name"],
            href=href,
            names=(group["name"], *group["subgroups"], group["note"]),
            text=". ".join(filter(None, (", ".join(group["subgroups"]), group["note"]))),
            model=Page,
            key=note.pk,
        )
        for block in note.groups
        for group in [block.value]
    ]


def documents() -> list[Entry]:
    """Return the documents that something public links to."""
    return once_per_version("documents", _documents)


def _note(language: str) -> TerminologyNotePage | None:
    return public_pages(TerminologyNotePage).filter(locale__language_code=language).first()


def _documents() -> list[Entry]:
    model = get_document_model()
    shown = model.objects.filter(pk__in=used_in_public(model))
    return [
        Entry(document.title, document.url, (document.title,), "", model, document.pk)
        for document in shown.exclude(collection__in=private_collections())
    ]
