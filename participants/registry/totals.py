"""What there is in each country, and totals of figures.

Counts are worked out once for each state of the registry; a total is over one basis, and says so.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Avg, Count, Max, Min, Q, Sum, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext, ngettext, pgettext

from participants.models import Participant
from participants.models.parts.figure import Basis, Figure, Qualifier
from participants.models.querysets import ParticipantQuerySet
from participants.registry.registry_cache import RegistryVersion
from participants.values.languages import babel_locale

MOST_NAMED = 100
# On a map: more are no longer told apart on a screen, and make a page of megabytes.
MOST_PLACES = 1_000


@dataclass(frozen=True)
class RegistryCounts:
    """How many take part, of how many countries, and how many of them without a known date."""

    participants: int
    countries: int
    undated: int


@dataclass(frozen=True)
class Country:
    """The participants of a country that take part today, and the middle of their seats.

    numbered: how many have a number, of which `highest` is the highest, or 0; latitude, longitude:
    WGS 84 degrees, or None where no seat is known.
    """

    code: str
    count: int
    numbered: int
    highest: int
    seats: int
    undated: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class FormerParticipants:
    """Those of a country that took part once and do no more; numbers as those of `Country`."""

    count: int
    numbered: int
    highest: int


@dataclass(frozen=True)
class NamedParticipants:
    """Those taking part in a country. first: the keys of the first MOST_NAMED by name."""

    count: int
    first: array


def countries(version: RegistryVersion) -> list[Country]:
    everybody = Participant.objects.public().taking_part()
    return version.remember("countries", lambda: countries_among(everybody))


def counts() -> RegistryCounts:
    """Return how many take part today, of how many countries."""
    found = countries(RegistryVersion.now())
    return RegistryCounts(
        participants=sum(country.count for country in found),
        countries=len(found),
        undated=sum(country.undated for country in found),
    )


def participants_in(code: str, version: RegistryVersion) -> tuple[array, int]:
    """Return the keys of those of a country that take part, by name, and how many did once."""
    here = Participant.objects.public().taking_part().in_country(code)
    return version.remember(("keys in", code), here.keys), former_counts(version).get(code, 0)


def named_participants() -> Mapping[str, NamedParticipants]:
    """Return the first of each country that take part today, by its code."""
    return RegistryVersion.now().remember("named participants", _read_named)


def former_participants(version: RegistryVersion) -> Mapping[str, FormerParticipants]:
    """Return those of each country that took part once and do no more, by its code."""
    return version.remember("former", _read_former)


def former_counts(version: RegistryVersion) -> Mapping[str, int]:
    """Return how many of each country took part once and do no more, by its code."""
    return {code: here.count for code, here in former_participants(version).items()}


def kind_counts() -> Mapping[str, int]:
    """Return how many of each kind take part today, by its code."""
    return RegistryVersion.now().remember("kinds", _read_kinds)


def _read_kinds() -> dict[str, int]:
    here = Participant.objects.public().taking_part().order_by("kind").values_list("kind")
    return dict(list(here.annotate(Count("pk"))))


def _read_former() -> dict[str, FormerParticipants]:
    former = Participant.objects.public().former().order_by("country").values_list("country")
    found = former.annotate(Count("pk"), Count("number"), Max("number"))
    return {
        code: FormerParticipants(count, numbered, highest or 0)
        for code, count, numbered, highest in found
    }


def countries_among(participants: ParticipantQuerySet) -> list[Country]:
    """Return the countries of some participants, with how many are of each."""
    rows = participants.order_by("country").values("country")
    found = rows.annotate(
        count=Count("pk"),
        numbered=Count("number"),
        highest=Max("number"),
        seats=Count("latitude"),
        undated=Count("pk", filter=Q(joined_on=None)),
        middle_latitude=Avg("latitude"),
        middle_longitude=Avg("longitude"),
    )
    return [
        Country(
            row["country"],
            row["count"],
            row["numbered"],
            row["highest"] or 0,
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


def figure_totals(found: ParticipantQuerySet) -> list[dict[str, Any]]:
    """Return the total of the shown figures for each measure and basis.

    Figures without a stated basis are left out: nobody knows whether they belong together.
    """
    figures = Figure.objects.filter(
        participant__in=found.order_by().values("pk"), is_shown=True, value__isnull=False
    ).exclude(basis=Basis.UNKNOWN)
    return list(
        figures.order_by("measure", "basis")
        .values("measure", "basis")
        .annotate(
            participants=Count("pk"),
            total=Sum("value"),
            total_max=Sum(Coalesce("value_max", "value")),
            inexact=Count("pk", filter=~Q(qualifier=Qualifier.EXACT)),
            first_year=Min("year"),
            last_year=Max("year"),
        )
    )


def represent_totals(totals: list[dict[str, Any]]) -> Iterator[Any]:
    """Yield the totals with `display`, in the active language."""
    for total in totals:
        row = {name: value for name, value in total.items() if name != "inexact"}
        row["total_max"] = total["total_max"] if total["total_max"] > total["total"] else None
        yield {**row, "display": _display(total)}


def _display(total: dict[str, Any]) -> str:
    """Return "about 5,400 (unofficial data, 2012 to 2014, sum over 3 participants)"."""
    locale = babel_locale()
    quantity = format_decimal(total["total"], locale=locale)
    if total["total_max"] > total["total"]:
        quantity = pgettext("range of figures", "%(lower)s to %(upper)s") % {
            "lower": quantity,
            "upper": format_decimal(total["total_max"], locale=locale),
        }
    if total["inexact"]:
        quantity = gettext("about %(value)s") % {"value": quantity}
    caveats = [str(Basis(total["basis"]).label), _years(total), _participants(total)]
    return gettext("%(statement)s (%(caveats)s)") % {
        "statement": quantity,
        "caveats": ", ".join(filter(None, caveats)),
    }


def _years(total: dict[str, Any]) -> str:
    first, last = total["first_year"], total["last_year"]
    if first is None or first == last:
        return str(first or "")
    return gettext("%(first)d to %(last)d") % {"first": first, "last": last}


def _participants(total: dict[str, Any]) -> str:
    text = ngettext(
        "sum over %(count)d participant", "sum over %(count)d participants", total["participants"]
    )
    return text % {"count": total["participants"]}
