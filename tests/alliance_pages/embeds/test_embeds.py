"""Embeds: any site may frame them and nothing else, and they show nothing that is hidden."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from participants.models import MembershipEvent
from tests.factories import make_many_participants, make_participant, make_theme

pytestmark = pytest.mark.django_db

COUNT, MAP, MEGARA = "/embed/count/", "/embed/map/", "/embed/participant/megara/"
EMBEDS = (COUNT, MAP, f"{MAP}?country=GR", MEGARA)
OTHERS = (
    *("/en/", "/en/participants/", "/en/participants/megara/", "/en/participants/open-data/"),
    *("/en/nothing/", "/embed/", "/embed/nothing/", "/api/v2/participants/", "/api/v2/oembed/"),
    *("/sitemap.xml", "/en/participants/feed/", "/admin/login/", "/api/v2/participants/export.csv"),
)


@pytest.fixture
def megara(participant_index):
    facts = {"number": 124, "joined": "2014-12-05", "latitude": "38", "longitude": "23.3"}
    return make_participant("megara", themes=[make_theme()], **facts)


@pytest.fixture
def french(participant_index, french_home):
    participant_index.copy_for_translation(french_home.locale).save_revision().publish()


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def words_of(response):
    return " ".join(soup_of(response).body.get_text(" ").split())


@pytest.mark.parametrize("address", EMBEDS)
def test_every_site_may_frame_an_embed_which_runs_nothing(client, megara, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    soup = soup_of(response)
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not soup.find_all(["script", "style", "form", "img"])
    assert not soup.find_all(style=True)


@pytest.mark.parametrize("address", OTHERS)
def test_nothing_else_may_be_framed_by_others(client, megara, address):
    response = client.get(address)
    assert response["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert "*" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", [*EMBEDS, f"{COUNT}?x=1", "/embed/participant/nobody/"])
def test_links_leave_the_frame_for_the_site_and_the_day_is_told(client, megara, home, address):
    soup = soup_of(client.get(address))
    assert soup.base["target"] == "_top"
    assert not soup.base.get("href")
    # But the link that leads over the map.
    links = [link for link in soup.find_all("a") if link.get("target") != "_self"]
    assert links
    assert all(urlsplit(link["href"]).netloc == "localhost" for link in links)
    assert not soup.find_all(target="_blank")
    assert soup.footer.a.string == home.title
    is_shown = address in EMBEDS
    assert ("Register as of" in soup.footer.get_text()) == is_shown


def test_count_says_how_many_in_each_language(client, megara, french):
    make_participant("lyon", country="FR")
    assert "2 cities and regions from 2 countries take part" in words_of(client.get(COUNT))
    response = client.get(f"{COUNT}?locale=fr")
    soup = soup_of(response)
    assert soup.html["lang"] == "fr"
    assert [value.string for value in soup.find_all("dd")] == ["2", "2"]
    assert "villes et régions" in words_of(response)
    assert soup.footer.a["href"] == "http://localhost/fr/"


def test_map_shows_everybody_or_a_country(client, megara, french):
    make_participant("lyon", country="FR", latitude="45.76", longitude="4.83")
    everywhere = soup_of(client.get(MAP))
    points = sorted(link["href"] for link in everywhere.svg.find_all("a"))
    assert points == [f"http://localhost/en/participants/{slug}/" for slug in ("lyon", "megara")]
    greece = soup_of(client.get(f"{MAP}?country=GR&locale=fr"))
    assert [link["href"] for link in greece.svg.find_all("a")] == [
        "http://localhost/fr/participants/megara/"
    ]
    assert greece.h1.string.strip() == "Grèce\xa0: 1 participant"
    assert everywhere.svg["viewbox"] != greece.svg["viewbox"]


def test_participant_is_shown_as_on_its_card(client, megara):
    text = words_of(client.get(MEGARA))
    for words in ("Megara", "Greece", "Participant no. 124, joined on 5 December 2014", "Housing"):
        assert words in text
    soup = soup_of(client.get(MEGARA))
    assert soup.h1.a["href"] == "http://localhost/en/participants/megara/"
    assert soup.title.string.startswith("Megara, Greece")


def test_theme_is_that_of_the_reader_or_of_the_site(client, megara):
    for query, schemes in (("", "light dark"), ("?theme=light", "light"), ("?theme=dark", "dark")):
        soup = soup_of(client.get(f"{MEGARA}{query}"))
        assert soup.find("meta", attrs={"name": "color-scheme"})["content"] == schemes


# What is hidden, and what is missing


def hidden(megara):
    megara.unpublish()


def expired(megara):
    megara.expire_at = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    megara.save()


def deleted(megara):
    megara.delete()


@pytest.mark.parametrize("hide", [hidden, expired, deleted])
def test_who_is_hidden_is_as_who_is_missing(client, megara, hide):
    make_participant("lyon", country="FR")
    assert "Megara" in client.get(MAP).content.decode()
    hide(megara)
    missing = client.get("/embed/participant/nobody/")
    answer = client.get(MEGARA)
    assert (answer.status_code, missing.status_code) == (404, 404)
    assert answer.content == missing.content
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    for address in (MAP, f"{MAP}?country=GR", COUNT):
        assert "egara" not in client.get(address).content.decode()
    assert soup_of(client.get(f"{MAP}?country=GR")).h1.string.strip() == "Greece: 0 participants"
    assert [value.string for value in soup_of(client.get(COUNT)).find_all("dd")] == ["1", "1"]


def test_a_draft_of_what_is_public_does_not_show(client, megara):
    megara.name_local = "Canary"
    for text in megara.texts.all():
        text.name = "Canary"
        megara.texts.add(text)
    megara.save_revision()
    for address in EMBEDS:
        assert "Canary" not in client.get(address).content.decode()


def test_who_has_left_is_shown_as_such_and_not_counted(client, megara):
    events = [*megara.events.all(), MembershipEvent(kind="withdrawn", date="2020", sort_order=9)]
    megara.events = events
    megara.save_revision().publish()
    assert "Withdrew in 2020" in words_of(client.get(MEGARA))
    assert not soup_of(client.get(MAP)).svg.find_all("a")
    assert [value.string for value in soup_of(client.get(COUNT)).find_all("dd")] == ["0", "0"]


# Parameters


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"{COUNT}?country=GR", "country"),
        (f"{COUNT}?locale=de", "locale"),
        (f"{COUNT}?locale=en,fr", "locale"),
        (f"{COUNT}?locale=en&locale=fr", "locale"),
        (f"{COUNT}?theme=red", "theme"),
        (f"{MAP}?country=ZZ", "country"),
        (f"{MAP}?country=GR,FR", "country"),
        (f"{MAP}?country=", "country"),
        (f"{MAP}?contry=GR", "contry"),
        (f"{MEGARA}?theme=%00", "theme"),
        (f"{MEGARA}?%00=1", "unknown"),
        (f"{MEGARA}?theme=%3Cscript%3E", "theme"),
    ],
)
def test_what_is_malformed_is_named_in_the_look_of_the_embed(client, megara, address, named):
    response = client.get(address)
    assert response.status_code == 400
    assert named in soup_of(response).main.get_text()
    assert "<script" not in response.content.decode()
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response


def test_the_language_of_a_refusal_is_that_which_was_asked_for(client, megara, french):
    soup = soup_of(client.get(f"{COUNT}?locale=fr&theme=red"))
    assert soup.html["lang"] == "fr"
    assert soup.main.p["lang"] == "en"


@pytest.mark.parametrize("address", [COUNT, MAP, MEGARA])
def test_what_is_too_long_is_refused(client, megara, address):
    assert client.get(f"{address}?theme={'x' * 10_000}").status_code == 414
    assert client.get(f"/embed/participant/{'x' * 3_000}/").status_code == 404
    assert client.get("/embed/participant/%00/").status_code == 404


def test_embeds_are_read_and_nothing_else(client, megara):
    assert client.post(COUNT).status_code == 405
    assert client.head(COUNT).status_code == 200


# Cost and tags


@pytest.mark.parametrize("count", [2, 60])
def test_queries_do_not_grow(client, megara, at_most, count):
    make_many_participants(count)
    for address in EMBEDS:
        with at_most(20):
            client.get(address)


def test_tags_name_what_is_shown(client, megara, french):
    make_participant("draft", is_public=False)

    def tags(address):
        return set(client.get(address)["Cache-Tag"].split(","))

    assert tags(COUNT) == {"all", "counts", "site:en"}
    assert tags(f"{MAP}?locale=fr") == {"all", "counts", "participants", "site:fr"}
    assert tags(MEGARA) == {"all", "counts", f"participant:{megara.pk}", "site:en"}
    assert tags("/embed/participant/draft/") >= {"counts", "participants", "way:draft"}


def test_open_data_offers_each_to_be_copied(client, megara, participant_index):
    make_participant("chios", number=99)
    soup = soup_of(client.get(f"{participant_index.url}open-data/"))
    copied = [soup_of_text(field.string) for field in soup.find_all("textarea")]
    addresses = [frame["src"] for frame in copied]
    assert addresses == [f"http://localhost{path}" for path in (COUNT, MAP, MEGARA)]
    assert all(re.fullmatch("[0-9]+", frame["height"]) for frame in copied)
    assert copied[2]["title"] == "Megara, Greece"
    for frame in copied:
        assert client.get(frame["src"].removeprefix("http://localhost")).status_code == 200
    assert all(field.has_attr("readonly") for field in soup.find_all("textarea"))
    assert all(soup.find("label", attrs={"for": one["id"]}) for one in soup.find_all("textarea"))


def soup_of_text(html):
    return BeautifulSoup(html, "html.parser").iframe
