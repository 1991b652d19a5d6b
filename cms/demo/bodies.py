"""Page bodies: the blocks of the content files as validated StreamField values."""

from typing import Any

from django.db.models import Model

from cms.demo.reading import Record

# What remains of a record without its type is the block's value, save for plain texts.
PLAIN_TEXTS = {"paragraph": "html", "heading": "text"}


def body_of(model: type[Model], record: Record) -> Any:
    """Return the value of a page's body, from `body` blocks or from `body_html`."""
    blocks = record.get("body") or [{"type": "paragraph", "html": record["body_html"]}]
    return stream(model, "body", [as_block(block) for block in blocks])


def as_block(record: Record) -> Record:
    """Return a content block in the shape that Wagtail stores."""
    kind = record["type"]
    if kind in PLAIN_TEXTS:
        return {"type": kind, "value": record[PLAIN_TEXTS[kind]]}
    return {"type": kind, "value": {key: record[key] for key in record if key != "type"}}


def stream(model: type[Model], field: str, blocks: list[Record]) -> Any:
    """Return the value of a StreamField.

    Raises ValidationError where a block would not pass the editor's form: a model's
    full_clean() does not look into blocks.
    """
    stream_field: Any = model._meta.get_field(field)
    block = stream_field.stream_block
    return block.clean(block.to_python(blocks))
