"""The demonstration content as plain dictionaries, and bodies as validated StreamField values."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Model

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
CONTENT = FOLDER / "content"
# English first: a French page takes its translation key from the English one.
LANGUAGES = ("en", "fr")

Record = dict[str, Any]


# What remains of a record without its type is the block's value, save for plain texts.
PLAIN_TEXTS = {"paragraph": "html", "heading": "text"}


@cache
def read(name: str) -> Record:
    """Return one file of the content, such as "pages" or "news/x3-…"."""
    return _parse(CONTENT / f"{name}.toml")


@cache
def read_folder(name: str) -> dict[str, Record]:
    """Return the records of a folder by file name without its ending."""
    return {path.stem: _parse(path) for path in sorted((CONTENT / name).glob("*.toml"))}


@cache
def read_pictures() -> dict[str, Record]:
    """Return the facts about every drawn picture, by the key that the records use."""
    return _parse(PICTURES / "pictures.toml")


def picture_keys() -> list[str]:
    """Return the keys of those pictures that a participant or an article shows."""
    records = [*read_folder("participants").values(), *read_folder("news").values()]
    return sorted({record["picture"] for record in records if record.get("picture")})


def _parse(path: Path) -> Record:
    # Coordinates stay as exact as they are written.
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


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
