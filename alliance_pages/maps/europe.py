"""A map of the Council of Europe area as inline SVG, with marks on it."""

import math
from collections.abc import Collection, Iterable, Mapping

from alliance_pages.maps.drawing import (
    MOST_STOPS,
    EuropeMap,
    Focus,
    MapCountry,
    MapPoint,
    PlacedPoint,
)
from alliance_pages.maps.insets import insets
from alliance_pages.maps.names import LETTER
from alliance_pages.maps.outlines import (
    Box,
    PositionError,
    UnknownCountryError,
    area,
    facts,
    outlines_within,
    overlap,
    overview,
    project,
)
from alliance_pages.maps.writing import mark_crowded, write

FOCUS_SCALE = 1.4  # of the country's own extent: a fifth of it as margin on each side
FOCUS_MINIMUM = 110.0  # width in view box units, about 585 km
POINT_RADIUS_SHARE = 0.008  # of the width shown
HEAVIEST = 4  # times the radius of a point: what the heaviest mark has; all have room for a number
TINY = 12.0  # of a country in view box units: it has a ring around it, to be seen and hit
FONT_SHARE = 0.018  # of the width shown
FONT_SHARE_OF_A_PART = 0.032  # which stands in a narrower place


def _focus_box(focus: Focus) -> Box:
    """Frame one country (view box units)."""
    if focus.country not in facts()["bounds"]:
        raise UnknownCountryError(focus.country)
    x, y, width, height = facts()["bounds"][focus.country]
    _, _, full_width, full_height = facts()["viewBox"]
    left, top, drawn_width, drawn_height = facts()["drawn"]
    proportions = focus.proportions or full_height / full_width
    wide = max(width * FOCUS_SCALE, height * FOCUS_SCALE / proportions, FOCUS_MINIMUM)
    wide = min(wide, full_width, drawn_height / proportions)
    high = wide * proportions
    shown_x = min(max(x + (width - wide) / 2, left), left + drawn_width - wide)
    shown_y = min(max(y + (height - high) / 2, top), top + drawn_height - high)
    return shown_x, shown_y, wide, high


def _ring(code: str, box: Box) -> tuple[float, float, float] | None:
    x, y, width, height = facts()["bounds"][code]
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
    focus: Focus | None = None,
) -> EuropeMap:
    """Draw the map, or the part around one country; codes it has no outline for are skipped.

    country_names: what each is called, and what is told of it while it is pointed at, or "".
    """
    box: Box = _focus_box(focus) if focus else tuple(facts()["viewBox"])
    shown = outlines_within(box) if focus else overview()
    links, names = country_links or {}, country_names or {}
    enlarged = {} if focus else insets()
    stops = sorted(links.keys() & shown.countries, key=area, reverse=True)[:MOST_STOPS]
    countries = [
        MapCountry(
            code,
            name,
            statement,
            path,
            links.get(code, ""),
            code in highlighted,
            _ring(code, box),
            enlarged.get(code),
            code in stops,
        )
        for code, path in shown.countries.items()
        for name, statement in [names.get(code, (code, ""))]
    ]
    # The highlighted ones are painted last, so that their borders lie on top.
    painted = tuple(sorted(countries, key=lambda country: country.is_highlighted))
    font_size = round(box[2] * (FONT_SHARE_OF_A_PART if focus else FONT_SHARE), 2)
    placed, off_map = _place(points, box, font_size)
    view_box = " ".join(f"{round(number, 2):g}" for number in box)
    written = write(painted, placed, box, font_size, focus.country if focus else None)
    return EuropeMap(view_box, painted, shown.context, placed, off_map, written, font_size)


def _place(
    points: Iterable[MapPoint], box: Box, font_size: float
) -> tuple[tuple[PlacedPoint, ...], tuple[MapPoint, ...]]:
    """Return the points on a part of the map, and those that lie elsewhere."""
    points = list(points)
    radius = round(box[2] * POINT_RADIUS_SHARE, 2)
    heaviest = max((point.weight for point in points), default=0)
    placed, off_map = [], []
    for point in points:
        share = HEAVIEST * math.sqrt(point.weight / heaviest) if heaviest else 1
        # Half of the number, and of a point.
        number = (len(str(point.weight)) * LETTER * font_size + radius) / 2 if point.weight else 0
        x, y = _place_of(point)
        if overlap((x, y, 0, 0), box):
            size = round(max(radius * share, number), 2)
            at = (round(x, 2), round(y, 2))
            placed.append(PlacedPoint(*at, point.label, point.href, size, point.weight))
        else:
            off_map.append(point)
    placed.sort(key=lambda point: -point.radius)  # a small mark lies on a large one
    return mark_crowded(placed, box, font_size), tuple(off_map)


def _place_of(point: MapPoint) -> tuple[float, float]:
    """Return where a point lies on the map, or infinity where it lies nowhere."""
    if point.latitude is None or point.longitude is None:
        return math.inf, math.inf
    try:
        return project(float(point.latitude), float(point.longitude))
    except PositionError:
        return math.inf, math.inf
