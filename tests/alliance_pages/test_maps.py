"""Test the map: what its outlines contain, and which places it shows, where."""

import re
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from alliance_pages.maps.europe import (
    LETTER,
    MOST_NAMES,
    MOST_STOPS,
    EuropeMap,
    MapPoint,
    europe_map,
)
from alliance_pages.maps.outlines import PositionError, UnknownCountryError, facts, project

# The 46 member states of the Council of Europe, ISO 3166-1 alpha-2.
MEMBER_STATES = {
    "AL", "AD", "AM", "AT", "AZ", "BE", "BA", "BG", "HR", "CY", "CZ", "DK",
    "EE", "FI", "FR", "GE", "DE", "GR", "HU", "IS", "IE", "IT", "LV", "LI",
    "LT", "LU", "MT", "MC", "MD", "ME", "NL", "MK", "NO", "PL", "PT", "RO",
    "SM", "RS", "SK", "SI", "ES", "SE", "CH", "TR", "UA", "GB",
}  # fmt: skip
MEGARA = MapPoint("Megara", "/megara/", 37.996, 23.344)
RING = re.compile(r"M([^l]+)l([^z]+)z")
NUMBER = re.compile(r"-?\d*\.?\d+")


def countries_at(latitude: float, longitude: float) -> set[str]:
    """Find the countries whose outline holds a position (degrees), by the even-odd rule."""
    x, y = project(latitude, longitude)
    return {
        country.code
        for country in europe_map([]).countries
        if sum(crossings(ring, x, y) for ring in RING.findall(country.path)) % 2
    }


def crossings(ring: tuple[str, str], x: float, y: float) -> int:
    """Count the sides of a ring right of a point (view box units)."""
    start_x, start_y = map(float, ring[0].split())
    corners = [(start_x, start_y)]
    steps = [float(number) for number in NUMBER.findall(ring[1])]
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        corners.append((corners[-1][0] + right, corners[-1][1] + down))
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum(
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in sides
    )


def held_by(paths, x, y):
    """Find the codes of the outlines that hold a place on the map, by the even-odd rule."""
    return {
        code
        for code, path in paths.items()
        if sum(crossings(ring, x, y) for ring in RING.findall(path)) % 2
    }


@pytest.mark.parametrize("code", ["GR", "NO", "MC"])
def test_part_of_the_map_is_what_the_whole_is_there_and_much_less(code):
    focused = europe_map([], highlighted={code}, focus=code)
    x, y, width, height = map(float, focused.view_box.split())
    cut = {country.code: country.path for country in focused.countries}
    cut[""] = focused.context
    whole = {**facts()["countries"], "": facts()["context"]}
    steps = [(0.013 + 0.137 * step) for step in range(8)]
    places = [(x + across * width, y + down * height) for across in steps for down in steps]
    assert [held_by(cut, *place) for place in places] == [
        held_by(whole, *place) for place in places
    ]
    assert sum(map(len, cut.values())) < 0.3 * sum(map(len, whole.values()))
    assert code in cut


def test_every_member_state_and_kosovo_are_drawn() -> None:
    assert {country.code for country in europe_map([]).countries} == MEMBER_STATES | {"XK"}


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "expected"),
    [
        ("Megara", 37.996, 23.344, {"GR"}),
        ("Simferopol", 44.95, 34.1, {"UA"}),
        ("Pristina", 42.66, 21.16, {"XK"}),
        ("Niš", 43.32, 21.9, {"RS"}),
        ("Kyrenia district", 35.25, 33.3, {"CY"}),
        ("Larnaca district", 34.95, 33.5, {"CY"}),
        ("Reykjavík district", 64.3, -21.0, {"IS"}),
        ("Ganja", 40.68, 46.36, {"AZ"}),
        ("San Marino", 43.94, 12.46, {"SM"}),
        ("Minsk", 53.9, 27.56, set()),
        ("Ionian Sea", 37.5, 18.5, set()),
    ],
)
def test_outline_holds_its_places(
    place: str, latitude: float, longitude: float, expected: set[str]
) -> None:
    assert countries_at(latitude, longitude) == expected, place


def test_middle_of_projection_lies_where_the_frame_puts_it() -> None:
    # 2310 km from the left edge and 2290 km from the top, at 5.32 km to the unit.
    assert project(52, 15) == pytest.approx((2310 / 5.32, 2290 / 5.32))


@pytest.mark.parametrize(
    "position",
    [
        (28.12, -15.43),
        (-20.88, 55.45),
        (38.72, -27.22),
        (40.7, -74.0),
        (-52.0, -165.0),
        (91.0, 0.0),
        (float("inf"), 0.0),
    ],
    ids=["Las Palmas", "Réunion", "Azores", "New York", "antipode", "no latitude", "infinite"],
)
def test_place_off_the_map_is_left_out_and_reported(position: tuple[float, float]) -> None:
    far = MapPoint("Far", "/far/", *position)
    drawn = europe_map([far, MEGARA])
    assert [point.label for point in drawn.points] == ["Megara"]
    assert drawn.off_map == (far,)


def test_impossible_position_has_a_named_error() -> None:
    with pytest.raises(PositionError):
        project(37.996, float("nan"))


@pytest.mark.parametrize("code", sorted(MEMBER_STATES | {"XK"}))
def test_focus_frames_the_country_in_the_maps_proportions(code: str) -> None:
    whole = [float(number) for number in europe_map([]).view_box.split()]
    focused = europe_map([], highlighted={code}, focus=code)
    _, _, width, height = (float(number) for number in focused.view_box.split())
    assert width / height == pytest.approx(whole[2] / whole[3], rel=0.001)
    assert width <= whole[2]
    assert focused.countries[-1].code == code, "the highlighted country is painted last"


def test_focus_leaves_out_what_it_does_not_show() -> None:
    focused = europe_map([MEGARA, MapPoint("Rīga", "/riga/", 56.95, 24.1)], focus="GR")
    assert [point.label for point in focused.points] == ["Megara"]
    assert [point.label for point in focused.off_map] == ["Rīga"]
    assert "LV" not in {country.code for country in focused.countries}
    assert focused.points[0].radius < europe_map([MEGARA]).points[0].radius


def test_focus_on_a_country_without_outline_has_a_named_error() -> None:
    with pytest.raises(UnknownCountryError):
        europe_map([], focus="US")


def test_template_prints_links_and_numbers_that_svg_reads() -> None:
    drawn = europe_map(
        [MEGARA],
        highlighted={"GR"},
        country_links={"GR": "/greece/"},
        country_names={"GR": ("Grèce", "Grèce : 2 participants")},
        focus="GR",
    )
    with translation.override("fr"):
        html = render_to_string(
            "alliance_pages/includes/map.html",
            {"map": drawn, "title": "Carte & lieux", "description": "Un lieu"},
        )
    assert 'role="group"' in html
    assert "Carte &amp; lieux</title>" in html
    assert re.search(r'<a [^>]*href="/greece/"[^>]*>\s*<title>Grèce</title>', html)
    assert re.search(r'<a [^>]*href="/megara/">\s*<title>Megara</title>', html)
    assert 'href="/greece/" data-told="Grèce : 2 participants">' in html
    assert 'href="#map-end" target="_self">Passer la carte</a>' in html
    assert '<span id="map-end" tabindex="-1"></span>' in html
    assert f'cx="{drawn.points[0].x}"' in html
    assert f'r="{drawn.points[0].radius}"' in html
    assert "style=" not in html


def test_template_without_links_is_one_picture() -> None:
    html = render_to_string(
        "alliance_pages/includes/map.html", {"map": europe_map([]), "title": "Map"}
    )
    assert 'role="img"' in html
    assert 'aria-labelledby="map-title"' in html
    assert "<a " not in html
    assert "aria-describedby" not in html


def test_marks_grow_with_what_they_stand_for() -> None:
    many = MapPoint("France", "/france/", 46.6, 2.4, weight=400)
    some = MapPoint("Greece", "/greece/", 38.0, 23.0, weight=100)
    one = MapPoint("Malta", "/malta/", 35.9, 14.4, weight=1)
    largest, middle, smallest = (point.radius for point in europe_map([many, some, one]).points)
    assert largest == pytest.approx(2 * middle, rel=0.02)
    assert smallest > europe_map([MEGARA]).points[0].radius, "it has room for its number"


def printed(drawn: EuropeMap) -> str:
    template = "alliance_pages/includes/map.html"
    return render_to_string(template, {"map": drawn, "title": "Map"})


def test_country_that_takes_part_is_named_beside_its_points() -> None:
    belgrade = MapPoint("Belgrade", "/belgrade/", 44.0, 20.9)
    names = {"RS": ("Serbia", ""), "ME": ("Montenegro", ""), "GR": ("Greece", "")}
    drawn = europe_map([belgrade], highlighted=names, country_names=names)
    assert {(country.name, "") for country in drawn.named} == set(names.values())
    at = {country.code: country.name_at for country in drawn.named}
    assert abs(at["RS"][1] - drawn.points[0].y) > drawn.points[0].radius
    html = printed(drawn)
    assert re.search(r'<g class="map__names" aria-hidden="true">.*>Montenegro</text>', html)
    assert "map__place" not in html


def test_names_never_lie_on_one_another() -> None:
    every = sorted(MEMBER_STATES | {"XK"})
    drawn = europe_map(
        [], highlighted=every, country_names=dict.fromkeys(every, ("A long name", ""))
    )
    boxes = [
        (x - 11 * LETTER * drawn.font_size / 2, y - drawn.font_size / 2)
        for x, y in (country.name_at for country in drawn.named)
    ]
    assert 10 < len(boxes) < len(every)
    for (left, top), (other_left, other_top) in combinations(boxes, 2):
        apart = abs(left - other_left) >= 11 * LETTER * drawn.font_size - 0.1
        assert apart or abs(top - other_top) >= drawn.font_size - 0.1


def test_part_of_the_map_names_a_few_places() -> None:
    few = europe_map([MEGARA], highlighted={"GR"}, focus="GR")
    many = europe_map([MEGARA] * (MOST_NAMES + 1), highlighted={"GR"}, focus="GR")
    assert re.search(r'<text class="map__place"[^>]*>Megara</text>', printed(few))
    assert "<text" not in printed(many)


def test_tiny_country_has_a_ring_until_it_is_seen_close_by() -> None:
    links = {"LI": "/liechtenstein/", "GR": "/greece/"}
    rings = printed(europe_map([], highlighted=links, country_links=links)).count("map__ring")
    assert rings == 1
    close = europe_map([], highlighted={"LI"}, focus="LI")
    assert printed(close).count("map__ring") == 0


def test_tab_key_stops_at_thirty_links_at_most() -> None:
    points = [MapPoint(f"Place {n}", f"/{n}/", 40 + n / 10, 20.0) for n in range(MOST_STOPS)]
    assert not re.search('<a class="map__link"[^>]*tabindex', printed(europe_map(points)))
    one_more = printed(europe_map([*points, MEGARA]))
    assert len(re.findall('<a class="map__link"[^>]*tabindex="-1"', one_more)) == len(points) + 1


def test_mark_of_a_country_says_its_number() -> None:
    greece = MapPoint("Greece: 41 participants", "/greece/", 38.0, 23.0, weight=41)
    assert re.search(r'<text class="map__count"[^>]*>41</text>', printed(europe_map([greece])))


def test_place_that_nobody_has_located_is_told() -> None:
    somewhere = MapPoint("Andalusia", "/andalusia/", None, None)
    assert europe_map([somewhere, MEGARA]).off_map == (somewhere,)
