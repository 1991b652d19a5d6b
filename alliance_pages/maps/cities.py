"""Larger cities, which are named on maps so that readers find their way."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from alliance_pages.maps.outlines import Box, overlap, project
from participants.values.languages import by_language

# See the README beside it.
DATA_FILE = Path(__file__).parents[1] / "data" / "cities.csv"


@dataclass(frozen=True)
class City:
    """A larger city. names: by language; x, y: view box units."""

    country: str
    names: dict[str, str]
    x: float
    y: float

    @property
    def name(self) -> str:
        """Return what it is called in the active language."""
        return by_language(self.names, get_language()) or self.names["en"]


def cities_within(box: Box) -> list[City]:
    """Return the cities on a part of the map, the one with most residents first."""
    return [city for city in _cities() if overlap((city.x, city.y, 0, 0), box)]


@cache
def _cities() -> tuple[City, ...]:
    with DATA_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_city(**row) for row in csv.DictReader(file))


def _city(country: str, latitude: str, longitude: str, population: str, **names: str) -> City:
    x, y = project(float(latitude), float(longitude))
    return City(country, names, round(x, 1), round(y, 1))
