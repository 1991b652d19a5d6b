"""Bad input at the door of the public API: a 400 that names the parameter, never a 500."""

import pytest

from alliance_pages.models import HomePage, NewsArticlePage, NewsIndexPage, ParticipantIndexPage
from tests.databases import taken_back
from tests.factories import make_article, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db

ARTICLES = "pages/?type=alliance_pages.NewsArticlePage&"
MANY_WORDS = "+".join(["roma"] * 500)
HUGE = "1" + "0" * 22

# (address, the parameter that the message must name)
REFUSED = [
    ("participants/?limit=-1", "limit"),
    ("participants/?limit=101", "limit"),
    ("participants/?limit=abc", "limit"),
    ("participants/?limit=1_0", "limit"),
    ("participants/?limit=%D9%A1", "limit"),
    ("participants/?limit=+10+", "limit"),
    ("participants/?offset=99999999999999999999", "offset"),
    ("participants/?offset=-1", "offset"),
    ("participants/?order=nonsense", "order"),
    ("participants/?order=", "order"),
    ("participants/?order=country,name,number", "order"),
    ("participants/?order=country,nonsense", "order"),
    ("participants/?order=country,country", "order"),
    ("participants/?order=country,-country", "order"),
    ("participants/?order=country,", "order"),
    ("participants/?order=,country", "order"),
    ("participants/?order=,", "order"),
    ("participants/?order=country,--name", "order"),
    ("participants/?order=country,%20-joined_on", "order"),
    ("participants/?order=country,+name", "order"),
    ("participants/?order=country&order=name", "order"),
    ("participants/?country=ZZ", "country"),
    ("participants/?country=", "country"),
    ("participants/?country=GR&country=FR", "country"),
    ("participants/?kind=village", "kind"),
    ("participants/?theme=nothing", "theme"),
    ("participants/?status=dead", "status"),
    ("participants/?has=letters", "has"),
    ("participants/?year=15", "year"),
    ("participants/?year=2014,", "year"),
    ("participants/?joined_after=2015-13-45", "joined_after"),
    ("participants/?joined_after=x", "joined_after"),
    ("participants/?joined_before=20151201", "joined_before"),
    ("participants/?fields=participants(*(*(*)))", "fields"),
    ("participants/?fields=figures(*)", "fields"),
    ("participants/?fields=nonsense", "fields"),
    ("participants/?fields=*,", "fields"),
    ("participants/?fields=-", "fields"),
    ("participants/?fields=" + "a" * 1_100, "fields"),
    ('participants/?search="', "search"),
    ("participants/?search=%00", "search"),
    ("participants/?search=+++", "search"),
    ("participants/?search=", "search"),
    (f"participants/?search={MANY_WORDS}", "search"),
    ("participants/?search=" + "a" * 1_000, "search"),
    ("participants/?locale=de", "locale"),
    ("participants/places/?limit=1", "limit"),
    ("participants/places/?country=ZZ", "country"),
    ("participants/places/?locale=en,fr", "locale"),
    ("resolve/?path=/en/&lists=yes", "lists"),
    ("resolve/?path=/en/&lists=true&lists=true", "lists"),
    ("participants/?locale=%00", "locale"),
    ("participants/?nonsense=1", "nonsense"),
    ("participants/?name__startswith=M", "name__startswith"),
    ("participants/?live=true", "live"),
    ("participants/find/?id=abc", "id"),
    ("participants/find/?id=", "id"),
    ("participants/find/?id=1%00", "id"),
    ("participants/find/?number=1.5", "number"),
    ("participants/find/?number=" + HUGE, "number"),
    ("participants/find/?slug=a&number=1", "slug"),
    ("participants/find/", "slug"),
    ("site/?locale=de", "locale"),
    ("site/?locale=", "locale"),
    ("site/?locale=en,fr", "locale"),
    ("site/?locale=en&locale=fr", "locale"),
    ("site/?locale=en%00", "locale"),
    ("site/?locale=" + "x" * 3_900, "locale"),
    ("site/?path=/en/", "path"),
    ("site/?fields=name", "fields"),
    ("site/?_=1", "_"),
    ("pages/?limit=-1", "limit"),
    ("pages/?offset=99999999999999999999", "offset"),
    ("pages/?order=nonsense", "order"),
    ("pages/?order=random", "order"),
    ("pages/?order=title,random", "order"),
    ("pages/?order=title,date", "order"),
    ("pages/?order=title,-title", "order"),
    ("pages/?order=title,slug,id", "order"),
    ("pages/?order=title,", "order"),
    ("pages/?order=related_participants", "order"),
    ("pages/summary/", "type"),
    ("pages/summary/?type=nonsense", "type"),
    ("pages/summary/?type=alliance_pages.CountryPage", "type"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&order=date", "order"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&limit=1", "limit"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&facets=some", "facets"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&month=2014-13", "month"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&theme=nothing", "theme"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&locale=de", "locale"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&search=a%00", "search"),
    ("pages/summary/?type=alliance_pages.NewsArticlePage&child_of=abc", "child_of"),
    ("pages/?type=nonsense", "type"),
    ("pages/?type=wagtailcore.Site", "type"),
    ("pages/?locale=de", "locale"),
    ("pages/?locale=%00", "locale"),
    ("pages/?site=%00", "site"),
    ("pages/?site=nowhere.example", "site"),
    ("pages/?site=localhost:port", "site"),
    ("pages/1/?site=nowhere.example", "site"),
    ("pages/?search=%22", "search"),
    ("pages/?search=a%00", "search"),
    ("pages/?search=%20%20", "search"),
    (f"pages/?search={MANY_WORDS}", "search"),
    ("pages/?search=roma&search_operator=foo", "search_operator"),
    ("pages/?search_operator=and", "search_operator"),
    ("pages/?child_of=abc", "child_of"),
    ("pages/?child_of=" + HUGE, "child_of"),
    ("pages/?descendant_of=-1", "descendant_of"),
    ("pages/?fields=parent(parent(*))", "fields"),
    ("pages/?first_published_at=abc", "first_published_at"),
    ("pages/?show_in_menus=perhaps", "show_in_menus"),
    ("pages/?rich_text_format=db_html", "rich_text_format"),
    ("pages/?_=1", "_"),
    ("pages/find/?id=abc", "id"),
    ("pages/find/?id=1%00", "id"),
    ("pages/find/?html_path=%00", "html_path"),
    ("pages/find/", "html_path"),
    (ARTICLES + "related_participants=1", "related_participants"),
    (ARTICLES + "lead_image=abc", "lead_image"),
    (ARTICLES + "lead_image=" + HUGE, "lead_image"),
    (ARTICLES + "body=x", "body"),
    (ARTICLES + "kind=nonsense", "kind"),
    (ARTICLES + "legacy_number=x", "legacy_number"),
    (ARTICLES + "legacy_number=" + HUGE, "legacy_number"),
    (ARTICLES + "theme=nonsense", "theme"),
    (ARTICLES + "country=ZZ", "country"),
    (ARTICLES + "participant=nobody", "participant"),
    (ARTICLES + "year=14", "year"),
    ("images/?limit=-1", "limit"),
    ("images/?search=%22", "search"),
    ("images/?collection=1", "collection"),
    ("images/?tags=x", "tags"),
    ("images/?order=title,title", "order"),
    ("documents/?order=title,%20id", "order"),
    ("images/?locale=xx", "locale"),
    ("images/find/?id=abc", "id"),
    ("documents/?offset=" + HUGE, "offset"),
    ("documents/?search=%00", "search"),
    ("documents/find/?id=abc", "id"),
]


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        home = HomePage.objects.get(locale__language_code="en")
        make_page(ParticipantIndexPage, home, title="Participants")
        megara = make_participant("megara", themes=[make_theme()])
        make_article(make_page(NewsIndexPage, home, title="News"), participants=[megara])
        yield


@pytest.mark.parametrize(("address", "parameter"), REFUSED)
def test_bad_parameter_is_refused_by_name(client, content, address, parameter):
    response = client.get(f"/api/v2/{address}")
    assert response.status_code == 400, response.content
    assert parameter in response.json()["message"]


@pytest.mark.parametrize(
    "address",
    [
        "participants/" + HUGE + "/",
        "participants/99999/",
        "participants/abc/",
        "participants/find/?slug=nobody",
        "participants/find/?number=99999",
        "pages/" + HUGE + "/",
        "pages/find/?html_path=/en/nowhere/",
        "pages/find/?id=999999",
        "nonsense/",
        "site/1/",
        "site/find/",
    ],
)
def test_what_is_not_there_is_not_found(client, content, address):
    response = client.get(f"/api/v2/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    assert response.json()["message"]


@pytest.mark.parametrize(
    "address",
    [
        "participants/?limit=0",
        "participants/?search=(megara)+AND+NOT+*",
        "participants/?search='; DROP TABLE",
        "participants/?search=%E2%80%AEmegara",
        "pages/?search=roma+OR+(megara",
        "pages/?search=-megara:*^{}",
        ARTICLES + "search=megara&order=-date&year=2014&theme=housing",
        ARTICLES + "search=megara&search_operator=or",
    ],
)
def test_odd_but_meaningful_input_is_answered(client, content, address):
    assert client.get(f"/api/v2/{address}").status_code == 200


def test_bad_utf8_in_the_query_is_refused(client, content):
    assert client.get("/api/v2/participants/?search=%FF%FE").status_code in {200, 400}
    assert client.get("/api/v2/participants/?%FF=1").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_api_cannot_be_written(client, content, method):
    for address in ("participants/", "pages/", "images/", "documents/", "site/"):
        response = getattr(client, method)(f"/api/v2/{address}")
        assert response.status_code == 405
        assert "not allowed" in response.json()["message"]


def test_messages_do_not_repeat_markup_as_markup(client, content):
    response = client.get("/api/v2/participants/", {"kind": "<script>alert(1)</script>"})
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_article_search_finds_articles(api, content):
    status, answer = api("pages/", type="alliance_pages.NewsArticlePage", search="megara")
    assert status == 200
    assert answer["meta"]["total_count"] == NewsArticlePage.objects.count() == 1
