"""Who is near a participant, in its country, or on its themes."""

import pytest

from participants.models import MembershipEvent
from participants.registry.listing.related import MOST_RELATED, Place, Related, related_to
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
