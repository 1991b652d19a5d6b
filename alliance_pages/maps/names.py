"""What is written on a map, so that no name lies on another."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from alliance_pages.maps.cities import City, cities_within
from alliance_pages.maps.outlines import Box, overlap

LETTER = 0.6  # the width of a letter, in sizes of the font
MOST_CITIES = 12  # with names, on one map
MOST_OF_A_COUNTRY = 2  # of them, but of the one that a part is around
DOT = 0.16  # the radius of a city's dot, in sizes of the font
GAP = 0.3  # between a dot or a point and its name, in sizes of the font


@dataclass(frozen=True)
class PlacedName:
    """Hold a name whose middle stands at a place; view box units."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class PlacedCity:
    """Hold a city and its name; view box units.

    x, y: where it lies; dot: its radius, or 0 where a point lies there already; name_x: where the
    name begins, or ends where `is_left` says so; is_highlighted: whether its country is.
    """

    text: str
    x: float
    y: float
    dot: float
    name_x: float
    is_left: bool
    is_highlighted: bool


@dataclass(frozen=True)
class Written:
    """Hold all that is written on a map.

    countries: the names that have room however narrow the map is; further: those of countries where
    it is wide; seats: of a few points, on the part around a country.
    """

    countries: Sequence[PlacedName] = ()
    further: Sequence[PlacedName] = ()
    seats: Sequence[PlacedName] = ()
    cities: Sequence[PlacedCity] = ()


class Room:
    """Keep what is taken of a drawing."""

    def __init__(self, box: Box, taken: Iterable[Box]) -> None:
        self.box = box
        self._taken = list(taken)

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Take a part of the drawing, and tell whether it was free."""
        left, top, wide, high = self.box
        if not (left <= x and x + width <= left + wide and top <= y and y + height <= top + high):
            return False
        part = (x, y, width, height)
        if any(overlap(part, other) for other in self._taken):
            return False
        self._taken.append(part)
        return True


def write_names(
    names: Iterable[tuple[str, Sequence[tuple[float, float]]]], size: float, room: Room
) -> list[PlacedName]:
    """Return the names that have room at the first place that is free, of those that each may have.

    The first names come first.
    """
    found = []
    for text, places in names:
        width = len(text) * LETTER * size
        for x, y in places:
            if room.take(x - width / 2, y - size / 2, width, size):
                found.append(PlacedName(text, round(x, 2), round(y, 2)))
                break
    return found


def places_around(point: Box, text: str, size: float) -> list[tuple[float, float]]:
    """Return where the middle of a name may stand: above, below, right and left of a point."""
    x, y = point[0] + point[2] / 2, point[1] + point[3] / 2
    up = point[3] / 2 + (GAP + 0.5) * size
    across = point[2] / 2 + (GAP + len(text) * LETTER / 2) * size
    return [(x, y - up), (x, y + up), (x + across, y), (x - across, y)]


def write_cities(
    seats: Collection[Box],
    highlighted: Collection[str],
    size: float,
    room: Room,
    first: str | None = None,
) -> list[PlacedCity]:
    """Return the cities whose names have room, the largest ones first, or those of a country.

    seats: the points that are marked, of which a city can be one.
    """
    inside = sorted(cities_within(room.box), key=lambda city: city.country != first)
    found: list[PlacedCity] = []
    known: Counter[str] = Counter()
    for city in inside:
        if len(found) == MOST_CITIES:
            break
        if city.country != first and known[city.country] == MOST_OF_A_COUNTRY:
            continue
        marks = [seat for seat in seats if overlap((city.x, city.y, 0, 0), seat)]
        if placed := _beside(city, marks, highlighted, size, room):
            found.append(placed)
            known[city.country] += 1
    return found


def _beside(
    city: City, marks: list[Box], highlighted: Collection[str], size: float, room: Room
) -> PlacedCity | None:
    """Return a city with its name right or left of it, or None where neither is free."""
    dot = 0 if marks else round(DOT * size, 2)
    near = max((mark[0] + mark[2] - city.x for mark in marks), default=dot)
    width = len(city.name) * LETTER * size
    for is_left in (False, True):
        name_x = city.x - near - GAP * size if is_left else city.x + near + GAP * size
        # The name, and the dot with it.
        begin = name_x - width if is_left else (name_x if marks else city.x - dot)
        end = name_x + width if not is_left else (name_x if marks else city.x + dot)
        if room.take(begin, city.y - size / 2, end - begin, size):
            is_highlighted = city.country in highlighted
            at = (city.x, city.y, dot, round(name_x, 2))
            return PlacedCity(city.name, *at, is_left, is_highlighted)
    return None
