"""The demonstration content as plain dictionaries."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
CONTENT = FOLDER / "content"
# English first: a French page takes its translation key from the English one.
LANGUAGES = ("en", "fr")

Record = dict[str, Any]


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
