"""What there is in each country, worked out once for each state of the registry."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Avg, Count, Q, Window
from django.db.models.functions import RowNumber

from participants.models import Participant
from participants.models.querysets import RegistryCounts
from participants.registry.registry_cache import RegistryVersion

MOST_NAMED = 100


@dataclass(frozen=True)
class Country:
    """The participants of a country that take part today, and the middle of their seats.

    latitude, longitude: WGS 84 degrees, or None where no seat is known.
    """

    code: str
    count: int
    seats: int
    undated: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class NamedParticipants:
    """Those taking part in a country. first: the keys of the first MOST_NAMED by name."""

    count: int
    first: array


def countries() -> list[Country]:
    """Return the countries that participants of today lie in."""
    return RegistryVersion.now().remember("countries", _read_countries)


def counts() -> RegistryCounts:
    """Return how many take part today, of how many countries."""
    found = countries()
    return RegistryCounts(
        participants=sum(country.count for country in found),
        countries=len(found),
        undated=sum(country.undated for country in found),
    )


def participants_in(code: str) -> tuple[array, int]:
    """Return the keys of those of a country that take part, by name, and how many did once."""
    here = Participant.objects.public().taking_part().in_country(code)
    version = RegistryVersion.now()
    former = version.remember("former", _read_former)
    return version.remember(("keys in", code), here.keys), former.get(code, 0)


def named_participants() -> Mapping[str, NamedParticipants]:
    """Return the first of each country that take part today, by its code."""
    return RegistryVersion.now().remember("named participants", _read_named)


def former_counts() -> Mapping[str, int]:
    """Return how many of each country took part once and do no more, by its code."""
    return RegistryVersion.now().remember("former", _read_former)


def _read_former() -> dict[str, int]:
    former = Participant.objects.public().former().order_by("country").values_list("country")
    return dict(list(former.annotate(Count("pk"))))


def _read_countries() -> list[Country]:
    rows = Participant.objects.public().taking_part().order_by("country").values("country")
    found = rows.annotate(
        count=Count("pk"),
        seats=Count("latitude"),
        undated=Count("pk", filter=Q(joined_on=None)),
        middle_latitude=Avg("latitude"),
        middle_longitude=Avg("longitude"),
    )
    return [
        Country(
            row["country"],
            row["count"],
            row["seats"],
            row["undated"],
            float(row["middle_latitude"]) if row["seats"] else None,
            float(row["middle_longitude"]) if row["seats"] else None,
        )
        for row in found
    ]


def _read_named() -> dict[str, NamedParticipants]:
    here = Participant.objects.public().taking_part()
    sizes = here.order_by("country").values_list("country").annotate(Count("pk"))
    found = {country: NamedParticipants(size, array("q")) for country, size in sizes}
    place = Window(RowNumber(), partition_by="country", order_by=("sort_name", "pk"))
    first = here.annotate(place=place).filter(place__lte=MOST_NAMED).order_by("place")
    for country, key in first.values_list("country", "pk"):
        found[country].first.append(key)
    return found
