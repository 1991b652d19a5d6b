"""A profile: what has happened, who else there is, and how it is passed on."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import ParticipantIndexPage
from tests.factories import (
    make_article,
    make_full_participant,
    make_many_participants,
    make_page,
    make_participant,
)

pytestmark = pytest.mark.django_db

MEGARA = "/en/participants/megara/"


@pytest.fixture
def index(participant_index, french_home):
    make_page(ParticipantIndexPage, french_home, title="Les participants")
    return participant_index


def page(client, path=MEGARA):
    return client.get(path).content.decode()


def text(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def part(html, name):
    return html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def lists(client, path=MEGARA):
    asked = {"path": path, "lists": "true", "links": "relative"}
    return client.get("/api/v2/resolve/", asked).json()["lists"]


def test_timeline_leads_to_what_was_told(client, index, news_index):
    megara = make_participant("megara", number=124)
    make_article(news_index, "Megara told", date="2015-03-02", participants=[megara])
    make_article(news_index, "Megara hidden", live=False, participants=[megara])
    shown = part(page(client), "profile-timeline")
    assert re.findall("<time[^>]*>(.*?)</time>", shown) == ["2014", "2 March 2015"]
    assert "Joined the Alliance as participant no. 124" in text(shown)
    assert re.search(r': <a href="/en/news/[^"]+">Megara told</a>', re.sub(r"\s+", " ", shown))
    assert "Megara hidden" not in page(client)
    told = lists(client)["timeline"]
    assert [step["text"] in text(shown) for step in told] == [True, True]
    assert [step["date"]["display"] for step in told] == ["2014", "2 March 2015"]
    assert told[1]["link"]["title"] == "Megara told"
    assert f'href="{told[1]["link"]["html_url"]}"' in shown


def test_others_are_those_of_the_api(client, index):
    make_full_participant("megara", number=124)
    make_full_participant("volos")
    make_participant("lyon", country="FR", latitude="45.75", longitude="4.85")
    make_participant("nowhere", is_public=False)
    shown = part(page(client), "related")
    told = lists(client)["related"]
    assert [group["group"] for group in told] == ["neighbours", "country", "themes"]
    for group in told:
        assert f"<h3>{group['title']}</h3>" in shown
        assert f'<a href="{group["html_url"]}">{group["more"]}</a>' in shown
        assert client.get(group["html_url"]).status_code == 200
        for item in group["items"]:
            assert f'href="{item["participant"]["meta"]["html_url"]}"' in shown
    assert [item["distance"] for item in told[0]["items"]] == ["0 km", "1,751 km"]
    assert told[2]["html_url"] == "/en/participants/?theme=housing"
    assert "nowhere" not in shown.lower()


def test_whoever_is_alone_leads_to_nobody(client, index):
    make_participant("megara")
    assert 'id="related"' not in page(client)
    assert lists(client)["related"] == []


def test_it_is_cited_with_number_day_and_address(client, index):
    megara = make_participant("megara", number=124)
    shown = part(page(client), "sharing")
    told = lists(client)["sharing"]
    address = "http://localhost/en/participants/megara/"
    assert told["address"] == address
    assert text(told["citation"]) in text(shown)
    for known in ("Megara, Greece, participant no. 124", "Register as of", address):
        assert known in told["citation"]
    mail = told["links"][0]["href"]
    assert mail.startswith("mailto:?subject=Megara%2C%20Greece&body=http%3A%2F%2Flocalhost")
    for link in [*told["links"], *told["data"]]:
        assert f'href="{link["href"]}"' in unescape(shown)
    for link in told["data"]:
        assert client.get(link["href"].removeprefix("http://localhost")).status_code == 200
    assert f"/api/v2/participants/{megara.pk}/" in told["data"][0]["href"]
    assert told["changed"]["date"] == megara.last_published_at.date().isoformat()


def test_it_says_all_of_it_in_french(client, index):
    make_full_participant("megara", number=124)
    make_full_participant("volos")
    path = "/fr/les-participants/megara/"
    told = lists(client, path)
    shown = text(page(client, path))
    words = [group["title"] for group in told["related"]]
    words += [step["text"] for step in told["timeline"]] + [told["sharing"]["citation"]]
    assert all(text(word) in shown for word in words)
    assert words[:3] == ["Les plus proches", "Dans le même pays", "Sur les mêmes thèmes"]


@pytest.mark.parametrize("size", [3, 30])
def test_queries_do_not_grow(client, index, size):
    make_full_participant("megara")
    make_many_participants(size)
    client.get(MEGARA)
    with CaptureQueriesContext(connection) as warm:
        client.get(MEGARA)
    assert len(warm) <= 20
