"""The position that is proposed for an authority: the right place, or none."""

import pytest

from participants.applications.office.assessment import proposed_position
from participants.models import Application


def position_of(name: str, country: str, *, kind: str = "city", local: str = ""):
    application = Application(names={"en": name}, name_local=local, country=country, kind=kind)
    return proposed_position(application)


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Hódmezővásárhely", "HU", (46.41806, 20.33)),
        ("hodmezovasarhely", "HU", (46.41806, 20.33)),
        ("Municipality of Kragujevac", "RS", (44.01667, 20.91667)),
        ("Μέγαρα", "GR", (37.99471, 23.34324)),
        ("Ville de Mâcon", "FR", (46.30688, 4.82836)),
    ],
)
def test_is_found_by_name_in_any_script_and_with_the_word_for_its_kind(name, country, expected):
    place = position_of(name, country)
    assert (round(place.latitude, 1), round(place.longitude, 1)) == tuple(
        round(degrees, 1) for degrees in expected
    )


def test_is_found_by_the_local_name():
    assert position_of("Athens of the north", "GR", local="Μέγαρα").name == "Mégara"


def test_is_not_taken_from_another_country():
    assert position_of("Megara", "FR") is None


def test_is_not_proposed_for_what_is_no_town():
    assert position_of("Vienne", "FR").name == "Vienne"
    assert position_of("Vienne", "FR", kind="department") is None


def test_is_not_guessed_between_places_of_like_size():
    assert position_of("Sankt Peter", "AT") is None
    assert position_of("Essen", "DE").population > 500_000


def test_unknown_name_has_no_position():
    assert position_of("Nowhere at all", "GR") is None
