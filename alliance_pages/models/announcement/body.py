"""The body of an announcement: a template's blocks, filled, without what would be a hole."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail.blocks import StreamValue, StructValue
from wagtail.rich_text import RichText

from alliance_pages.models.announcement.placeholders import Words, fill, fill_lines, has_words

UNITS = ["p", "li"]
Blocks = list[tuple[str, Any]]


def texts_of(body: StreamValue) -> Iterator[str]:
    """Yield the texts of a body that placeholders can stand in."""
    for block in body:
        match block.value:
            case str() as text:
                yield text
            case RichText(source=source):
                yield from BeautifulSoup(source, "html.parser").find_all(string=True)
            case StructValue() as struct:
                yield from (text for text in struct.values() if isinstance(text, str))


def fill_body(body: StreamValue, words: Words, measures: Sequence[str]) -> Blocks:
    """Return the blocks of a template with words in them, for the body of a page.

    A block, paragraph, list item or line of which something is unknown is left out, and a heading
    that nothing is left below. measures: the list that stands for a paragraph of {measures} alone.
    """
    filled = [
        (block.block_type, value)
        for block in body
        if (value := _filled(block.value, words, measures))
    ]
    return [
        block
        for block, following in pairwise([*filled, ("heading", "")])
        if (block[0], following[0]) != ("heading", "heading")
    ]


def _filled(value: Any, words: Words, measures: Sequence[str]) -> Any:
    match value:
        case str():
            return fill(value, words) if has_words(value, words) else None
        case RichText(source=source):
            return _fill_rich_text(source, words, measures)
        case StructValue():
            return _fill_struct(value, words)
    return value


def _fill_struct(struct: StructValue, words: Words) -> dict[str, Any] | None:
    filled = {
        name: fill_lines(part, words) if isinstance(part, str) else part
        for name, part in struct.items()
    }
    fields = struct.block.child_blocks
    if any(fields[name].required and not part for name, part in filled.items()):
        return None
    return filled


def _fill_rich_text(source: str, words: Words, measures: Sequence[str]) -> str:
    """Return rich text filled; the words are text, whatever they look like."""
    soup = BeautifulSoup(source, "html.parser")
    for unit in [*reversed(soup.find_all(UNITS)), soup]:
        if unit.name == "p" and measures and unit.get_text(strip=True) == "{measures}":
            unit.replace_with(_list_of(soup, measures))
            continue
        own = [text for text in unit.find_all(string=True) if _unit_of(text, soup) is unit]
        if all(has_words(text, words) for text in own):
            for text in own:
                text.replace_with(fill(text, words))
        else:
            unit.decompose()
    for items in reversed(soup.find_all(["ul", "ol"])):
        if not items.find("li"):
            items.decompose()
    return str(soup) if soup.get_text(strip=True) else ""


def _unit_of(text: Any, soup: BeautifulSoup) -> Tag:
    return text.find_parent(UNITS) or soup


def _list_of(soup: BeautifulSoup, lines: Sequence[str]) -> Tag:
    items = soup.new_tag("ul")
    for line in lines:
        item = soup.new_tag("li")
        item.string = line
        items.append(item)
    return items
