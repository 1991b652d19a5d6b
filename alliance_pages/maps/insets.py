"""Small states, drawn enlarged beside the whole map, where eyes and fingers find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from alliance_pages.maps.outlines import Box, facts

SMALL = 24.0  # of a country in view box units: a finger does not hit it on the whole map
WIDTH, HEIGHT = 144, 78  # of an inset, view box units, as what follows
NAME_HEIGHT = 26  # at the lower side of an inset
BESIDE = 8  # between insets, and around their drawings
COLUMNS = 2
MOST_ENLARGED = 12  # times


@dataclass(frozen=True)
class Inset:
    """Hold where a small state is drawn enlarged; view box units.

    box: x, y, width and height; shift, scale: what moves its outline there.
    """

    box: Box
    path: str
    shift: tuple[float, float]
    scale: float

    @property
    def name_at(self) -> tuple[float, float]:
        """Return the middle of its name."""
        return self.box[0] + WIDTH / 2, self.box[1] + HEIGHT - NAME_HEIGHT / 2


@cache
def insets() -> dict[str, Inset]:
    """Return the insets by code, in the upper right corner, where the map shows no country."""
    return dict(_insets())


def _insets() -> Iterator[tuple[str, Inset]]:
    small = sorted(code for code, box in facts()["bounds"].items() if max(box[2:]) < SMALL)
    right = facts()["viewBox"][2]
    for place, code in enumerate(small):
        row, column = divmod(place, COLUMNS)
        left = right - (COLUMNS - column) * (WIDTH + BESIDE)
        top = BESIDE + row * (HEIGHT + BESIDE)
        x, y, width, height = facts()["bounds"][code]
        high = HEIGHT - NAME_HEIGHT - BESIDE
        scale = round(min(high / height, (WIDTH - 2 * BESIDE) / width, MOST_ENLARGED), 2)
        shift = (
            round(left + WIDTH / 2 - (x + width / 2) * scale, 1),
            round(top + BESIDE + high / 2 - (y + height / 2) * scale, 1),
        )
        box = (left, top, WIDTH, HEIGHT)
        yield code, Inset(box, facts()["countries"][code], shift, scale)
