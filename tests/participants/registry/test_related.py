"""Who is near a participant, in its country, or on its themes."""

import random

import pytest

from participants.models import MembershipEvent
from participants.registry.listing.related import MOST_RELATED, Place, Related, related_to
from participants.values.place import km_between
from tests.factories import make_participant, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """Make a participant at a latitude on one meridian, where a degree is 111 km."""

    def make(slug, latitude=None, themes=(), **fields):
        degrees = {"latitude": str(latitude), "longitude": "20"} if latitude is not None else {}
        found = [make_theme(theme) for theme in themes]
        return make_participant(slug, themes=found, **degrees, **fields)

    return make


def asked(place) -> Place:
    themes = frozenset(theme.slug for theme in place.theme_list)
    return Place(place.pk, place.country, place.seat, themes)


def related(place) -> Related:
    return related_to(asked(place))


def test_the_nearest_come_first_with_their_distance(made):
    here = made("here", 40)
    far, near = made("far", 44), made("near", 41)
    made("nowhere")
    found = related(here).neighbours
    assert list(found) == [near.pk, far.pk]
    assert [round(km) for km in found.values()] == [111, 445]


def test_a_place_without_a_seat_has_no_neighbours(made):
    made("near", 41)
    assert related(made("nowhere")).neighbours == {}


def test_only_those_that_take_part_publicly_are_told(made):
    here = made("here", 40, themes=["housing"])
    made("draft", 41, themes=["housing"], is_public=False)
    left = made("left", 42, themes=["housing"])
    left.events.add(MembershipEvent(kind="withdrawn", date="2016", sort_order=1))
    left.save_revision().publish()
    found = related(here)
    assert (found.neighbours, list(found.in_country), list(found.on_themes)) == ({}, [], [])


def test_every_one_of_a_country_is_led_to(made):
    places = [made(f"place-{letter}") for letter in "abcdefg"]
    made("abroad", country="FR")
    led_to = [related(place).in_country for place in places]
    assert list(led_to[0]) == [place.pk for place in places[1 : MOST_RELATED + 1]]
    assert list(led_to[5]) == [places[at].pk for at in (6, 0, 1, 2)]
    assert {key for keys in led_to for key in keys} == {place.pk for place in places}


def test_those_that_share_most_themes_come_first_then_the_nearest(made):
    here = made("here", 40, themes=["housing", "health"])
    near = made("near", 41, themes=["housing"])
    alike = made("alike", 48, themes=["housing", "health", "culture"])
    far = made("far", 47, themes=["health"])
    unplaced = made("unplaced", themes=["health"])
    made("other", 40, themes=["culture"])
    assert related(here).on_themes == [alike.pk, near.pk, far.pk, unplaced.pk]


@pytest.mark.parametrize("size", [3, 30])
def test_it_costs_the_same_however_many_there_are(made, size, django_assert_num_queries):
    places = [
        made(f"place-{number}", 40 + number / 10, themes=["housing"]) for number in range(size)
    ]
    first, second = asked(places[0]), asked(places[1])
    with django_assert_num_queries(5):
        related_to(first)
    # All else is known for this state of the registry.
    with django_assert_num_queries(1):
        related_to(second)


# Beside the poles and the antimeridian, of one parallel, one meridian and one place.
CORNERS = [
    *((89.99, -170.0), (89.99, 10.0), (-89.5, 0.0), (-89.5, 179.0), (90.0, 0.0), (0.0, 180.0)),
    *((0.0, -180.0), (10.0, 179.9), (10.0, -179.9), (45.0, 20.0), (45.0, 20.0), (45.0, 21.0)),
    *((44.0, 20.0), (46.0, 20.0), (45.0, 19.0), (45.0, 20.0), (45.0, 20.0), (45.0, 20.0)),
]


def measured_all(place, places):
    """Return what measuring every distance says: the neighbours, and those on the themes.

    places: in the order of their names, which decides between equals.
    """
    far = float("inf")
    others = [other for other in places if other.pk != place.pk]
    km = {
        other.pk: km_between(place.seat, other.seat) if place.seat and other.seat else far
        for other in others
    }
    own = asked(place).themes
    shared = {other.pk: len(own & asked(other).themes) for other in others}
    near = sorted((key for key in km if km[key] < far), key=km.__getitem__)
    alike = sorted((key for key in km if shared[key]), key=lambda key: (-shared[key], km[key]))
    return [(key, km[key]) for key in near[:MOST_RELATED]], alike[:MOST_RELATED]


@pytest.mark.parametrize("size", [3, 30])
def test_it_finds_whom_measuring_every_distance_finds(size):
    chance = random.Random(size)
    themes = [make_theme(slug) for slug in ("housing", "health", "culture")]
    seats = CORNERS[:size]
    while len(seats) < size:
        seats.append((round(chance.uniform(-90, 90), 4), round(chance.uniform(-180, 180), 4)))
    places = []
    for number, (latitude, longitude) in enumerate(seats):
        degrees = {"latitude": str(latitude), "longitude": str(longitude)} if number % 7 else {}
        chosen = chance.sample(themes, chance.randrange(4))
        places.append(make_participant(f"place-{number:02}", themes=chosen, **degrees))
    for place in places:
        found = related(place)
        assert (list(found.neighbours.items()), found.on_themes) == measured_all(place, places)
