"""How large the files of the open data are, and what their bytes can be checked by."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from participants.exports.json_files import RECORD_PARTS, geojson_file, records_file
from participants.exports.selection import BATCH, Selection
from participants.exports.tables import table_file
from participants.models import Participant

# As many as are loaded at once: a page that names the files must not cost more than one batch.
MOST_MEASURED = BATCH


@dataclass(frozen=True)
class MeasuredFile:
    """What is known of the bytes of a file. size: in bytes; sha256: in hexadecimal digits."""

    size: int
    sha256: str


def measured_files(selection: Selection) -> dict[str, MeasuredFile]:
    """Return what the bytes of each file are like, by format, as they would be sent now.

    Nothing where more than MOST_MEASURED participants stand in them.
    """
    if len(selection.keys) > MOST_MEASURED:
        return {}
    loaded = _Loaded(selection.filters)
    written = {"csv": table_file, "geojson": geojson_file, "json": records_file}
    return {name: _measured(write(loaded)) for name, write in written.items()}


class _Loaded(Selection):
    """A selection whose participants are loaded once for all files."""

    def batches(self, *parts: str) -> Iterator[list[Participant]]:
        return iter(self._batches)

    @cached_property
    def _batches(self) -> list[list[Participant]]:
        # What the records have, and the rows need no more.
        return list(super().batches(*RECORD_PARTS))


def _measured(pieces: Iterator[bytes]) -> MeasuredFile:
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return MeasuredFile(size, digest.hexdigest())
