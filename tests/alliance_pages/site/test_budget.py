"""No address costs much, whatever it asks for and however much there is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.maps.markers import MOST_MARKERS
from alliance_pages.models import CountryPage, NewsArticlePage, ParticipantIndexPage
from participants.models import Participant
from participants.registry.by_country import MOST_NAMED
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_many_participants,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 50
MOST_BYTES = 1_000_000
ARTICLES = "type=alliance_pages.NewsArticlePage"
EVERY_COUNTRY = ",".join(["GR", "FR", "ES", "IT", "DE"] * 9)
WORDS = "+".join(["place", "the", "and", "of"] * 5)
NASTY = [
    "/api/v2/participants/?limit=100&fields=*",
    "/api/v2/participants/?limit=100&fields=*&locale=fr&as_of=2018-01-01",
    "/api/v2/participants/?limit=100&fields=" + ",".join(["name"] * 190),
    "/api/v2/participants/?limit=100&offset=999999999",
    "/api/v2/participants/?limit=100&fields=*&after=1.999999999",
    "/api/v2/participants/?near=38,23&within_km=20015&limit=100&fields=*",
    "/api/v2/participants/?bbox=-180,-90,180,90&order=-joined_on&limit=100&fields=*",
    f"/api/v2/participants/?search={WORDS}&limit=100&fields=*",
    f"/api/v2/participants/?country={EVERY_COUNTRY}&limit=100",
    "/api/v2/participants/?" + "&".join(f"p{place}=1" for place in range(400)),
    "/api/v2/participants/?search=" + "x" * 3_900,
    "/api/v2/participants/summary/?near=38,23&within_km=20015&locale=fr",
    "/api/v2/participants/find/?slug=" + "x" * 3_900,
    f"/api/v2/pages/?{ARTICLES}&limit=100&fields=*",
    f"/api/v2/pages/?{ARTICLES}&limit=100&fields=*&country={EVERY_COUNTRY}",
    f"/api/v2/pages/?{ARTICLES}&limit=100&offset=999999999",
    f"/api/v2/pages/?{ARTICLES}&limit=100&fields=*&search=news&search_operator=or",
    f"/api/v2/pages/?search={WORDS}&search_operator=or&limit=100&fields=*",
    "/api/v2/pages/?type=alliance_pages.CountryPage&limit=100&fields=*",
    "/api/v2/pages/?limit=100&fields=*",
    "/api/v2/pages/find/?html_path=/en/" + "x/" * 1_900,
    "/api/v2/images/?limit=100&fields=*",
    "/api/v2/images/?search=map&limit=100",
    "/api/v2/documents/?limit=100&fields=*",
    "/en/",
    "/en/countries/",
    "/en/countries/greece/",
    "/en/news/?page=99999999999",
    "/en/news/?year=2014&theme=housing&country=GR&page=2",
    "/en/participants/",
    "/en/participants/?page=99999999999",
    f"/en/participants/?q={WORDS}",
    "/en/participants/?q=" + "x" * 3_900,
    "/en/participants/feed/",
    "/en/participants/megara/",
    "/en/" + "x/" * 1_900,
]


@pytest.fixture(params=[3, MOST_MARKERS + 100], ids=["few", "many"])
def content(request, news_index, participant_index, country_index):
    """Fill the site with little, or with more than a page may show."""
    megara = make_full_participant("megara", number=124)
    make_many_participants(request.param)
    picture = make_image("Lead")
    for place in range(3 if request.param == 3 else 40):
        article = make_article(
            news_index, f"News {place}", participants=[megara], lead_image=picture
        )
        article.themes.add(make_theme())
        article.save()
    make_page(CountryPage, country_index, title="Greece", country="GR")
    return request.param


def test_every_address_costs_at_most_50_queries_and_a_megabyte(client, content):
    offenders = []
    for address in NASTY:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        if response.status_code >= 500 or len(asked) > MOST_QUERIES:
            offenders.append((address[:80], response.status_code, len(asked)))
        if len(response.content) > MOST_BYTES:
            offenders.append((address[:80], len(response.content)))
    assert offenders == []


def test_few_seats_are_told_apart_and_many_are_a_circle_for_each_country(client, content):
    page = client.get("/en/").content.decode()
    points = page.count('<circle class="map__point"')
    assert points == 1
    if content == 3:
        assert "Megara" in page
        assert "Each point is the seat" in page
    else:
        assert "Greece: 1,101 participants" in page
        assert 'href="/en/participants/?country=GR"' in page
        assert "Each circle stands for" in page


def test_country_page_shows_the_first_and_leads_to_all(client, content):
    page = client.get("/en/countries/greece/").content.decode()
    assert page.count('class="participant-card"') == min(content + 1, 48)
    assert ("All 1,101 participants" in page) == (content > 48)


def test_country_in_the_api_names_the_first_and_counts_all(api, content):
    _, answer = api("pages/", type="alliance_pages.CountryPage", fields="*")
    [item] = answer["items"]
    assert len(item["participants"]) == min(content + 1, MOST_NAMED)
    assert item["participants_count"] == content + 1
    assert item["participants"][0]["name"] == "Megara"


def test_what_is_counted_for_countries_follows_the_registry(api, client, country_index):
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    participant = make_participant("megara")
    assert api(f"pages/{page.pk}/")[1]["participants_count"] == 1
    make_participant("samos")
    assert api(f"pages/{page.pk}/")[1]["participants_count"] == 2
    Participant.objects.filter(pk=participant.pk).update(
        expire_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    _, answer = api(f"pages/{page.pk}/")
    assert [item["slug"] for item in answer["participants"]] == ["samos"]
    assert answer["participants_count"] == 1


def test_pages_read_only_the_parameters_that_they_name(client, content):
    assert NewsArticlePage.query_parameters == set()
    assert ParticipantIndexPage.query_parameters == {
        "country",
        "kind",
        "page",
        "q",
        "status",
        "theme",
    }
    for address in ("/en/", "/en/news/", "/en/participants/", "/en/countries/greece/"):
        plain = client.get(address)
        curious = client.get(f"{address}?canary=canary&utm_source=canary")
        assert curious.content == plain.content


def test_links_to_further_pages_keep_the_filters_and_nothing_else(client, content):
    if content == 3:
        return
    page = client.get("/en/participants/?canary=1&country=GR&page=2").content.decode()
    assert "?country=GR&amp;page=3" in page
    assert "canary" not in page
    news = client.get("/en/news/?canary=1&year=2014").content.decode()
    assert "?year=2014&amp;page=2" in news
    assert "Show all news" in news
    assert "canary" not in news
    assert "canary" not in client.get("/en/participants/feed/?canary=1").content.decode()
