"""One rule says who is counted, listed and mapped, and every door goes by it."""

import csv
import json
import re
from collections import Counter
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    ParticipantIndexPage,
    StandardPage,
)
from participants.models import MembershipEvent, Participant, RegistryState
from participants.values.countries import country_name
from tests.factories import build_participant, locale, make_page

pytestmark = pytest.mark.django_db

API = "/api/v2/participants/"
COUNTRIES = ("GR", "FR", "RS")
SEATS = {"GR": (38, 23), "FR": (48, 2), "RS": (44, 21)}
HISTORIES = {
    "taking part": ["admitted"],
    "suspended": ["admitted", "suspended"],
    "reinstated": ["admitted", "suspended", "reinstated"],
    "renamed": ["admitted", "renamed"],
    "withdrawn": ["admitted", "withdrawn"],
    "withdrawn while suspended": ["admitted", "suspended", "withdrawn"],
    "merged": ["admitted", "merged"],
    "admitted again": ["admitted", "withdrawn", "admitted"],
}
TAKING_PART = {"taking part", "suspended", "reinstated", "renamed", "admitted again"}
STATES = ("public", "public", "public", "expiring", "draft", "scheduled", "expired")

rows = st.tuples(
    st.sampled_from(COUNTRIES), st.sampled_from(sorted(HISTORIES)), st.sampled_from(STATES)
)


def fill(registry):
    """Publish as cheaply as possible: with what saving derives, without revisions."""
    build_participant("successor", country="GR", latitude=38, longitude=23, live=True).save()
    for place, (country, history, state) in enumerate(registry):
        latitude, longitude = SEATS[country]
        participant = build_participant(
            f"place-{place}", country=country, latitude=latitude, longitude=longitude, joined=None
        )
        participant.events = [
            MembershipEvent(
                kind=kind,
                date="2014",
                successor=Participant.objects.get(slug="successor") if kind == "merged" else None,
            )
            for kind in HISTORIES[history]
        ]
        participant.save()
        day = timedelta(days=1)
        Participant.objects.filter(pk=participant.pk).update(
            live=state in {"public", "expiring", "expired"},
            expire_at={"expired": timezone.now() - day, "expiring": timezone.now() + day}.get(
                state
            ),
            go_live_at=timezone.now() + day if state == "scheduled" else None,
        )
    RegistryState.change()


def make_site():
    home = HomePage.objects.get(locale=locale())
    make_page(ParticipantIndexPage, home, title="Participants")
    make_page(StandardPage, home, title="About")
    index = make_page(CountryIndexPage, home, title="Countries")
    for code in COUNTRIES:
        make_page(CountryPage, index, title=country_name(code), country=code)


def page(address, **query):
    response = Client().get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def answer(address, **query):
    response = Client().get(f"/api/v2/{address}", query)
    assert response.status_code == 200
    return json.loads(response.getvalue() if response.streaming else response.content)


def number_in(pattern, text):
    found = re.search(pattern, text)
    assert found, (pattern, text)
    return int(found[1])


def cards(html):
    return len(re.findall('<article class="(?:card frame|entry)', html))


def country_page(code):
    return page(f"/en/countries/{country_name(code).lower()}/")


# What each door says there is of a country; what it says there is altogether.


def table_of_countries():
    cells = re.findall(
        r'<th scope="row">(.*?)</th>\s*<td[^>]*>(\d+)</td>', page("/en/countries/"), re.DOTALL
    )
    found = {words(name).strip(): int(count) for name, count in cells}
    return {code: found[str(country_name(code))] for code in COUNTRIES}


def rows_of_csv():
    lines = Client().get(f"{API}export.csv").getvalue().decode("utf-8-sig").splitlines()
    return Counter(
        row["country"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    )


def country_pages_of_the_api(name):
    pages = answer("pages/", type="alliance_pages.CountryPage", fields="*")["items"]
    return {item["country"]["code"]: item[name] for item in pages}


BY_COUNTRY = {
    "finder, heading": lambda: {
        code: number_in(
            r"(\d+) of \d+ participants match", words(page("/en/participants/", country=code))
        )
        for code in COUNTRIES
    },
    "finder, cards": lambda: {
        code: cards(page("/en/participants/", country=code)) for code in COUNTRIES
    },
    "country pages, cards": lambda: {code: cards(country_page(code)) for code in COUNTRIES},
    "country pages, map": lambda: {
        code: country_page(code).count('<circle class="map__point"') for code in COUNTRIES
    },
    "table of countries": table_of_countries,
    "list": lambda: {
        code: answer("participants/", country=code)["meta"]["total_count"] for code in COUNTRIES
    },
    "items of the list": lambda: Counter(
        item["country"]["code"] for item in answer("participants/", limit=100)["items"]
    ),
    "summary": lambda: {
        item["code"]: item["count"] for item in answer("participants/summary/")["countries"]
    },
    "export.csv": rows_of_csv,
    "export.json": lambda: Counter(
        item["country"] for item in answer("participants/export.json")["items"]
    ),
    "export.geojson": lambda: Counter(
        item["properties"]["country"] for item in answer("participants/export.geojson")["features"]
    ),
    "country pages of the API": lambda: country_pages_of_the_api("participants_count"),
    "participants of country pages of the API": lambda: {
        code: len(found) for code, found in country_pages_of_the_api("participants").items()
    },
}
TOTALS = {
    "finder": lambda: number_in(r"(\d+) participants? ", words(page("/en/participants/"))),
    "footer": lambda: number_in(r"The Alliance today (\d+) cit", words(page("/en/about/"))),
    "home": lambda: number_in(r"<dd>(\d+)</dd>", page("/en/")),
    "map on the home page": lambda: page("/en/").count('<circle class="map__point"'),
    "map of the countries": lambda: page("/en/countries/").count('<circle class="map__point"'),
    "names beside the map": lambda: (
        page("/en/").partition("link-columns")[2].partition("</ul>")[0].count("<li>")
    ),
    "summary, taking part": lambda: answer("participants/summary/")["taking_part"]["participants"],
    "feed": lambda: (
        len(ET.fromstring(page("/en/participants/feed/"))[:])
        and page("/en/participants/feed/").count("<entry>")
    ),
}
FORMER = {
    "finder": lambda code: cards(page("/en/participants/", country=code, status="former")),
    "list": lambda code: answer("participants/", country=code, status="former")["meta"][
        "total_count"
    ],
    "list by code": lambda code: answer("participants/", country=code, status="withdrawn,merged")[
        "meta"
    ]["total_count"],
    "summary": lambda code: answer("participants/summary/", country=code)["former"],
    "words of the finder": lambda code: former_in_words(page("/en/participants/", country=code)),
    "words of the country page": lambda code: former_in_words(country_page(code)),
}


def former_in_words(html):
    found = re.search(r"and (\d+) former participant", words(html))
    return int(found[1]) if found else 0


@pytest.mark.thorough
@settings(max_examples=12)
@given(registry=st.lists(rows, min_size=4, max_size=12))
def test_every_door_counts_those_that_take_part(registry):
    with transaction.atomic():
        make_site()
        fill(registry)
        public = [row for row in registry if row[2] in {"public", "expiring"}]
        expected = Counter(country for country, history, _ in public if history in TAKING_PART)
        expected["GR"] += 1  # the successor
        former = Counter(country for country, history, _ in public if history not in TAKING_PART)
        for door, ask in BY_COUNTRY.items():
            assert {door: +Counter(ask())} == {door: +expected}
        for door, ask in TOTALS.items():
            assert {door: ask()} == {door: expected.total()}
        for door, ask in FORMER.items():
            found = {code: ask(code) for code in COUNTRIES}
            assert {door: +Counter(found)} == {door: +former}
        everybody = answer("participants/", status="all")["meta"]["total_count"]
        assert everybody == expected.total() + former.total()
        transaction.set_rollback(True)


@pytest.fixture
def former(participant_index, country_index):
    """Return two who left, one of whom was merged into one that takes part."""
    make_page(CountryPage, country_index, title="Greece", country="GR")
    fill([("GR", "withdrawn", "public"), ("GR", "merged", "public"), ("FR", "suspended", "public")])
    Participant.objects.filter(slug="place-0").update(number=7)
    return list(Participant.objects.public().former())


def test_former_participants_are_said_to_be_there_and_linked(client, former):
    for address in ("/en/participants/", "/en/countries/", "/en/countries/greece/"):
        html = client.get(address).content.decode()
        assert "and 2 former participants" in words(html)
        [link] = re.findall(r'<a href="([^"]*status=former[^"]*)"', html)
        listed = client.get(f"/en/participants/{link}" if link.startswith("?") else unescape(link))
        assert cards(listed.content.decode()) == 2
        assert '<option value="former" selected>' in listed.content.decode()
    text = words(client.get("/en/participants/?status=former").content.decode())
    assert "2 former participants" in text
    assert "4 present and former participants" in words(page("/en/participants/", status="all"))
    assert "1 of 4 present and former participants matches" in words(
        page("/en/participants/", status="all", country="FR")
    )


def test_links_to_former_participants_keep_the_other_filters(client, former):
    html = client.get("/en/participants/?country=GR&kind=city&page=1").content.decode()
    [link] = re.findall(r'<a href="(\?[^"]*status=former[^"]*)"', html)
    assert unescape(link) == "?country=GR&kind=city&status=former"


def test_statuses_of_the_finder_are_those_of_the_api(client, api, former):
    for value in ("withdrawn,merged", "all,former", "suspended", "not_admitted"):
        response = client.get("/en/participants/", {"status": value})
        assert response.status_code == 200
        _, found = api("participants/", status=value)
        assert cards(response.content.decode()) == found["meta"]["total_count"]


def test_profiles_of_former_participants_stay_and_say_so(client, api, former):
    for participant in former:
        text = words(client.get(f"/en/participants/{participant.slug}/").content.decode())
        assert "Former participant. It " in text
        assert api(f"participants/{participant.pk}/")[1]["slug"] == participant.slug
        for name, value in (("slug", participant.slug), ("id", participant.pk)):
            address = f"/api/v2/participants/find/?{name}={value}"
            assert client.get(address)["Location"].endswith(f"/participants/{participant.pk}/")
    found = client.get("/api/v2/participants/find/?number=7")
    assert found.status_code == 302
    text = words(client.get("/en/participants/successor/").content.decode())
    assert "Former participant" not in text


def test_files_have_former_participants_where_they_are_asked_for(client, former):
    for status, count in (("former", 2), ("withdrawn", 1), ("all", 4), ("participant", 1)):
        for name, rows_of in (("json", "items"), ("geojson", "features")):
            found = answer(f"participants/export.{name}", status=status)
            assert len(found[rows_of]) == count


def test_day_and_status_go_together(api, former):
    _, then = api("participants/", as_of="2013-12-31", status="all")
    assert then["meta"]["total_count"] == 0
    _, now = api("participants/", as_of="2030-01-01")
    assert now["meta"]["total_count"] == 2
    _, left = api("participants/summary/", as_of="2030-01-01")
    assert (left["total"], left["former"]) == (2, 2)
    assert api("participants/", as_of="2030-01-01", status="former")[1]["meta"]["total_count"] == 2


def test_finder_shows_the_best_fit_first_as_the_api_does(client, api, participant_index):
    for slug, name in (("a", "A Region of Lyon"), ("b", "Lyonnais"), ("c", "Lyon")):
        build_participant(slug, texts={"en": name}, live=True).save()
    _, found = api("participants/", search="lyon")
    html = client.get("/en/participants/?q=lyon").content.decode()
    on_site = re.findall(r'<h3>\s*<a href="/en/participants/(\w)/"', html)
    assert [item["slug"] for item in found["items"]] == on_site == ["c", "b", "a"]
