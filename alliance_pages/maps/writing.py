"""Which names are written on a map."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from alliance_pages.maps.drawing import MapCountry, PlacedPoint
from alliance_pages.maps.names import (
    LETTER,
    PlacedName,
    Room,
    Written,
    places_around,
    write_cities,
    write_names,
)
from alliance_pages.maps.outlines import Box, area, facts

NARROW = 1.8  # times the size of the font, where the whole map is narrow
NARROW_PART = 1.2  # the same for a part of it
MOST_NAMES = 8  # of places on the part around a country


def write(
    countries: Collection[MapCountry],
    points: Collection[PlacedPoint],
    box: Box,
    size: float,
    focus: str | None,
) -> Written:
    """Return the names of highlighted countries, or around one those of seats, and of cities.

    size: of the font, as `box` in view box units; focus: the country that a part is around.
    """
    highlighted = {country.code for country in countries if country.is_highlighted}
    taken = [point.box for point in points]
    seats = [point.box for point in points if not point.count]
    if focus:
        room = Room(box, taken)
        size *= NARROW_PART
        few = points if len(points) <= MOST_NAMES else ()
        around = [(one.label, places_around(one.box, one.label, size)) for one in few]
        named = write_names(around, size, room)
        # A city that has its name as a seat has no other beside it.
        cities = write_cities([] if few else seats, highlighted, size, room, focus)
        return Written(seats=named, cities=cities)
    taken += [country.inset.box for country in countries if country.inset]
    wanted = [country for country in countries if country.is_highlighted and not country.inset]
    wanted.sort(key=lambda country: -area(country.code))
    everywhere = _in_the_middle(wanted, size * NARROW, Room(box, taken))
    # Where the map is wide, they are smaller, and more has room beside them.
    room = Room(box, taken)
    write_names([(name.text, [(name.x, name.y)]) for name in everywhere], size, room)
    known = {name.text for name in everywhere}
    further = _in_the_middle([one for one in wanted if one.name not in known], size, room)
    return Written(everywhere, further, cities=write_cities(seats, highlighted, size, room))


def mark_crowded(points: Iterable[PlacedPoint], box: Box, size: float) -> tuple[PlacedPoint, ...]:
    """Return the points, with those marked whose number would lie on that of one before."""
    room, size = Room(box, []), size * NARROW
    return tuple(
        replace(
            point, is_crowded=not room.take(point.x - width / 2, point.y - size / 2, width, size)
        )
        if point.count
        else point
        for point in points
        for width in [len(str(point.count)) * LETTER * size]
    )


def _in_the_middle(countries: Iterable[MapCountry], size: float, room: Room) -> list[PlacedName]:
    """Return the names that have room in the middle of their countries, or above or below it."""
    middles = ((country.name, facts()["labels"][country.code]) for country in countries)
    named = ((name, [(x, y), (x, y - size), (x, y + size)]) for name, (x, y) in middles)
    return write_names(named, size, room)
