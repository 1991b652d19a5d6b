"""oEmbed: a profile that is named on another site is shown there (https://oembed.com)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_participant

pytestmark = pytest.mark.django_db

OEMBED = "/api/v2/oembed/"
PROFILE = "http://localhost/en/participants/megara/"


@pytest.fixture
def megara(participant_index, french_home):
    participant_index.copy_for_translation(french_home.locale).save_revision().publish()
    return make_participant("megara", number=124)


def frame_in(answer):
    return BeautifulSoup(answer["html"], "html.parser").iframe


def ask(client, **parameters):
    response = client.get(OEMBED, parameters)
    return response.status_code, response.json()


def test_profile_has_a_frame(client, megara, home):
    status, answer = ask(client, url=PROFILE, format="json")
    assert status == 200
    assert {name: answer[name] for name in ("type", "version", "title", "provider_name")} == {
        "type": "rich",
        "version": "1.0",
        "title": "Megara, Greece",
        "provider_name": home.title,
    }
    assert answer["provider_url"] == "http://localhost/en/"
    frame = frame_in(answer)
    assert frame["src"] == "http://localhost/embed/participant/megara/"
    assert (int(frame["width"]), int(frame["height"])) == (answer["width"], answer["height"])
    assert client.get(urlsplit(frame["src"]).path).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/fr/participants/megara/",
        "/fr/participants/megara/",
        "http://localhost/fr/participants/MEGARA",
        "http://localhost/fr/participants/megara/?utm_source=x#top",
    ],
)
def test_language_and_spelling_are_those_of_the_address(client, megara, address):
    status, answer = ask(client, url=address)
    assert status == 200
    assert frame_in(answer)["src"].endswith("/embed/participant/megara/?locale=fr")
    assert answer["title"].startswith("Megara, Gr")


def test_frame_keeps_to_the_room_that_there_is(client, megara):
    _, answer = ask(client, url=PROFILE, maxwidth=300, maxheight=9_999)
    assert answer["width"] == 300
    assert frame_in(answer)["width"] == "300"
    assert answer["height"] < 9_999
    assert ask(client, url=PROFILE, maxheight=120)[1]["height"] == 120


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/en/",
        "http://localhost/en/participants/",
        "http://localhost/en/participants/open-data/",
        "http://localhost/en/participants/feed/",
        "http://localhost/en/participants/nobody/",
        "http://localhost/en/participants/draft/",
        "https://example.org/en/participants/megara/",
        "javascript:alert(1)",
        "http://[",
        "http://localhost/en/participants/%00/",
    ],
)
def test_other_addresses_have_none(client, megara, address):
    make_participant("draft", is_public=False)
    status, answer = ask(client, url=address)
    assert (status, list(answer)) == (404, ["message"])


def test_who_is_hidden_is_as_who_is_missing(client, megara):
    missing = ask(client, url="http://localhost/en/participants/nobody/")
    megara.unpublish()
    assert ask(client, url=PROFILE) == missing


@pytest.mark.parametrize(
    ("parameters", "status", "named"),
    [
        ({}, 400, "url"),
        ({"url": ""}, 400, "url"),
        ({"url": "x" * 3_000}, 400, "url"),
        ({"url": f"{PROFILE}\x00"}, 400, "url"),
        ({"url": PROFILE, "format": "xml"}, 501, "format"),
        ({"url": PROFILE, "format": "yaml"}, 400, "format"),
        ({"url": PROFILE, "maxwidth": "-1"}, 400, "maxwidth"),
        ({"url": PROFILE, "maxheight": "10"}, 400, "maxheight"),
        ({"url": PROFILE, "colour": "red"}, 400, "colour"),
        ({"url": "x" * 10_000}, 414, "too long"),
    ],
)
def test_what_cannot_be_answered_is_named(client, megara, parameters, status, named):
    told, answer = ask(client, **parameters)
    assert told == status
    assert named in answer["message"]


def test_profile_says_in_its_head_where_to_ask(client, megara):
    soup = BeautifulSoup(client.get("/fr/participants/megara/").content, "html.parser")
    address = soup.find("link", type="application/json+oembed")["href"]
    assert parse_qs(urlsplit(address).query) == {
        "url": ["http://localhost/fr/participants/megara/"],
        "format": ["json"],
    }
    assert client.get(address.removeprefix("http://localhost")).json()["type"] == "rich"
    told = client.get("/api/v2/resolve/", {"path": "/fr/participants/megara/"}).json()
    assert told["meta"]["oembed"] == address
    page = client.get("/api/v2/resolve/", {"path": "/fr/participants/"}).json()
    assert page["meta"]["oembed"] is None
    assert b"oembed" not in client.get("/fr/participants/").content


def test_tags_name_participants_and_the_way(client, megara, at_most):
    with at_most(20):
        response = client.get(OEMBED, {"url": PROFILE})
    assert set(response["Cache-Tag"].split(",")) >= {"participants", "site:en", "way:megara"}
