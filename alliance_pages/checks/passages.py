"""Reading the texts out of a page, with where they stand and what in them is quoted."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from alliance_pages.blocks import QuoteBlock
from alliance_pages.models.remark import Remark, Rule
from participants.values.dates import PartialDateField
from participants.values.fields import (
    OneLineField,
    OneLineSlugField,
    OneLineURLField,
    RunningTextField,
)

Span = tuple[int, int]
LONGEST_EXCERPT = 255

SAID = (OneLineField, RunningTextField, RichTextField, StreamField)
NOT_SAID = (OneLineSlugField, OneLineURLField, PartialDateField)
# Wagtail's fields of every page that people read.
OF_EVERY_PAGE = ("title", "seo_title", "search_description")

QUOTED = re.compile('«[^»]*»|“[^”]*”|„[^“”]*[“”]|"[^"]*"|‹[^›]*›|(?<!\\w)‘[^’]*’(?!\\w)')
PARAGRAPHS = {"p", "li", "ul", "ol", "h2", "h3", "h4", "br", "div", "blockquote"}
TITLES = {"i", "em", "cite", "a"}
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[»”\"]?\s+(?=[«“\"(]?\s?[^\Wa-z\d_])|\n+")

_PLAIN = {ord(sign): "'" for sign in "’‘ʼ"} | {ord(sign): "-" for sign in "‐‑–—"}


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading or line of a page.

    path: model and field, and in a body the place and parts of the block, such as
    "alliance_pages.NewsArticlePage.body.3.text"; quoted,
    titles: where somebody's words stand, and what may be the title of a document.
    """

    path: str
    text: str
    quoted: list[Span] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)

    @classmethod
    def of_text(cls, path: str, text: str, *, is_quotation: bool = False) -> "Passage":
        """Return a passage of plain text."""
        return cls(path, text, [(0, len(text))] if is_quotation else _quotations(text))

    @property
    def plain(self) -> str:
        return plain(self.text)

    def is_quoted(self, start: int, end: int) -> bool:
        return _is_within(self.quoted, start, end)

    def is_title(self, start: int, end: int) -> bool:
        return _is_within(self.titles, start, end)

    def sentences(self) -> Iterator[Span]:
        """Yield where each sentence begins and ends."""
        start = 0
        for end in SENTENCE_ENDS.finditer(self.text):
            yield start, end.start()
            start = end.end()
        if start < len(self.text):
            yield start, len(self.text)

    def remark(self, start: int, end: int, rule: Rule, facts: dict[str, Any]) -> Remark:
        """Return a remark on what stands between two places."""
        sentence = next((s for s in self.sentences() if s[0] <= start < s[1]), (start, end))
        return Remark(
            path=self.path,
            rule=rule,
            excerpt=" ".join(self.text[start:end].split())[:LONGEST_EXCERPT],
            sentence=self.text[slice(*sentence)],
            facts=facts,
        )


def plain(text: str) -> str:
    """Return the text in lower case without accents, each character in its place."""
    return "".join(map(_plain, text.translate(_PLAIN)))


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def passages_of(instance: models.Model) -> Iterator[Passage]:
    """Yield what a page, or another object with texts, says."""
    names = [name for name in OF_EVERY_PAGE if hasattr(instance, name)]
    for found in [*map(instance._meta.get_field, names), *instance._meta.local_fields]:
        if (isinstance(found, SAID) and not isinstance(found, NOT_SAID)) or found.name in names:
            value, path = getattr(instance, found.name), f"{instance._meta.label}.{found.name}"
            if isinstance(found, StreamField):
                yield from _of_blocks(path, value)
            elif isinstance(found, RichTextField):
                yield from of_html(path, value)
            elif value:
                yield Passage.of_text(path, value)


def of_html(path: str, source: str) -> Iterator[Passage]:
    """Yield the paragraphs of rich text."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    for text, quoted, titles in reader.finished():
        yield Passage(path, text, quoted + _quotations(text), titles)


def _of_blocks(path: str, value: Any) -> Iterator[Passage]:
    for place, child in enumerate(value or (), 1):
        yield from _of_block(f"{path}.{place}", child.block, child.value)


def _of_block(path: str, block: blocks.Block, value: Any) -> Iterator[Passage]:
    if isinstance(value, RichText):
        yield from of_html(path, value.source)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(block, QuoteBlock) and name == "text":
                yield Passage.of_text(f"{path}.{name}", value.get(name) or "", is_quotation=True)
            else:
                yield from _of_block(f"{path}.{name}", child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for place, item in enumerate(value or (), 1):
            yield from _of_block(f"{path}.{place}", block.child_block, item)
    elif isinstance(block, blocks.StreamBlock):
        yield from _of_blocks(path, value)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        yield Passage.of_text(path, value)


def _quotations(text: str) -> list[Span]:
    return [match.span() for match in QUOTED.finditer(text)]


def _is_within(spans: list[Span], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


class _Reader(HTMLParser):
    """Takes rich text apart into paragraphs, each with its quotations and titles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[str, list[Span], list[Span]]] = []
        self._text = ""
        self._titles: list[Span] = []
        self._open: list[int] = []
        self._quotations = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PARAGRAPHS:
            self._end_paragraph()
        if tag in TITLES:
            self._open.append(len(self._text))
        self._quotations += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in TITLES and self._open:
            self._titles.append((self._open.pop(), len(self._text)))
        if tag in PARAGRAPHS:
            self._end_paragraph()
        self._quotations -= tag == "blockquote"

    def handle_data(self, data: str) -> None:
        self._text += data

    def finished(self) -> list[tuple[str, list[Span], list[Span]]]:
        self._end_paragraph()
        return self._found

    def _end_paragraph(self) -> None:
        if self._text.strip():
            quoted = [(0, len(self._text))] if self._quotations > 0 else []
            self._found.append((self._text, quoted, self._titles))
        self._text, self._titles, self._open = "", [], []
