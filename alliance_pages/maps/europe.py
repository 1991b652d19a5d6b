"""A map of the Council of Europe area as inline SVG, with marks on it."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import SupportsFloat

from alliance_pages.maps.outlines import (
    Box,
    PositionError,
    UnknownCountryError,
    facts,
    outlines_within,
    overlap,
    overview,
    project,
)

FOCUS_SCALE = 1.4  # of the country's own extent: a fifth of it as margin on each side
FOCUS_MINIMUM = 110.0  # width in view box units, about 585 km
POINT_RADIUS_SHARE = 0.008  # of the width shown
HEAVIEST = 4  # times the radius of a point: what the heaviest mark has
LIGHTEST = 1.6  # the same for the lightest, which has room for its number
TINY = 12.0  # of a country in view box units: it has a ring around it, to be seen and hit
FONT_SHARE = 0.018  # of the width shown
FONT_SHARE_OF_A_PART = 0.032  # which stands in a narrower place
LETTER = 0.56  # the width of a letter, in sizes of the font
MOST_NAMES = 8  # of places on the part around a country
MOST_STOPS = 30  # links on a map that the tab key stops at


@dataclass(frozen=True)
class MapPoint:
    """Name a place to show; WGS 84 degrees, or None where nobody has said where it lies.

    An empty href makes a mark without a link. weight: how much it stands for, or 0 for a place of
    its own; the mark's area grows with it.
    """

    label: str
    href: str
    latitude: SupportsFloat | None
    longitude: SupportsFloat | None
    weight: int = 0


@dataclass(frozen=True)
class PlacedPoint:
    """Hold a place on the drawing; view box units. count: as `MapPoint.weight`."""

    x: float
    y: float
    label: str
    href: str
    radius: float
    count: int


@dataclass(frozen=True)
class MapCountry:
    """Hold one country's outline, an SVG path in view box units.

    statement: what is told of it while it is pointed at, or ""; name_at: x and y of the middle of
    its name; ring: x, y and radius of what is drawn around one that is hardly to be seen, or None.
    """

    code: str
    name: str
    statement: str
    path: str
    href: str
    is_highlighted: bool
    name_at: tuple[float, float]
    ring: tuple[float, float, float] | None


@dataclass(frozen=True)
class EuropeMap:
    """Hold what templates/alliance_pages/includes/map.html prints; view box units.

    off_map: what lies elsewhere; named: the highlighted countries whose names have room, or none on
    the part around one country, where places have names; font_size: of all names.
    """

    view_box: str
    countries: tuple[MapCountry, ...]
    context: str
    points: tuple[PlacedPoint, ...]
    off_map: tuple[MapPoint, ...]
    named: tuple[MapCountry, ...]
    font_size: float

    @property
    def has_links(self) -> bool:
        """Tell whether any country or place on the map leads somewhere."""
        return any(c.href for c in self.countries) or any(p.href for p in self.points)

    @property
    def points_have_names(self) -> bool:
        """Tell whether names stand at the points: those of a few, on the part around a country."""
        return not self.named and len(self.points) <= MOST_NAMES

    @property
    def points_are_stops(self) -> bool:
        """Tell whether the tab key stops at the points, which a list beside the map has too."""
        links = [country.href for country in self.countries] + [point.href for point in self.points]
        return sum(map(bool, links)) <= MOST_STOPS


def _focus_box(code: str) -> Box:
    """Frame one country in the proportions of the whole map (view box units)."""
    if code not in facts()["bounds"]:
        raise UnknownCountryError(code)
    x, y, width, height = facts()["bounds"][code]
    _, _, full_width, full_height = facts()["viewBox"]
    left, top, drawn_width, drawn_height = facts()["drawn"]
    wide = max(width * FOCUS_SCALE, height * FOCUS_SCALE * full_width / full_height, FOCUS_MINIMUM)
    wide = min(wide, full_width)
    high = wide * full_height / full_width
    shown_x = min(max(x + (width - wide) / 2, left), left + drawn_width - wide)
    shown_y = min(max(y + (height - high) / 2, top), top + drawn_height - high)
    return shown_x, shown_y, wide, high


def _ring(bounds: Box, box: Box) -> tuple[float, float, float] | None:
    x, y, width, height = bounds
    # As large as it is seen: on a part of the map the country is larger, and the ring is not.
    if max(width, height) * facts()["viewBox"][2] / box[2] > TINY:
        return None
    middle = (round(x + width / 2, 2), round(y + height / 2, 2))
    return *middle, round(TINY * box[2] / facts()["viewBox"][2], 2)


def is_drawn(code: str) -> bool:
    """Tell whether the map has an outline of a country."""
    return code in facts()["bounds"]


def europe_map(
    points: Iterable[MapPoint],
    highlighted: Collection[str] = (),
    country_links: Mapping[str, str] | None = None,
    country_names: Mapping[str, tuple[str, str]] | None = None,
    focus: str | None = None,
) -> EuropeMap:
    """Draw the map, or the part around one country; codes it has no outline for are skipped.

    country_names: what each is called, and what is told of it while it is pointed at, or "".
    """
    data = facts()
    box: Box = _focus_box(focus) if focus else tuple(data["viewBox"])
    shown = outlines_within(box) if focus else overview()
    links, names = country_links or {}, country_names or {}
    countries = [
        MapCountry(
            code,
            name,
            statement,
            path,
            links.get(code, ""),
            code in highlighted,
            tuple(data["labels"][code]),
            _ring(data["bounds"][code], box),
        )
        for code, path in shown.countries.items()
        for name, statement in [names.get(code, (code, ""))]
    ]
    # The highlighted ones are painted last, so that their borders lie on top.
    painted = tuple(sorted(countries, key=lambda country: country.is_highlighted))
    placed, off_map = [], []
    points = list(points)
    radius = round(box[2] * POINT_RADIUS_SHARE, 2)
    heaviest = max((point.weight for point in points), default=0)
    for point in points:
        share = HEAVIEST * math.sqrt(point.weight / heaviest) if heaviest else 1
        lightest = LIGHTEST if point.weight else 1
        x, y = _place_of(point)
        if overlap((x, y, 0, 0), box):
            size = round(radius * max(share, lightest), 2)
            at = (round(x, 2), round(y, 2))
            placed.append(PlacedPoint(*at, point.label, point.href, size, point.weight))
        else:
            off_map.append(point)
    placed.sort(key=lambda point: -point.radius)  # a small mark lies on a large one
    view_box = " ".join(f"{round(number, 2):g}" for number in box)
    font_size = round(box[2] * (FONT_SHARE_OF_A_PART if focus else FONT_SHARE), 2)
    named = () if focus else _with_room(painted, placed, font_size)
    return EuropeMap(
        view_box, painted, shown.context, tuple(placed), tuple(off_map), named, font_size
    )


def _place_of(point: MapPoint) -> tuple[float, float]:
    """Return where a point lies on the map, or infinity where it lies nowhere."""
    if point.latitude is None or point.longitude is None:
        return math.inf, math.inf
    try:
        return project(float(point.latitude), float(point.longitude))
    except PositionError:
        return math.inf, math.inf


def _with_room(
    countries: Iterable[MapCountry], points: Iterable[PlacedPoint], size: float
) -> tuple[MapCountry, ...]:
    """Return the highlighted countries that have room for their names, the largest ones first.

    The name of one with a point in its middle stands above or below that.
    """
    bounds = facts()["bounds"]
    taken: list[Box] = [
        (point.x - point.radius, point.y - point.radius, 2 * point.radius, 2 * point.radius)
        for point in points
    ]
    found = []
    highlighted = [country for country in countries if country.is_highlighted]
    for country in sorted(highlighted, key=lambda one: -bounds[one.code][2] * bounds[one.code][3]):
        x, middle = country.name_at
        width = len(country.name) * LETTER * size
        for y in (middle, middle - size, middle + size):
            box = (x - width / 2, y - size / 2, width, size)
            if not any(overlap(box, other) for other in taken):
                taken.append(box)
                found.append(replace(country, name_at=(x, round(y, 2))))
                break
    return tuple(found)
