"""In which encoding a text file is written.

UTF-8 and UTF-16 can be told for certain. The old encodings of one byte for a letter cannot: they
give the same bytes to different letters. A file is read in one of them without asking only where
no other makes words of it, or all that do make the same ones.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.importer.reading.encodings.code_pages import (
    LABELS,
    UNICODE,
    encoding_named,
    label_of,
)
from participants.importer.reading.encodings.scan import (
    Scan,
    is_utf_8_by_chance,
    scan,
    unicode_encoding,
)
from participants.importer.reading.encodings.words import is_known, is_plausible, is_usual
from participants.importer.reading.faults import WrongEncoding, not_readable

# Yields cells that are to be shown, as bytes, of a file that is read in an encoding.
Telling = Callable[[str], Iterable[bytes]]
MOST_NAMES = 5  # shown of each reading
MOST_TELLING_NAMES = 8  # where more are needed to tell the readings apart
SAMPLE = 256 * 1024  # bytes
ODD = 0.1  # share of words that may be none in a reading that is right all the same
CONTROL = re.compile("[\x80-\x9f\ufffd]")  # or a byte that the encoding does not have
PROOF = 2  # names of places that only one reading makes, so that the others cannot be right


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read the letters of a file.

    encoding: as Python calls it; label: as people do; names: the first texts beyond ASCII in it.
    """

    encoding: str
    label: str
    names: tuple[str, ...]


class UndecidedEncoding(WrongEncoding):
    """Says that a file can be read in several ways, of which a person must choose one."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        super().__init__(
            _(
                "The letters of this file can be read in several ways. Choose the one in which "
                "the names are right, or save the file as UTF-8."
            )
        )
        self.readings = tuple(readings)


def find_readings(
    file: BinaryIO, chosen: str = "", telling: Telling | None = None
) -> tuple[Reading, ...]:
    """Return how the file can be read, first how it is to be read; leave it at its beginning.

    chosen: the encoding that a person names, if anybody has; telling: the cells by which the
    readings are shown, where the first texts of the file would not do. Raises UndecidedEncoding
    where several are plausible and none is chosen, and UnreadableFile.
    """
    found = scan(file)
    certain = unicode_encoding(file, found)
    if telling and certain != "utf-16":
        encoding = encoding_named(chosen) or certain or next(iter(_plausible(found)), [""])[0]
        found.texts = dict.fromkeys(telling(encoding)) or found.texts
    if chosen:
        return _with_chosen(chosen, certain, found, file)
    is_by_chance = certain == "utf-8" and is_utf_8_by_chance(found)
    if certain and not is_by_chance:
        return (_reading(certain, found, file),)
    encodings = [group[0] for group in _plausible(found)] + ["utf-8"] * is_by_chance
    if not encodings:
        raise not_readable()
    readings = _readings(encodings, found)
    if len(readings) > 1:
        raise UndecidedEncoding(readings)
    return readings


def _with_chosen(name: str, certain: str, found: Scan, file: BinaryIO) -> tuple[Reading, ...]:
    encoding = encoding_named(name)
    if not encoding:
        raise WrongEncoding(
            _("There is no encoding “%(name)s” here. Choose one of: %(known)s.")
            % {"name": name[:40], "known": ", ".join([*list(UNICODE), *LABELS])}
        )
    others = [group for group in _plausible(found) if encoding not in group]
    offered = [encoding, *([certain] if certain else []), *(group[0] for group in others)]
    single = [name for name in dict.fromkeys(offered) if name in LABELS]
    readings = {reading.encoding: reading for reading in _readings(single, found)}
    return tuple(
        readings.get(name) or _reading(name, found, file) for name in dict.fromkeys(offered)
    )


def _plausible(found: Scan) -> list[list[str]]:
    """Return the plausible encodings, likeliest first, those that make the same text together."""
    alphabet = bytes(sorted(found.letters))
    groups: dict[str, list[str]] = {}
    for encoding in LABELS:
        groups.setdefault(alphabet.decode(encoding, "replace"), []).append(encoding)
    if not alphabet:
        return []
    # Nobody writes controls. A file that has some in every encoding is damaged, and told later.
    written = {letters: group for letters, group in groups.items() if not CONTROL.search(letters)}
    groups = written or groups
    texts = {
        group[0]: [word.decode(group[0], "replace") for word in found.words]
        for group in groups.values()
    }
    weights = {encoding: sum(is_plausible(text) for text in texts[encoding]) for encoding in texts}
    left = [
        encoding
        for encoding in texts
        if len(found.words) - weights[encoding] <= len(found.words) * ODD
    ]
    known = {encoding: [is_known(text) for text in texts[encoding]] for encoding in left}
    left = [
        encoding
        for encoding in left
        if not any(_is_refuted(encoding, other, texts, known) for other in left)
    ]
    # Where these are equal, the order of the labels stays.
    left.sort(
        key=lambda encoding: (
            -sum(known[encoding]),
            -weights[encoding],
            -sum(is_usual(text) for text in texts[encoding]),
        )
    )
    by_first = {group[0]: group for group in groups.values()}
    return [by_first[encoding] for encoding in left]


def _is_refuted(
    encoding: str, other: str, texts: dict[str, list[str]], known: dict[str, list[bool]]
) -> bool:
    """Tell whether the other reading makes names of places where this one makes none."""
    differing = [
        place
        for place, pair in enumerate(zip(texts[encoding], texts[other], strict=True))
        if pair[0] != pair[1]
    ]
    proofs = sum(known[other][place] for place in differing)
    return proofs >= PROOF and not any(known[encoding][place] for place in differing)


def _reading(encoding: str, found: Scan, file: BinaryIO) -> Reading:
    if encoding == "utf-16":
        file.seek(0)
        text = file.read(SAMPLE).decode("utf-16", "ignore")
        file.seek(0)
        cells = dict.fromkeys(
            cell.strip()
            for line in text.splitlines()
            for cell in line.replace("\t", ";").replace(",", ";").split(";")
            if not cell.isascii()
        )
        return Reading(encoding, label_of(encoding), tuple(cells)[:MOST_NAMES])
    return _shown(encoding, list(found.texts)[:MOST_NAMES])


def _readings(encodings: Sequence[str], found: Scan) -> tuple[Reading, ...]:
    """Return the readings with the first names, and more where these do not tell them apart."""
    shown: list[bytes] = []
    for text in found.texts:
        if len(shown) >= MOST_TELLING_NAMES:
            break
        if len(shown) < MOST_NAMES or _tells(text, shown, encodings):
            shown.append(text)
    return tuple(_shown(encoding, shown) for encoding in encodings)


def _tells(text: bytes, shown: Sequence[bytes], encodings: Sequence[str]) -> bool:
    """Tell whether the text parts readings that those shown so far do not."""

    def count(texts: Sequence[bytes]) -> int:
        return len({tuple(one.decode(name, "replace") for one in texts) for name in encodings})

    return count([*shown, text]) > count(shown)


def _shown(encoding: str, texts: Iterable[bytes]) -> Reading:
    names = tuple(text.decode(encoding, "replace").strip(" '") for text in texts)
    return Reading(encoding, label_of(encoding), names)
