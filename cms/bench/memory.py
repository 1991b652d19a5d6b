"""What a worker with a full store takes, beside one without a store that has done such work too."""

from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from cms.bench.answers import ask_json, request_bytes
from cms.bench.bars import Bar
from cms.bench.endpoints import PARTICIPANTS
from cms.bench.load import load
from cms.bench.measuring import Range
from cms.bench.servers import Server, product, serving

STORE_BYTES = 32_000_000
GROWTH = 1.3
LONGEST = 300  # seconds that filling may take


def measure_memory(data: Path, log: Path) -> list[Bar]:
    """Fill a store with details of participants, and return the bar of its memory.

    None where the system does not say what a process takes.
    """
    found = []
    for store_bytes in (0, STORE_BYTES):
        with serving(product(data, store_bytes=store_bytes), log) as server:
            load(server.address, _requests(server), LONGEST)
            memory = server.memory_of_workers()
            if not memory:
                return []
            found.append(mean(memory))
    without, full = found
    allowed = GROWTH * without + STORE_BYTES
    ratio = full / allowed
    name = (
        f"memory of a worker: {full / 1e6:.0f} MB / "
        f"({GROWTH} x {without / 1e6:.0f} MB without a store + {STORE_BYTES / 1e6:.0f} MB)"
    )
    return [Bar(name, Range(ratio, ratio, ratio), 1, is_limit=True)]


def _requests(server: Server) -> Iterator[bytes]:
    """Yield requests for each participant in each language: more than the store holds."""
    path = f"{PARTICIPANTS}?fields=_,id&limit=100"
    while path:
        page = ask_json(server.address, path)
        for participant in page["items"]:
            for locale in ("en", "fr"):
                yield request_bytes(f"{PARTICIPANTS}{participant['id']}/?locale={locale}")
        _site, _, path = (page["meta"]["next"] or "").partition("/api/")
        path = path and f"/api/{path}"
