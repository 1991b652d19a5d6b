"""What is unlikely in what somebody says of an authority, by the rules of all doors."""

import pytest

from participants.models import Participant
from participants.registry.identity_index import WebsiteIndex, owners_of
from participants.registry.known_places import is_in, read_places
from participants.registry.plausibility import Doubt, StatedYear, Statement, doubts
from participants.values.place import Point
from participants.values.word_lists import is_placeholder
from tests.factories import make_participant

LIKELY = {
    "country": "FR",
    "place": Point(48.1173, -1.6778),
    "years": [StatedYear("joined_on", "admitted", 2014)],
    "figures": {"population": 220_000, "roma_population": 400},
    "earlier": {"population": 210_000, "roma_population": 380},
    "texts": [("name", "Rennes")],
}


def found(**changed) -> list[Doubt]:
    return doubts(Statement(**{**LIKELY, **changed}), this_year=2026)


def test_what_is_likely_leaves_no_doubt():
    assert found() == []


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("FR", -1.6778, 48.1173), ("GR", 23.3453, 37.9947), ("NO", 10.75, 59.91),
        ("PT", -9.14, 38.72), ("PL", 21.01, 52.23), ("IE", -6.26, 53.35),
    ],
)  # fmt: skip
def test_exchanged_coordinates(country, latitude, longitude):
    [doubt] = found(country=country, place=Point(latitude, longitude))
    assert doubt.about == ("latitude", "longitude", "country")
    assert "seem to be exchanged" in doubt.sentence


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("ES", 48.1173, -1.6778), ("FR", 52.52, 13.4), ("GR", 41.9, 12.5), ("SE", 55.68, 12.57),
        ("AT", 48.14, 11.58), ("FR", 48.1, -40), ("IT", 0, 0), ("BE", 50.63, 3.06 - 2),
    ],
)  # fmt: skip
def test_position_in_another_country(country, latitude, longitude):
    [doubt] = found(country=country, place=Point(latitude, longitude))
    assert "seems to lie outside of" in doubt.sentence


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("FI", 69.907, 27.01),  # Utsjoki, nearer to towns of Norway
        ("NO", 78.22, 15.65),  # Longyearbyen
        ("FR", -20.88, 55.45),  # Saint-Denis, Réunion
        ("ES", 28.1, -15.4),  # Las Palmas
        ("IS", 64.5, -18),
        ("CH", 46.0, 8.95),
        ("XK", 42.66, 21.16),
    ],
)
def test_far_ends_of_countries_are_in_them(country, latitude, longitude):
    assert is_in(Point(latitude, longitude), country)


def test_every_known_place_is_in_its_country():
    some = list(read_places())[::40]
    assert all(is_in(Point(place.latitude, place.longitude), place.country) for place in some)


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (1989, "before 1990"), (1066, "before 1990"), (2027, "is to come"), (2199, "is to come"),
        (1900, "before 1990"),
    ],
)  # fmt: skip
def test_year_before_1990_or_to_come(year, words):
    [doubt] = found(years=[StatedYear("population_year", "population", year)])
    assert doubt.about == ("population_year",)
    assert words in doubt.sentence


@pytest.mark.parametrize("year", [1990, 2014, 2026])
def test_year_from_1990_to_now_is_likely(year):
    assert found(years=[StatedYear("joined_on", "admitted", year)]) == []


def test_more_roma_than_residents():
    [doubt] = found(figures={"population": 400, "roma_population": 500}, earlier={})
    assert "(500)" in doubt.sentence
    assert found(figures={"population": 400, "roma_population": 400}, earlier={}) == []


@pytest.mark.parametrize(
    ("value", "last", "is_doubted"),
    [
        (2_200_000, 220_000, True), (22_000, 220_000, True), (220_000, 22_000, True), (30, 3, True),
        (210_000, 220_000, False), (2_000_000, 220_000, False), (0, 220_000, False), (5, 0, False),
    ],
)  # fmt: skip
def test_figure_ten_times_the_last_one(value, last, is_doubted):
    doubted = found(figures={"population": value}, earlier={"population": last})
    assert bool(doubted) == is_doubted


@pytest.mark.parametrize("text", ["-", "–", "—", "n/a", "N/A", "?", "n.a.", "...", "#N/A", "--"])
def test_placeholders(text):
    assert is_placeholder(text)
    [doubt] = found(texts=[("local name", text)])
    assert doubt.sentence.startswith("Local name: “")


@pytest.mark.parametrize("text", ["", "0", "Y", "Å", "Ii", "Na", "none", "+", "A-B", "Is it?"])
def test_what_may_be_a_name_or_a_value_is_no_placeholder(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("address", "is_other"),
    [
        ("https://www.megara.gr/", True), ("http://megara.gr", True), ("http://MEGARA.gr/en", True),
        ("https://megara.gr/index.html?x=1", True), ("https://rennes.fr/", False),
        ("https://city.megara.gr/", False), ("", False), ("https://[bad", False),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_website_of_another_authority(address, is_other):
    megara = make_participant("megara", website="https://www.megara.gr/")
    assert owners_of(address, Participant.objects.all()) == (["Megara"] if is_other else [])
    assert owners_of(address, Participant.objects.exclude(pk=megara.pk)) == []
    index = WebsiteIndex()
    index.add(megara.website, megara.pk)
    assert (index.owner_of(address, but="new") == megara.pk) == is_other
    assert index.owner_of(address, but=megara.pk) is None


def test_page_on_a_shared_site_is_its_own():
    index = WebsiteIndex()
    index.add("https://social.example/megara", 1)
    assert index.owner_of("https://social.example/rennes", but=2) is None
    assert index.owner_of("https://social.example/Megara/", but=2) == 1
