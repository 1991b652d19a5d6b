"""The search page, the box on every page, and what may be typed into them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from alliance_pages.models import StandardPage
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db

LONG = "a" * 10_000


def page_at(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def test_every_page_has_the_box(home, french_home, client):
    for address, where in (("/en/", "/en/search/"), ("/fr/search/", "/fr/search/")):
        page = page_at(client, address)
        box = page.select_one("header form[role=search]")
        assert box["action"] == where
        field = box.select_one("input[type=search]")
        assert page.select_one(f"label[for={field['id']}]").get_text(strip=True)
        assert field["data-suggestions"].startswith("/api/v2/search/suggestions/?locale=")
    assert "/en/search/" in str(page_at(client, "/en/nothing/", 404).header)


def test_without_words_the_page_says_what_can_be_found(home, client):
    page = page_at(client, "/en/search/?q=+")
    assert "initiatives, news, countries" in page.main.get_text()
    assert page.title.get_text().startswith("Search – ")


def test_results_are_no_page_for_robots_and_have_a_title_of_their_own(home, client):
    page = page_at(client, "/en/search/?q=<megara>")
    assert page.title.get_text().startswith("Search: “<megara>” – ")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "Nothing was found." in page.main.get_text()
    assert page.select("main a")


def test_one_kind_has_pages(home, news_index, client):
    for place in range(21):
        make_article(news_index, f"Megara {place}", slug=f"news-{place}")
    page = page_at(client, "/en/search/?q=megara")
    assert len(page.select(".found li")) == 5
    [more] = page.select("main .found > p a")
    assert more["href"] == "?q=megara&in=news"
    page = page_at(client, f"/en/search/{more['href']}&page=2")
    assert len(page.select(".found li")) == 1
    assert page.select_one("a[rel=prev]")["href"] == "?in=news&page=1&q=megara"


@pytest.mark.parametrize(
    ("query", "name"), [(f"q={'a' * 201}", "q"), ("q=!!!", "q"), ("q=x&in=nothing", "in")]
)
def test_what_cannot_be_read_is_refused_in_the_look_of_the_site(home, client, query, name):
    page = page_at(client, f"/en/search/?{query}", 400)
    assert f"({name}: " in page.select_one("[role=alert]").get_text()
    assert page.select_one(".site-header")


@pytest.mark.parametrize(
    "typed",
    [
        *("%22", "AND+OR+NOT+*+%22+%28+%29+:+%5E+NEAR", "a%00b", "%ED%A0%80x", "%F0%9F%98%80"),
        *("%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D", "%25", "'%3B--", "%5C", LONG, "a+" * 40, "%FF"),
    ],
)
@pytest.mark.parametrize(
    "address", ["/en/search/?q=", "/api/v2/search/?q=", "/api/v2/search/suggestions/?q="]
)
def test_nothing_that_is_typed_is_an_error_of_the_server(home, client, address, typed):
    assert client.get(address + typed).status_code in {200, 400, 414}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        *(("", "q"), ("?q=", "q"), ("?q=%00", "q"), (f"?q={'a' * 201}", "q"), ("?q=...", "q")),
        *(("?q=a&in=b", "in"), ("?q=a&in=news,pages", "in"), ("?q=a&limit=5", "limit")),
        *(("?q=a&in=news&limit=101", "limit"), ("?q=a&in=news&offset=-1", "offset")),
        *(("?q=a&locale=de", "locale"), ("?q=a&search=b", "search"), ("?q=a&q=b", "q")),
        *(("suggestions/", "q"), ("suggestions/?q=a&in=news", "in")),
    ],
)
def test_api_names_what_it_refuses(home, client, asked, name):
    response = client.get(f"/api/v2/search/{asked}")
    assert response.status_code == 400
    assert name in response.json()["message"]


def test_no_page_takes_the_address_of_the_search(home):
    page = make_page(StandardPage, home, title="Other")
    page.slug = "search"
    with pytest.raises(ValidationError, match="search of the site"):
        page.full_clean()
