"""Where an authority that asks to join probably lies, from the bundled places of Europe."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from participants.models import Application, Kind
from participants.registry.names import own_names, own_words

# GeoNames, CC BY 4.0; see the README beside it.
PLACES = Path(__file__).parents[1] / "data" / "places.csv"

# The others are named after a landscape, or a river that a town elsewhere is named after too.
KINDS_WITH_A_PLACE = frozenset((Kind.CITY, Kind.MUNICIPALITY, Kind.METROPOLITAN_CITY))

# How many times as many people must live in one of two places of a name for it to be meant.
MUCH_BIGGER = 10


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


def proposed_position(application: Application) -> Place | None:
    """Return the place that an authority is named after, or None where that is not certain."""
    if application.kind not in KINDS_WITH_A_PLACE:
        return None
    known = _places_by_name(application.country)
    found = {place for name in own_names(application.all_names) for place in known.get(name, ())}
    by_size = sorted(found, key=lambda place: -place.population)
    if len(by_size) > 1 and by_size[0].population < MUCH_BIGGER * max(by_size[1].population, 1):
        return None
    return by_size[0] if by_size else None


@cache
def _places_by_name(country: str) -> dict[tuple[str, ...], list[Place]]:
    """Return the places of a country by the own words of their names; kept once read."""
    places: dict[tuple[str, ...], list[Place]] = {}
    for place in read_places(country):
        places.setdefault(own_words(place.name), []).append(place)
    return places
