"""The card of a participant: a picture that says who it is, for where the profile is shared."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageChops

from alliance_pages.embeds import card
from tests.factories import make_participant

pytestmark = pytest.mark.django_db

ADDRESS = "/embed/participant/megara/card.png"
# The words stand here, and the map beside them, in pixels.
WORDS, MAP = (0, 0, 740, 630), (740, 0, 1200, 630)


@pytest.fixture
def megara(participant_index):
    facts = {"number": 124, "joined": "2014-12-05", "latitude": "38", "longitude": "23.3"}
    return make_participant("megara", **facts)


def picture_at(client, address=ADDRESS):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    return Image.open(BytesIO(response.content)).convert("RGB")


def differs(one, other, box):
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is not None


def test_card_shows_the_name_and_the_place_on_the_map(client, megara):
    shown = picture_at(client)
    assert shown.size == (1200, 630)
    # The mark is in the middle of the map.
    assert shown.getpixel((970, 315)) == (0xC8, 0x55, 0x3D)
    assert len(client.get(ADDRESS).content) < 100_000
    megara.latitude = "35.3"
    megara.save_revision().publish()
    moved = picture_at(client)
    assert differs(shown, moved, MAP)
    assert not differs(shown, moved, WORDS)
    megara.texts.update(name="Other")
    assert differs(moved, picture_at(client), WORDS)


def test_card_is_in_the_language_that_is_asked_for(client, megara, french_home):
    assert differs(picture_at(client), picture_at(client, f"{ADDRESS}?locale=fr"), WORDS)


def test_who_has_no_place_has_the_whole_card_for_the_words(client, megara):
    type(megara).objects.filter(pk=megara.pk).update(latitude=None, longitude=None)
    shown = picture_at(client)
    assert {shown.getpixel((1199, y)) for y in range(630)} == {(0x1C, 0x3F, 0x6E)}


@pytest.mark.parametrize(
    "name",
    [
        "x" * 255,
        "word " * 60,
        "Ω" * 255,
        "Мегара Მეგარა Մեգարա",
        "\N{RIGHT-TO-LEFT OVERRIDE}megara",
        "\N{GRINNING FACE}",
        "i",
    ],
)
def test_any_name_stays_beside_the_map(client, megara, name):
    before = picture_at(client)
    megara.texts.update(name=name)
    shown = picture_at(client)
    assert not differs(before, shown, MAP)
    assert differs(before, shown, WORDS)


def test_words_have_letters_of_all_scripts_that_participants_are_named_in():
    for file in (card.SANS, card.SERIF):
        font = card._font(file, 30)
        unknown = bytes(font.getmask("\U000f0000"))
        assert [
            letter for letter in "ÅşŁđŧžβΩжђѓԱբႢაșț" if bytes(font.getmask(letter)) == unknown
        ] == []


def test_hidden_unknown_and_malformed_have_no_card(client, megara):
    make_participant("draft", is_public=False)
    for address in (
        "/embed/participant/draft/card.png",
        "/embed/participant/nobody/card.png",
        "/embed/participant/%00/card.png",
    ):
        assert client.get(address).status_code == 404, address
    for query in ("locale=xx", "theme=none", "colour=red", "locale=en&locale=fr"):
        response = client.get(f"{ADDRESS}?{query}")
        assert response.status_code == 400, query
        assert query.split("=", maxsplit=1)[0] in response.content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_profile_is_shared_with_its_card(client, megara, at_most):
    page = client.get("/en/participants/megara/").content.decode()
    address = re.search(r'property="og:image" content="([^"]+)"', page)[1]
    assert address == f"http://localhost{ADDRESS}?locale=en"
    told = client.get("/api/v2/resolve/", {"path": "/en/participants/megara/"}).json()
    properties = told["meta"]["open_graph"]
    assert properties["og:image"] == address
    assert properties["og:image:alt"] == "Megara, Greece"
    shown = picture_at(client, address)
    size = properties["og:image:width"], properties["og:image:height"]
    assert size == (str(shown.width), str(shown.height))
    with at_most(12):
        client.get(ADDRESS)


def test_colours_are_those_of_the_style_sheet():
    tokens = Path(finders.find("participants/tokens.css")).read_text(encoding="utf-8")
    named = {
        "deep": card.DEEP,
        "on-deep": card.ON_DEEP,
        "on-deep-muted": card.MUTED,
        "map-context": card.CONTEXT,
        "map-land": card.LAND,
        "accent-mark": card.MARK,
        "paper": card.SEA,
    }
    for name, colour in named.items():
        assert f"--alliance-{name}: light-dark({colour}," in tokens
