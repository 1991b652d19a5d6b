"""What is marked on a map: participants, or countries where there are too many of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from alliance_pages.maps.europe import EuropeMap, MapPoint, europe_map, is_drawn
from participants.models import Participant
from participants.registry.listing.loading import load
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import MOST_PLACES, Country, countries, participants_in
from participants.values.countries import CODES, country_name
from participants.values.text import fold

# More participants than this are told by country on the map of all.
MOST_SEATS = 40
_READS = ("slug", "country", "latitude", "longitude", "texts.name")


class Markers:
    """What a map shows, and the list beside it: participants, or else countries.

    by_country: how many there are in each; former: how many of a country took part once; most: how
    many are told apart.
    """

    def __init__(
        self,
        countries: list[Country],
        keys: Callable[[], Sequence[int]],
        former: int = 0,
        most: int = MOST_PLACES,
    ) -> None:
        self.total = sum(country.count for country in countries)
        self.former = former
        self.codes = {country.code for country in countries}
        self.by_country = countries
        self.countries = countries if self.total > most else []
        self._keys = keys

    @cached_property
    def participants(self) -> list[Any]:
        """Return those who are told apart, in the order of their names."""
        return [] if self.countries else load(self._keys(), _READS)

    @property
    def countries_by_name(self) -> list[Country]:
        """Return the countries in the order of their names in the active language."""
        return sorted(self.countries, key=lambda country: fold(country_name(country.code)))


def map_of(
    markers: Markers,
    *,
    profile: Callable[[Any], str],
    mark: Callable[[Country], tuple[str, str]],
    country_links: Mapping[str, str] | None = None,
    focus: str | None = None,
) -> EuropeMap:
    """Draw a map with a point for each seat, or with a mark for each country.

    profile: returns where that of a participant is, or ""; mark: what that of a country is called,
    and where it leads, or "". A country that leads somewhere says how many there are in it.
    """
    points = [
        MapPoint(str(place), profile(place), place.latitude, place.longitude)
        for place in markers.participants
    ]
    marks = [
        MapPoint(*mark(found), found.latitude, found.longitude, found.count)
        for found in markers.countries
    ]
    told = {found.code: mark(found)[0] for found in markers.by_country}
    return europe_map(
        [*points, *marks],
        highlighted=markers.codes,
        country_links=country_links,
        country_names={code: (country_name(code), told.get(code, "")) for code in CODES},
        focus=focus,
    )


def markers_of_all(version: RegistryVersion) -> Markers:
    """Return where all lie that take part today."""
    keys = Participant.objects.public().taking_part().keys
    return Markers(countries(version), keys, most=MOST_SEATS)


def markers_in(code: str, version: RegistryVersion) -> Markers:
    """Return where the participants of a country lie that take part today."""
    keys, former = participants_in(code, version)
    here = [country for country in countries(version) if country.code == code]
    return Markers(here, lambda: keys, former)


def locator(place: Participant) -> EuropeMap | None:
    """Return the part of the map around the seat of a participant, or None without a seat."""
    if place.latitude is None or place.longitude is None:
        return None
    focus = place.country if is_drawn(place.country) else None
    seat = MapPoint(str(place), "", place.latitude, place.longitude)
    return europe_map([seat], highlighted={place.country}, focus=focus)
