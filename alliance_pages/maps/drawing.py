"""What is drawn on a map, in view box units."""

from dataclasses import dataclass
from typing import SupportsFloat

from alliance_pages.maps.insets import Inset
from alliance_pages.maps.names import Written
from alliance_pages.maps.outlines import Box

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
class Focus:
    """Name the country around which a part of the map is drawn.

    proportions: of that part, height to width; those of the whole map unless said.
    """

    country: str
    proportions: float | None = None


@dataclass(frozen=True)
class PlacedPoint:
    """Hold a place on the drawing; view box units.

    count: as `MapPoint.weight`; is_crowded: whether it has no room for that on a narrow map.
    """

    x: float
    y: float
    label: str
    href: str
    radius: float
    count: int
    is_crowded: bool = False

    @property
    def box(self) -> Box:
        """Return what it covers."""
        return self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius


@dataclass(frozen=True)
class MapCountry:
    """Hold one country's outline, an SVG path in view box units.

    statement: what is told of it while it is pointed at, or ""; ring: x, y and radius of what is
    drawn around one that is hardly to be seen, or None; inset: where it is drawn enlarged, or None;
    is_stop: whether the tab key stops at it, or else at its inset.
    """

    code: str
    name: str
    statement: str
    path: str
    href: str
    is_highlighted: bool
    ring: tuple[float, float, float] | None
    inset: Inset | None
    is_stop: bool


@dataclass(frozen=True)
class EuropeMap:
    """Hold what templates/alliance_pages/includes/map.html prints; view box units.

    off_map: what lies elsewhere; written: all names; font_size: theirs.
    """

    view_box: str
    countries: tuple[MapCountry, ...]
    context: str
    points: tuple[PlacedPoint, ...]
    off_map: tuple[MapPoint, ...]
    written: Written
    font_size: float

    @property
    def has_links(self) -> bool:
        """Tell whether any country or place on the map leads somewhere."""
        return any(c.href for c in self.countries) or any(p.href for p in self.points)

    @property
    def has_seats(self) -> bool:
        """Tell whether any point is the seat of one."""
        return any(not point.count for point in self.points)

    @property
    def has_counts(self) -> bool:
        """Tell whether any mark says how many there are."""
        return any(point.count for point in self.points)

    @property
    def insets(self) -> list[MapCountry]:
        """Return the small states that are drawn enlarged, in the order of their places."""
        small = [country for country in self.countries if country.inset]
        return sorted(small, key=lambda country: country.code)

    @property
    def points_are_stops(self) -> bool:
        """Tell whether the tab key stops at the points, which a list beside the map has too."""
        links = [country.href for country in self.countries] + [point.href for point in self.points]
        return sum(map(bool, links)) <= MOST_STOPS
