"""A map of the Council of Europe area as inline SVG, and the participants that are marked on it."""

import functools
import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from participants.models import Participant
from participants.registry.listing.loading import load
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import MOST_PLACES, Country, countries, participants_in
from participants.values.countries import country_name
from participants.values.text import fold

DATA_FILE = Path(__file__).parent / "data" / "europe.json"
FOCUS_SCALE = 1.4  # of the country's own extent: a fifth of it as margin on each side
FOCUS_MINIMUM = 110.0  # width in view box units, about 585 km
POINT_RADIUS_SHARE = 0.008  # of the width shown
HEAVIEST = 4  # times the radius of a point: what the heaviest mark has

Box = tuple[float, float, float, float]  # x, y, width, height in view box units


class UnknownCountryError(LookupError):
    """Say that the map has no outline for a country code."""


class PositionError(ValueError):
    """Say that a latitude and longitude have no place on the plane."""


@dataclass(frozen=True)
class MapPoint:
    """Name a place to show; WGS 84 degrees. An empty href makes a mark without a link.

    weight: how much it stands for, or 0 for a place of its own; the mark's area grows with it.
    """

    label: str
    href: str
    latitude: float
    longitude: float
    weight: int = 0


@dataclass(frozen=True)
class PlacedPoint:
    """Hold a place on the drawing; view box units."""

    x: float
    y: float
    label: str
    href: str
    radius: float


@dataclass(frozen=True)
class MapCountry:
    """Hold one country's outline, an SVG path in view box units."""

    code: str
    name: str
    path: str
    href: str
    is_highlighted: bool


@dataclass(frozen=True)
class EuropeMap:
    """Hold what templates/alliance_pages/includes/map.html prints; view box units."""

    view_box: str
    countries: tuple[MapCountry, ...]
    context: str
    points: tuple[PlacedPoint, ...]
    off_map: tuple[MapPoint, ...]
    point_radius: float

    @property
    def has_links(self) -> bool:
        """Tell whether any country or place on the map leads somewhere."""
        return any(c.href for c in self.countries) or any(p.href for p in self.points)


@functools.cache
def _data() -> dict[str, Any]:
    return dict(json.loads(DATA_FILE.read_text(encoding="utf-8")))


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place a WGS 84 position (degrees) on the map (view box units, y downwards)."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PositionError(f"not a latitude and longitude in degrees: {latitude}, {longitude}")
    constants: dict[str, float] = _data()["projection"]
    origin = math.radians(constants["latitude_of_origin"])
    parallel = math.radians(latitude)
    meridian = math.radians(longitude - constants["longitude_of_origin"])
    # The position on the unit sphere, turned so that the middle of the map looks at the reader.
    forward, up = math.cos(parallel) * math.cos(meridian), math.sin(parallel)
    east = math.cos(parallel) * math.sin(meridian)
    north = math.cos(origin) * up - math.sin(origin) * forward
    nearness = 1 + math.sin(origin) * up + math.cos(origin) * forward  # 0 at the opposite point
    if nearness < 1e-9:
        raise PositionError(f"opposite the middle of the map: {latitude}, {longitude}")
    kilometres = constants["radius_km"] * math.sqrt(2 / nearness)
    right, down = kilometres * east - constants["left_km"], constants["top_km"] - kilometres * north
    return right / constants["km_per_unit"], down / constants["km_per_unit"]


def _focus_box(code: str) -> Box:
    """Frame one country in the proportions of the whole map (view box units)."""
    if code not in _data()["bounds"]:
        raise UnknownCountryError(code)
    x, y, width, height = _data()["bounds"][code]
    _, _, full_width, full_height = _data()["viewBox"]
    left, top, drawn_width, drawn_height = _data()["drawn"]
    wide = max(width * FOCUS_SCALE, height * FOCUS_SCALE * full_width / full_height, FOCUS_MINIMUM)
    wide = min(wide, full_width)
    high = wide * full_height / full_width
    shown_x = min(max(x + (width - wide) / 2, left), left + drawn_width - wide)
    shown_y = min(max(y + (height - high) / 2, top), top + drawn_height - high)
    return shown_x, shown_y, wide, high


def _overlap(a: Box, b: Box) -> bool:
    return all(a[n] <= b[n] + b[n + 2] and b[n] <= a[n] + a[n + 2] for n in (0, 1))


def europe_map(
    points: Iterable[MapPoint],
    highlighted: Collection[str] = (),
    country_links: Mapping[str, str] | None = None,
    country_names: Mapping[str, str] | None = None,
    focus: str | None = None,
) -> EuropeMap:
    """Draw the map, or the part around one country; codes it has no outline for are skipped."""
    data = _data()
    box: Box = _focus_box(focus) if focus else tuple(data["viewBox"])
    links, names = country_links or {}, country_names or {}
    countries = [
        MapCountry(code, names.get(code, code), path, links.get(code, ""), code in highlighted)
        for code, path in data["countries"].items()
        if _overlap(data["bounds"][code], box)
    ]
    # The highlighted ones are painted last, so that their borders lie on top.
    painted = tuple(sorted(countries, key=lambda country: country.is_highlighted))
    placed, off_map = [], []
    points = list(points)
    radius = round(box[2] * POINT_RADIUS_SHARE, 2)
    heaviest = max((point.weight for point in points), default=0)
    for point in points:
        share = HEAVIEST * math.sqrt(point.weight / heaviest) if heaviest else 1
        try:
            x, y = project(point.latitude, point.longitude)
        except PositionError:
            x = y = math.inf
        if _overlap((x, y, 0, 0), box):
            size = round(radius * max(share, 1), 2)
            placed.append(PlacedPoint(round(x, 2), round(y, 2), point.label, point.href, size))
        else:
            off_map.append(point)
    placed.sort(key=lambda point: -point.radius)  # a small mark lies on a large one
    view_box = " ".join(f"{round(number, 2):g}" for number in box)
    return EuropeMap(view_box, painted, data["context"], tuple(placed), tuple(off_map), radius)


_READS = ("slug", "country", "latitude", "longitude", "texts.name")


class Markers:
    """What a map shows, and the list beside it: participants, or else countries.

    former: how many of a country took part once.
    """

    def __init__(
        self, countries: list[Country], keys: Callable[[], Sequence[int]], former: int = 0
    ) -> None:
        self.total = sum(country.count for country in countries)
        self.former = former
        self.codes = {country.code for country in countries}
        self.countries = countries if self.total > MOST_PLACES else []
        self._keys = keys

    @cached_property
    def participants(self) -> list[Any]:
        """Return those who are told apart, in the order of their names."""
        return [] if self.countries else load(self._keys(), _READS)

    @property
    def countries_by_name(self) -> list[Country]:
        """Return the countries in the order of their names in the active language."""
        return sorted(self.countries, key=lambda country: fold(country_name(country.code)))


def markers_of_all(version: RegistryVersion) -> Markers:
    """Return where all lie that take part today."""
    return Markers(countries(version), Participant.objects.public().taking_part().keys)


def markers_in(code: str, version: RegistryVersion) -> Markers:
    """Return where the participants of a country lie that take part today."""
    keys, former = participants_in(code, version)
    here = [country for country in countries(version) if country.code == code]
    return Markers(here, lambda: keys, former)
