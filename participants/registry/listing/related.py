"""Who takes part near a participant, in its country, or on its themes."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import radians
from operator import itemgetter
from typing import NamedTuple

from participants.models import Participant, ParticipantTheme
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import participants_in
from participants.values.place import EARTH_RADIUS_KM, Point, km_between

MOST_RELATED = 4
# Two ways of working out one distance differ by less. Kilometres.
ROUNDING_KM = 1e-6
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Whose relations are asked for. themes: by their slugs."""

    key: int
    country: str
    seat: Point | None
    themes: frozenset[str]


@dataclass(frozen=True)
class Related:
    """The keys of others that take part, at most MOST_RELATED of each sort.

    neighbours: the nearest, with the distance in kilometres; on_themes: those that share the most
    themes, the nearest first.
    """

    neighbours: Mapping[int, float]
    in_country: Sequence[int]
    on_themes: Sequence[int]


class _Seat(NamedTuple):
    """Where somebody is. order: its place among all by name."""

    latitude: float
    order: int
    key: int
    point: Point


class _Found(NamedTuple):
    """Somebody near: the nearest comes first, and of equals whose name does."""

    km: float
    order: int
    key: int


@dataclass
class _Group:
    """Some that take part. seats: from south to north; by_name: place among all, and key."""

    seats: list[_Seat] = field(default_factory=list)
    by_name: list[tuple[int, int]] = field(default_factory=list)
    unplaced_by_name: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Everybody:
    """Who takes part: all, and those of each set of themes."""

    all: _Group
    on_themes: Mapping[frozenset[str], _Group]


def related_to(place: Place) -> Related:
    """Return who is related to a place, asking the registry once for each of its states."""
    version = RegistryVersion.now()
    everybody = version.remember("seats and themes", _read_everybody)
    near = _nearest(place, [everybody.all])
    return Related(
        neighbours={found.key: found.km for found in near},
        in_country=_following(place.key, participants_in(place.country, version)[0]),
        on_themes=_alike(place, everybody),
    )


def _nearest(place: Place, groups: Iterable[_Group]) -> list[_Found]:
    """Return the nearest others of some groups, none of a place without a seat.

    From the place's parallel to the north and to the south, until a parallel is farther away than
    those that are found: only who lies between is measured.
    """
    best: list[_Found] = []
    if place.seat is None:
        return best
    here = place.seat
    for group in groups:
        seats = group.seats
        start = bisect_left(seats, here.latitude, key=lambda seat: seat.latitude)
        for way in (range(start, len(seats)), range(start - 1, -1, -1)):
            for seat in map(seats.__getitem__, way):
                away = radians(abs(seat.latitude - here.latitude)) * EARTH_RADIUS_KM
                if len(best) == MOST_RELATED and away - ROUNDING_KM > best[-1].km:
                    break
                if seat.key != place.key:
                    insort(best, _Found(km_between(here, seat.point), seat.order, seat.key))
                    del best[MOST_RELATED:]
    return best


def _following(own: int, keys: Sequence[int]) -> list[int]:
    """Return those that follow by name, so that every profile is led to from another one."""
    at = keys.index(own) + 1 if own in keys else 0
    around = [*keys[at : at + MOST_RELATED], *keys[:MOST_RELATED]]
    return [key for key in dict.fromkeys(around) if key != own][:MOST_RELATED]


def _alike(place: Place, everybody: _Everybody) -> list[int]:
    by_number: dict[int, list[_Group]] = {}
    for themes, group in everybody.on_themes.items():
        by_number.setdefault(len(place.themes & themes), []).append(group)
    found: list[int] = []
    for number in sorted(by_number, reverse=True):
        if number and len(found) < MOST_RELATED:
            found += _of_equals(place, by_number[number])
    return found[:MOST_RELATED]


def _of_equals(place: Place, groups: Sequence[_Group]) -> list[int]:
    """Return the nearest of some groups, then those of which nobody can tell how far they are."""
    near = [found.key for found in _nearest(place, groups)]
    others = sorted(
        named
        for group in groups
        for named in (group.unplaced_by_name if place.seat else group.by_name)[: MOST_RELATED + 1]
    )
    return near + [key for _order, key in others if key != place.key]


def _read_everybody() -> _Everybody:
    here = Participant.objects.public().taking_part()
    rows = here.order_by("sort_name", "pk").values_list("pk", "latitude", "longitude")
    places = list(rows)
    items = ParticipantTheme.objects.filter(content_object__in=here.order_by().values("pk"))
    themes = _grouped(items.order_by().values_list("content_object", "tag__slug"))
    everybody, on_themes = _Group(), dict[frozenset[str], _Group]()
    for order, (key, latitude, longitude) in enumerate(places):
        for group in (everybody, on_themes.setdefault(themes.get(key, _NOTHING), _Group())):
            group.by_name.append((order, key))
            if latitude is None or longitude is None:
                group.unplaced_by_name.append((order, key))
            else:
                point = Point(float(latitude), float(longitude))
                group.seats.append(_Seat(point.latitude, order, key, point))
    for group in (everybody, *on_themes.values()):
        group.seats.sort(key=itemgetter(0))
    return _Everybody(everybody, on_themes)


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for key, theme in pairs:
        found.setdefault(key, set()).add(theme)
    return {key: frozenset(themes) for key, themes in found.items()}
