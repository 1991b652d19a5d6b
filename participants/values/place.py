"""Points, boxes and distances on the globe."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin

from django.db.models import F, FloatField, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
FARTHEST_KM = EARTH_RADIUS_KM * pi


@dataclass(frozen=True)
class Point:
    """A place in WGS 84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Box:
    """An area between two parallels and two meridians, in WGS 84 degrees.

    Where west lies east of east, the box crosses the antimeridian.
    """

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, centre: Point, radius_km: float) -> "Box":
        """Return the smallest box that holds everything within the radius."""
        angle = min(radius_km / EARTH_RADIUS_KM, pi)
        # A hair wider than exact, so that rounding never cuts what lies on the circle.
        reach = degrees(angle) + 1e-6
        south, north = centre.latitude - reach, centre.latitude + reach
        if south <= -90 or north >= 90:
            return cls(-180, max(south, -90), 180, min(north, 90))
        spread = degrees(asin(min(1.0, sin(angle) / cos(radians(centre.latitude))))) + 1e-6
        west, east = _wrapped(centre.longitude - spread), _wrapped(centre.longitude + spread)
        return cls(west, south, east, north)

    def as_filter(self) -> Q:
        """Return the condition on `latitude` and `longitude`, borders included."""
        if self.west <= self.east:
            across = Q(longitude__gte=self.west, longitude__lte=self.east)
        else:
            across = Q(longitude__gte=self.west) | Q(longitude__lte=self.east)
        return Q(latitude__gte=self.south, latitude__lte=self.north) & across


def _wrapped(longitude: float) -> float:
    """Return the same meridian between -180 and 180 degrees."""
    return (longitude + 180) % 360 - 180


def km_between(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points, in kilometres (haversine)."""
    latitudes, longitudes = (
        (radians(one.latitude), radians(other.latitude)),
        (radians(one.longitude), radians(other.longitude)),
    )
    chord = sin((latitudes[1] - latitudes[0]) / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * (
        sin((longitudes[1] - longitudes[0]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, chord**0.5))


def distance_km(point: Point) -> Combinable:
    """Return the great-circle distance to a point, in kilometres (haversine)."""
    latitude = Radians(Cast(F("latitude"), FloatField()))
    longitude = Radians(Cast(F("longitude"), FloatField()))
    here_latitude, here_longitude = radians(point.latitude), radians(point.longitude)
    chord = Power(Sin((latitude - Value(here_latitude)) / Value(2.0)), 2) + Value(
        cos(here_latitude)
    ) * Cos(latitude) * Power(Sin((longitude - Value(here_longitude)) / Value(2.0)), 2)
    return Value(2 * EARTH_RADIUS_KM) * ASin(Least(Value(1.0), Sqrt(chord)))
