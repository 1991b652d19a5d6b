"""Links on the site, as each answer of the API writes them."""

import re

import pytest

from alliance_pages.models import CountryIndexPage, CountryPage, JoinPage, ParticipantIndexPage
from participants.models import ParticipantText
from tests.factories import make_article, make_full_participant, make_image, make_page

pytestmark = pytest.mark.django_db

API_HOST = "https://api.example"
SITE_HOST = "http://localhost"
# Members that hold a link on the site, and the lists whose `url` does.
NAMED = {"html_url", "form_url", "participants_url", "location"}
LISTED = {"main", "footer", "legal", "children", "feeds"}
DOORS = [
    "participants/?fields=*",
    "participants/summary/?locale=en",
    "participants/{megara}/?fields=*",
    "pages/?fields=*",
    "pages/{article}/?fields=*",
    "pages/{country}/?fields=*",
    "pages/{join}/?fields=*",
    "site/?locale=en",
    "resolve/?path=/en/news/megara-joins/",
    "resolve/?path=/en/participants/megara/",
    "resolve/?path=/en/participants/feed/",
    "resolve/?path=/en/news/calendar/",
    "resolve/?path=/en/news/megara-joins",
]


@pytest.fixture
def keys(home, news_index):
    """Return the keys of a participant and of pages that lead to one another."""
    make_page(ParticipantIndexPage, home, title="Participants", show_in_menus=True)
    countries = make_page(CountryIndexPage, home, title="Countries")
    megara = make_full_participant("megara")
    html = (
        f'<p><a linktype="page" id="{news_index.pk}">news</a> and '
        f'<a linktype="participant" id="{megara.pk}">Megara</a></p>'
    )
    ParticipantText.objects.update(summary=html)
    article = make_article(
        news_index,
        "Megara joins",
        participants=[megara],
        lead_image=make_image("Lead"),
        body=[("paragraph", html)],
    )
    pages = {
        "article": article,
        "country": make_page(CountryPage, countries, title="Greece", country="GR"),
        "join": make_page(JoinPage, home, title="Join"),
    }
    return {"megara": megara.pk, **{name: page.pk for name, page in pages.items()}}


@pytest.fixture
def read(client, keys):
    """Return a function that reads an answer of the API."""

    def ask(door, status=200):
        response = client.get(f"/api/v2/{door.format(**keys)}")
        assert response.status_code == status
        return response.json()

    return ask


def texts_of(answer, name="", within=""):
    """Yield (name of the list or object, name, text) for all texts of an answer."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield from texts_of(value, key, name)
    elif isinstance(answer, list):
        for value in answer:
            yield from texts_of(value, name, within)
    elif isinstance(answer, str):
        yield within, name, answer


def links_in(answer):
    """Return the links on the site that an answer holds, those in its HTML last."""
    texts = list(texts_of(answer))
    named = [
        text
        for within, name, text in texts
        if name in NAMED or (name == "url" and within in LISTED)
    ]
    typed = r'href="([^"]*)" data-type="(?:alliance_pages|participants)'
    return named + [link for _, _, text in texts for link in re.findall(typed, text)]


@pytest.mark.parametrize("door", DOORS)
def test_links_have_the_host_of_the_site_and_the_rest_that_of_the_api(read, door, settings):
    settings.WAGTAILAPI_BASE_URL = API_HOST
    answer = read(door)
    links = links_in(answer)
    assert links
    assert all(link.startswith(f"{SITE_HOST}/") for link in links)
    others = [
        text
        for _, name, text in texts_of(answer)
        if name in {"detail_url", "applications_url"} or (name == "url" and "/media/" in text)
    ]
    assert all(text.startswith(f"{API_HOST}/") for text in others)


@pytest.mark.parametrize("door", DOORS)
def test_links_are_paths_where_that_is_asked_for(read, door):
    full, relative = read(door), read(f"{door}&links=relative")
    assert read(f"{door}&links=full") == full
    assert links_in(relative) == [link.removeprefix(SITE_HOST) for link in links_in(full)]
    assert all(link.startswith("/") for link in links_in(relative))


def test_the_canonical_address_is_always_a_full_one(read, settings):
    settings.WAGTAILAPI_BASE_URL = API_HOST
    answer = read("resolve/?path=/en/news/megara-joins/&links=relative")
    assert answer["meta"]["canonical"] == f"{SITE_HOST}/en/news/megara-joins/"


@pytest.mark.parametrize("value", ["", "Relative", "relative,full", "relative,x", "1", "%00"])
@pytest.mark.parametrize(
    "door", ["participants/?limit=0", "pages/?limit=0", "site/?locale=en", "resolve/?path=/en/"]
)
def test_other_forms_are_refused(read, door, value):
    message = read(f"{door}&links={value}", status=400)["message"]
    assert message.startswith("links: ")


def test_where_there_are_no_links_the_parameter_is_unknown(read):
    assert "links" in read("images/?links=relative", status=400)["message"]


def test_find_hands_the_form_on(client, keys):
    response = client.get("/api/v2/participants/find/?slug=megara&links=relative")
    assert response["Location"].endswith("/?links=relative")


@pytest.mark.parametrize("door", ["participants/?limit=1", "pages/?limit=1"])
def test_a_cursor_holds_for_either_form(read, door):
    make_full_participant("tivat")
    following = read(door)["meta"]["next"].partition("/api/v2/")[2]
    assert links_in(read(f"{following}&links=relative"))


def test_pages_of_the_site_say_its_own_host(client, keys, settings):
    settings.WAGTAILAPI_BASE_URL = API_HOST
    text = client.get("/en/news/megara-joins/").content.decode()
    assert f'<link rel="canonical" href="{SITE_HOST}/en/news/megara-joins/">' in text
    [picture] = re.findall(r'property="og:image"\s+content="([^"]*)"', text)
    assert picture.startswith(f"{API_HOST}/media/")
