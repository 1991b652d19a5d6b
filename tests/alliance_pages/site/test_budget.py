"""No address costs much, whatever it asks for and however much there is."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsArticlePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from participants.registry.totals import MOST_NAMED, MOST_PLACES
from tests.databases import taken_back
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_many_participants,
    make_page,
    make_theme,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 50
MOST_BYTES = 1_000_000
# Of a page for visitors: queries once its process has begun, bytes of its HTML, and of all that it
# wants to be shown but pictures, packed.
MOST_QUERIES_OF_A_PAGE = 30
MOST_BYTES_OF_A_PAGE = 75_000
MOST_BYTES_PACKED = 45_000
PAGES = (
    "",
    "countries/",
    "countries/greece/",
    "news/",
    "news/news-1/",
    "participants/",
    "participants/?country=GR&view=map",
    "participants/?view=table",
    "participants/megara/",
    "participants/open-data/",
    "participants/on/2020-06-30/",
    "search/?q=place",
)
ARTICLES = "type=alliance_pages.NewsArticlePage"
EVERY_COUNTRY = ",".join(["GR", "FR", "ES", "IT", "DE"] * 9)
WORDS = "+".join(["place", "the", "and", "of"] * 5)
PART = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')
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
    "/api/v2/pages/summary/?type=alliance_pages.NewsArticlePage&facets=all",
    "/api/v2/pages/summary/?type=alliance_pages.NewsArticlePage&search=roma&country=GR&locale=en",
    "/api/v2/pages/find/?html_path=/en/" + "x/" * 1_900,
    "/api/v2/resolve/?path=/en/" + "x/" * 990,
    "/api/v2/resolve/?path=/en/participants/" + "x" * 1_900,
    "/api/v2/resolve/?path=/en/news/" + "é" * 900,
    "/api/v2/resolve/?path=/a/b/c/d/e/f?" + "%26".join(["a=b"] * 200),
    "/api/v2/resolve/?path=/en/countries/greece/",
    "/api/v2/resolve/?path=/en/participants/megara/",
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
    "/en/participants/changes/json/?country=GR&theme=housing",
    "/en/participants/open-data/",
    "/en/news/feed/?country=GR&theme=housing",
    "/en/news/calendar/",
    "/sitemap-news.xml",
    "/en/participants/megara/",
    "/en/" + "x/" * 1_900,
]


@pytest.fixture(scope="module", params=[3, MOST_PLACES + 100], ids=["few", "many"])
def content(request, django_db_setup, django_db_blocker):
    """Fill the site, for all tests of the module, with little or with more than a page may show."""
    with taken_back(django_db_blocker):
        fill_site(request.param)
        yield request.param


def fill_site(participants):
    home = HomePage.objects.get(locale__language_code="en")
    news, countries, _ = (
        make_page(model, home, title=title, show_in_menus=True)
        for model, title in (
            (NewsIndexPage, "News"),
            (CountryIndexPage, "Countries"),
            (ParticipantIndexPage, "Participants"),
        )
    )
    megara = make_full_participant("megara", number=124)
    make_many_participants(participants)
    picture = make_image("Lead")
    for place in range(3 if participants == 3 else 40):
        article = make_article(news, f"News {place}", participants=[megara], lead_image=picture)
        article.themes.add(make_theme())
        article.save()
    make_page(CountryPage, countries, title="Greece", country="GR")


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


def test_no_page_for_visitors_is_heavy(client, content):
    offenders = []
    for address in PAGES:
        client.get(f"/en/{address}")
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/en/{address}")
        assert response.status_code == 200, address
        parts = PART.findall(response.content.decode())
        assert len(parts) >= 3, address
        sent = [response.content, *(Path(finders.find(part)).read_bytes() for part in parts)]
        packed = sum(len(gzip.compress(part)) for part in sent)
        figures = (len(asked), len(response.content), packed)
        most = (MOST_QUERIES_OF_A_PAGE, MOST_BYTES_OF_A_PAGE, MOST_BYTES_PACKED)
        if any(figure > limit for figure, limit in zip(figures, most, strict=True)):
            offenders.append((address, *figures))
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
    assert page.count('class="card frame"') == min(content + 1, 48)
    assert ("All 1,101 participants" in page) == (content > 48)


def test_country_in_the_api_names_the_first_and_counts_all(api, content):
    _, answer = api("pages/", type="alliance_pages.CountryPage", fields="*")
    [item] = answer["items"]
    assert len(item["participants"]) == min(content + 1, MOST_NAMED)
    assert item["participants_count"] == content + 1
    assert item["participants"][0]["name"] == "Megara"


def test_pages_read_only_the_parameters_that_they_name(client, content):
    assert NewsArticlePage.query_parameters == set()
    assert ParticipantIndexPage.query_parameters == {
        *("country", "day", "has", "kind", "order", "page", "q", "status", "theme", "view"),
        "year",
    }
    for address in ("/en/", "/en/news/", "/en/countries/greece/"):
        plain = client.get(address)
        curious = client.get(f"{address}?canary=canary&utm_source=canary")
        assert curious.content == plain.content
    plain = client.get("/en/participants/")
    assert client.get("/en/participants/?utm_source=canary").content == plain.content


def test_links_to_further_pages_keep_the_filters_and_nothing_else(client, content):
    if content == 3:
        return
    page = client.get("/en/participants/?utm_id=1&country=GR&page=2").content.decode()
    assert "?country=GR&amp;page=3" in page
    assert "utm_id" not in page
    news = client.get("/en/news/?canary=1&year=2014").content.decode()
    assert "?year=2014&amp;page=2" in news
    assert "Show all news" in news
    assert "canary" not in news
    assert "canary" not in client.get("/en/participants/feed/?canary=1").content.decode()
