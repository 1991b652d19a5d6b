"""Every known address of the old site leads to its page, or says what was there."""

import csv
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client

CONTENT = Path(__file__).resolve().parents[2] / "cms" / "demo" / "content"
with (CONTENT / "old_addresses.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

pytestmark = pytest.mark.django_db


def test_every_known_address_is_answered(demonstrated):
    client = Client(headers={"host": "localhost:8000"})
    told = {}
    for row in ROWS:
        path = row["path"]
        response = client.get(path)
        kind = client.get("/api/v2/resolve/", {"path": path}).json()["kind"]
        told.setdefault((response.status_code, kind), []).append(path)
        if response.status_code == 410:
            says_what_was_there(row, response.content.decode())
        else:
            assert client.get(response["Location"]).status_code == 200, path
    assert {key: len(paths) for key, paths in told.items()} == {
        (301, "redirect"): 58,
        (410, "gone"): 38,
        # The way to the home page is that of the reader's language.
        (302, "redirect"): 1,
    }
    assert told[302, "redirect"] == ["/"]


def says_what_was_there(row, text):
    assert f'<html lang="{row["locale"]}">' in text, row
    title = re.search(rf'<p lang="{row["locale"]}">(.+?)</p>', text)
    assert title, row
    assert " " in title[1], row
    copies = re.search(
        r'href="(https://web\.archive\.org/web/2019\*/https?://(?:www\.)?roma-alliance\.org/.*?)"',
        text,
    )
    assert unquote(unescape(copies[1])).endswith(unquote(row["path"])), row


def test_the_same_event_leads_to_its_article(demonstrated, client):
    for path in (
        "/en/page/235-strengthening-roma-networks-at-the-local-and-regional-level.html",
        "/fr/page/233-kick-off-conference-for-a-greek-roma-network-.html",
    ):
        found = client.get(path, follow=True)
        assert found.redirect_chain == [
            ("/en/news/sixteen-greek-municipalities-sign-the-declaration/", 301)
        ]
