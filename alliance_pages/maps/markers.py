"""Where participants lie: seat by seat, or a mark for each country where there are too many."""

from dataclasses import dataclass
from typing import Any

from participants.models import Participant
from participants.registry.by_country import Country, countries, participants_in
from participants.registry.listing.loading import load
from participants.values.countries import country_name
from participants.values.folding import fold

MOST_MARKERS = 1_000  # more are no longer told apart on a screen, and make a page of megabytes

_READS = ("slug", "country", "latitude", "longitude", "texts.name")


@dataclass(frozen=True)
class Markers:
    """What a map shows, and the list beside it: participants, or else countries.

    total: how many participants there are; former: how many of a country took part once.
    """

    total: int
    participants: list[Any]
    countries: list[Country]
    former: int = 0

    @property
    def codes(self) -> set[str]:
        """Return the codes of the countries that are shown."""
        return {place.country for place in self.participants} | {
            country.code for country in self.countries
        }

    @property
    def countries_by_name(self) -> list[Country]:
        """Return the countries in the order of their names in the active language."""
        return sorted(self.countries, key=lambda country: fold(country_name(country.code)))


def markers_of_all() -> Markers:
    """Return where all lie that take part today."""
    every = countries()
    total = sum(country.count for country in every)
    if total > MOST_MARKERS:
        return Markers(total, [], every)
    return Markers(total, load(Participant.objects.public().taking_part().keys(), _READS), [])


def markers_in(code: str) -> Markers:
    """Return where the participants of a country lie that take part today."""
    keys, former = participants_in(code)
    if len(keys) > MOST_MARKERS:
        here = [country for country in countries() if country.code == code]
        return Markers(len(keys), [], here, former)
    return Markers(len(keys), load(keys, _READS), [], former)
