"""JSON that is written piece by piece, and comes out the same everywhere."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def compact(value: Any) -> str:
    """Return a value as JSON on one line, in its own order and script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_pieces(
    members: dict[str, Any], name: str, batches: Iterable[Iterable[Any]]
) -> Iterator[bytes]:
    """Yield an object of the members and, last, a list of that name with one item a line."""
    head = "".join(f"{compact(key)}:{compact(value)},\n" for key, value in members.items())
    yield f"{{{head}{compact(name)}:[".encode()
    before = "\n"
    for batch in batches:
        lines = ",\n".join(compact(item) for item in batch)
        if lines:
            yield (before + lines).encode()
            before = ",\n"
    yield b"\n]}\n"
