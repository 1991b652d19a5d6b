"""A device that has the site among its applications is told how to call and show it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from cms.views import DEEP, PAPER

pytestmark = pytest.mark.django_db


def test_manifest_calls_the_site_in_its_language(client, home, french_home):
    page = client.get("/fr/").content.decode()
    address = re.search(r'rel="manifest" href="([^"]+)"', page)[1]
    response = client.get(address)
    assert response["Content-Type"] == "application/manifest+json"
    found = response.json()
    assert (found["name"], found["lang"], found["start_url"]) == (french_home.title, "fr", "/fr/")
    assert client.get("/en/manifest.webmanifest").json()["name"] == home.title


def test_icons_are_as_large_as_they_are_said_to_be(client, home):
    page = client.get("/en/").content.decode()
    touch = re.search(r'rel="apple-touch-icon" href="([^"]+)"', page)[1]
    icons = client.get("/en/manifest.webmanifest").json()["icons"]
    assert touch in {icon["src"] for icon in icons}
    for icon in icons:
        file = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(file) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_colours_are_those_of_the_style_sheet():
    tokens = Path(finders.find("participants/tokens.css")).read_text(encoding="utf-8")
    assert f"--alliance-deep: light-dark({DEEP}," in tokens
    assert f"--alliance-paper: light-dark({PAPER}," in tokens
