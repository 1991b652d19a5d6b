"""Who takes part near a participant, in its country, or on its themes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from participants.models import Participant, ParticipantTheme
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import participants_in
from participants.values.place import Point, km_between

MOST_RELATED = 4
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


@dataclass(frozen=True)
class _Everybody:
    """Who takes part, in the order of their names: where, and on which themes, by their keys."""

    seats: Mapping[int, Point]
    themes: Mapping[int, frozenset[str]]


def related_to(place: Place) -> Related:
    """Return who is related to a place, asking the registry once for each of its states."""
    version = RegistryVersion.now()
    everybody = version.remember("seats and themes", _read_everybody)
    distances = _distances(place, everybody)
    near = nsmallest(MOST_RELATED, distances, key=distances.__getitem__)
    return Related(
        neighbours={key: distances[key] for key in near},
        in_country=_following(place.key, participants_in(place.country, version)[0]),
        on_themes=_alike(place, everybody, distances),
    )


def _distances(place: Place, everybody: _Everybody) -> dict[int, float]:
    """Return how far all others are away, in kilometres; nothing of a place without a seat."""
    if place.seat is None:
        return {}
    seats = everybody.seats.items()
    return {key: km_between(place.seat, seat) for key, seat in seats if key != place.key}


def _following(own: int, keys: Sequence[int]) -> list[int]:
    """Return those that follow by name, so that every profile is led to from another one."""
    at = keys.index(own) + 1 if own in keys else 0
    around = [*keys[at : at + MOST_RELATED], *keys[:MOST_RELATED]]
    return [key for key in dict.fromkeys(around) if key != own][:MOST_RELATED]


def _alike(place: Place, everybody: _Everybody, distances: Mapping[int, float]) -> list[int]:
    shared = {key: len(place.themes & themes) for key, themes in everybody.themes.items()}
    found = (key for key, number in shared.items() if number and key != place.key)
    return nsmallest(
        MOST_RELATED, found, key=lambda key: (-shared[key], distances.get(key, float("inf")))
    )


def _read_everybody() -> _Everybody:
    here = Participant.objects.public().taking_part()
    rows = here.order_by("sort_name", "pk").values_list("pk", "latitude", "longitude")
    places = list(rows)
    items = ParticipantTheme.objects.filter(content_object__in=here.order_by().values("pk"))
    themes = _grouped(items.order_by().values_list("content_object", "tag__slug"))
    return _Everybody(
        seats={
            key: Point(float(latitude), float(longitude))
            for key, latitude, longitude in places
            if latitude is not None and longitude is not None
        },
        themes={key: themes.get(key, _NOTHING) for key, _latitude, _longitude in places},
    )


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for key, theme in pairs:
        found.setdefault(key, set()).add(theme)
    return {key: frozenset(themes) for key, themes in found.items()}
