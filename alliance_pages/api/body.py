"""Page bodies as typed blocks."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField
from wagtail.models import Page

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from alliance_pages.api.content import PublicContent


def represent_body(value: "StreamValue", content: "PublicContent", language: str) -> list[Any]:
    """Return the blocks of a body, typed: {"type", "id", "value"}.

    paragraph: HTML; heading: text; quote, fact: objects; image: rendition with caption.
    """
    blocks = []
    for block in value.raw_data:
        represented = _represent_block(block, content, language)
        if represented is not None:
            blocks.append({"type": block["type"], "id": block.get("id"), "value": represented})
    return blocks


def _represent_block(block: dict[str, Any], content: "PublicContent", language: str) -> Any:
    if block["type"] == "paragraph":
        return content.html(block["value"], language)
    if block["type"] == "image":
        image = content.image(block["value"]["image"], language)
        return {**image, "caption": block["value"].get("caption", "")} if image else None
    return block["value"]


def blocks_of(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield the blocks of all bodies that were loaded."""
    for page in pages:
        for name in _stream_fields(type(page)):  # type: ignore[arg-type]  # a class is hashable
            if name in page.__dict__:
                yield from getattr(page, name).raw_data


@lru_cache
def _stream_fields(model: type[Page]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]


def paragraphs_of(blocks: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the rich texts among the blocks."""
    return (block["value"] for block in blocks if block["type"] == "paragraph")
