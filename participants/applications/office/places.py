"""Where an authority that asks to join probably lies, from the bundled places of Europe."""

from functools import cache

from participants.models import Application, Kind
from participants.models.identity.names import own_names, own_words
from participants.registry.plausibility.known_places import Place, read_places

# The others are named after a landscape, or a river that a town elsewhere is named after too.
KINDS_WITH_A_PLACE = frozenset((Kind.CITY, Kind.MUNICIPALITY, Kind.METROPOLITAN_CITY))

# How many times as many people must live in one of two places of a name for it to be meant.
MUCH_BIGGER = 10


def proposed_position(application: Application) -> Place | None:
    """Return the place that an authority is named after, or None where that is not certain."""
    if application.kind not in KINDS_WITH_A_PLACE:
        return None
    known = _places_by_name(application.country)
    found = {place for name in own_names(application.all_names) for place in known.get(name, ())}
    by_size = sorted(found, key=lambda place: -place.population)
    if len(by_size) > 1 and by_size[0].population < MUCH_BIGGER * max(by_size[1].population, 1):
        return None
    return by_size[0] if by_size else None


@cache
def _places_by_name(country: str) -> dict[tuple[str, ...], list[Place]]:
    """Return the places of a country by the own words of their names; kept once read."""
    places: dict[tuple[str, ...], list[Place]] = {}
    for place in read_places(country):
        places.setdefault(own_words(place.name), []).append(place)
    return places
