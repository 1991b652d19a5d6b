"""The bundled places of Europe: towns and villages, and in which country a position lies."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, floor, hypot, radians
from pathlib import Path

from participants.values.place import Box, Point

# GeoNames, CC BY 4.0; see the README beside it.
PLACES = Path(__file__).parents[1] / "data" / "places.csv"
KM_PER_DEGREE = 111.2  # of latitude
CELL = 0.5  # degrees

# Villages that the list does not have lie this near to a town of their country that it has.
HOME_KM = 20

# In the far north a town of the neighbour can be nearer than any of one's own, but not so much.
TIMES_NEARER = 3

# Nowhere in Europe is farther from every town of its country.
FARTHEST_KM = 200

# Of what lies beyond Europe the list has no towns.
OVERSEAS = {
    "FR": (
        Box(-63.5, 14, -60.5, 18.5),  # Antilles
        Box(-55, 2, -51, 6),  # Guiana
        Box(55, -21.6, 56, -20.7),  # Réunion
        Box(44.8, -13.2, 45.5, -12.5),  # Mayotte
        Box(-57, 46.5, -56, 47.5),  # Saint-Pierre-et-Miquelon
        Box(158, -23, 172, -19),  # New Caledonia
        Box(-155, -28, -134, -7),  # Polynesia
        Box(-179, -15, -175, -13),  # Wallis and Futuna
    ),
    "NL": (Box(-70.2, 11.9, -68, 12.8), Box(-63.5, 17.4, -62.8, 18.2)),  # Caribbean
    "DK": (Box(-74, 59, -10, 84), Box(-8, 61, -6, 63)),  # Greenland, Faroe Islands
    "NO": (Box(10, 74, 34, 81),),  # Svalbard
    "GB": (Box(-65.2, 32, -64.5, 32.5), Box(-62, -53, -57, -51)),  # Bermuda, Falkland Islands
}


@dataclass(frozen=True)
class Place:
    """A town or village. latitude, longitude: WGS 84 degrees; population: 0 where unknown."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def read_places(country: str | None = None) -> Iterator[Place]:
    """Yield the places of a country, or all by country, the biggest first."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)  # the names of the columns
        for name, _ascii, code, latitude, longitude, population, _key in rows:
            if country in {None, code}:
                yield Place(name, code, float(latitude), float(longitude), int(population))


def is_in(point: Point, country: str) -> bool:
    """Return whether a position can lie in a country: near a known town, or overseas.

    Where it lies nearer to a town of another country, it does not, unless one of its own is nearly
    as near. A village without a known town around it is given the benefit of the doubt.
    """
    places = _places()
    if any(_km(point, one) <= HOME_KM for one in _around(point, places.get(country, {}))):
        return True
    own = min((_km(point, one) for one in _all(places.get(country, {}))), default=None)
    if own is None or any(_holds(box, point) for box in OVERSEAS.get(country, ())):
        return True
    others = (
        _km(point, one)
        for code, grid in places.items()
        if code != country
        for one in _around(point, grid)
    )
    return own <= FARTHEST_KM and own <= TIMES_NEARER * min(others, default=own)


Grid = dict[tuple[int, int], list[Point]]


@cache
def _places() -> dict[str, Grid]:
    """Return the positions of the places by country and cell; kept once read."""
    found: dict[str, Grid] = defaultdict(lambda: defaultdict(list))
    for place in read_places():
        point = Point(place.latitude, place.longitude)
        found[place.country][_cell(point)].append(point)
    return {country: dict(grid) for country, grid in found.items()}


def _cell(point: Point) -> tuple[int, int]:
    return floor(point.latitude / CELL), floor(point.longitude / CELL)


def _around(point: Point, grid: Grid) -> Iterator[Point]:
    """Yield the places of a cell and, after them, of those around it."""
    row, column = _cell(point)
    yield from grid.get((row, column), ())
    for up in (-1, 0, 1):
        for across in (-2, -1, 0, 1, 2):  # in the north, degrees of longitude are short
            if up or across:
                yield from grid.get((row + up, column + across), ())


def _all(grid: Grid) -> Iterator[Point]:
    for points in grid.values():
        yield from points


def _km(one: Point, other: Point) -> float:
    """Return the distance as on a flat map, which is near enough up to some hundred kilometres."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return KM_PER_DEGREE * hypot(north, east)


def _holds(box: Box, point: Point) -> bool:
    return box.south <= point.latitude <= box.north and box.west <= point.longitude <= box.east
