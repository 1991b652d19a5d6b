"""Visitors and `pages/find/` are told the same at every address."""

import datetime as dt
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from alliance_pages.models import HomePage, ParticipantIndexPage, StandardPage
from tests.alliance_pages.site.conftest import Told
from tests.factories import make_page, make_participant

pytestmark = pytest.mark.django_db

SHOWN = [
    "/en/",
    "/fr/",
    "/en/news/",
    "/fr/actualités/",
    "/en/news/megara-joins/",
    "/en/participants/megara/",
    "/fr/les-participants/hódmező/",
    "/en/participants/feed/",
    "/en/participants/changes/json/",
    "/en/participants/open-data/",
    "/en/news/feed/rss/",
    "/en/news/calendar/",
    "/en/join/form/",
]
LED = {
    "/": Told("/en/", False),
    "/en": Told("/en/", True),
    "/en/news": Told("/en/news/", True),
    "/en//news/": Told("/en/news/", True),
    "/EN/News/": Told("/en/news/", True),
    "/fr-FR/actualit%C3%A9s/": Told("/fr/actualit%C3%A9s/", True),
    "/FR/ACTUALITES/": Told("/fr/actualit%C3%A9s/", True),
    "/en/participants/MEGARA": Told("/en/participants/megara/", True),
    "/en/participants/hodmezo/": Told("/en/participants/h%C3%B3dmez%C5%91/", True),
    "/en/participants/Feed/": Told("/en/participants/feed/", True),
    "/en/participants/Open-Data": Told("/en/participants/open-data/", True),
    "/en/participants/Changes/RSS": Told("/en/participants/changes/rss/", True),
    "/en/news/FEED/": Told("/en/news/feed/", True),
    "/en/join/FORM/": Told("/en/join/form/", True),
    "/news/megara-joins/": Told("/en/news/megara-joins/", False),
    "/de/news/": Told("/en/news/", False),
    "/en/page/149-any-title.html": Told("/en/news/megara-joins/", True),
    "/fr/news/149-autre.html": Told("/en/news/megara-joins/", True),
    "/EN/Page/149-any-title.HTML": Told("/en/news/megara-joins/", True),
    # Redirects of editors
    "/old-way": Told("/en/about/", True),
    "/OLD-Way/?utm_source=mail": Told("/en/about/", True),
    "/for-now/": Told("/en/about/", False),
    "/fr/événements/": Told("/en/about/", True),
    "/FR/ÉVÉNEMENTS": Told("/en/about/", True),
    "/index.php?id=5": Told("/en/news/megara-joins/", True),
    "/index.php?utm_source=mail&ID=5": Told("/en/news/megara-joins/", True),
    "/index.php?id=6": Told("/en/about/", True),
    "/index.php?b=2&c=3&a=1": Told("/en/news/", True),
    "/away": Told("https://example.org/a?b=c", True),
    "/away-for-now": Told("https://example.org/", False),
    "/elsewhere": Told("http://second.example/en/other/", True),
    "/profile": Told("/en/participants/megara/", True),
    "/profile-for-now": Told("/en/participants/megara/", False),
    "/chain": Told("/en/about/", False),
    "/link": Told("/en/about/#words", True),
    "/file": Told("/documents/999/letter.pdf", True),
}
MISSING = [
    "/en/nowhere/",
    "/nowhere",
    "/en/participants/nobody/",
    "/en/participants/draft/",
    "/en/participants/DRAFT/",
    "/en/participants/megara/more/",
    "/en/join/nothing/",
    "/en/about/megara/",
    "/en/draft/",
    "/en/DRAFT/",
    "/en/expired/",
    "/en/Private/",
    "/en/page/150-nothing.html",
    "/to-draft",
    "/to-expired",
    "/to-private",
    "/to-a-draft-profile",
    "/to-nothing",
    "/to-a-link-to-a-draft",
    "/round",
    "/and-round",
    "/odd-scheme",
    "/odd-host",
    "/odd-line",
    "/api/",
    "/en/%00/",
    "/en/" + "x/" * 300,
    "/en/" + "é" * 300,
    "/%5Bx",
    "/en/<script>/",
]


@pytest.fixture
def redirects(bilingual, home):
    """Make redirects of every kind, to what is public and to what is not."""
    page = bilingual["about"]
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    make_participant("draft", is_public=False)
    hidden = {
        "draft": make_page(StandardPage, home, title="Draft", live=False),
        "expired": make_page(StandardPage, home, title="Expired", expire_at=yesterday),
        "private": make_page(StandardPage, home, title="Private"),
    }
    PageViewRestriction.objects.create(page=hidden["private"], restriction_type="login")
    root = home.get_parent()
    other = HomePage(title="Other", slug="other-site", locale=home.locale)
    root.add_child(instance=other)
    Site.objects.create(hostname="second.example", port=80, root_page=other)
    elsewhere = make_page(StandardPage, other, title="Other page", slug="other")
    index = bilingual["participants"]
    add = Redirect.add_redirect
    add("/old-way", redirect_to=page)
    add("/for-now", redirect_to=page, is_permanent=False)
    add("/fr/Événements", redirect_to=page)
    add("/index.php", redirect_to=page)
    add("/index.php?id=5", redirect_to=bilingual["article"])
    add("/index.php?a=1&b=2", redirect_to=bilingual["news"])
    add("/away", redirect_to="https://example.org/a?b=c")
    add("/away-for-now", redirect_to="https://example.org/", is_permanent=False)
    add("/elsewhere", redirect_to=elsewhere)
    add("/profile", redirect_to=index, page_route_path="/megara")
    add("/profile-for-now", redirect_to=index, page_route_path="/megara/", is_permanent=False)
    add("/chain", redirect_to="/for-now")
    add("/link", redirect_to="http://localhost/en/about/#words")
    add("/file", redirect_to="/documents/999/letter.pdf")
    for name, hidden_page in hidden.items():
        add(f"/to-{name}", redirect_to=hidden_page)
    add("/to-a-draft-profile", redirect_to=index, page_route_path="/draft/")
    add("/to-nothing")
    add("/to-a-link-to-a-draft", redirect_to="/en/draft/")
    add("/round", redirect_to="/and-round")
    add("/and-round", redirect_to="/round")
    add("/odd-scheme", redirect_to="javascript:alert(1)")
    add("/odd-host", redirect_to="http://[")
    add("/odd-line", redirect_to="https://example.org/\r\nSet-Cookie: a=b")
    return hidden


def is_file(told):
    return told is not None and told.location.startswith("/documents/")


def test_a_table_of_addresses(visit, find, redirects, client):
    wrong = []
    for path in SHOWN:
        if not visit(path) == find(path) == Told(path):
            wrong.append((path, visit(path), find(path)))
    for path, expected in LED.items():
        if expected is None:
            continue
        # The file is not there, which only its own view can say.
        seen = expected if is_file(expected) else visit(path)
        if not seen == find(path) == expected:
            wrong.append((path, seen, find(path)))
    for path in MISSING:
        if find(path) is not None or (path != "/api/" and visit(path) is not None):
            wrong.append((path, visit(path), find(path)))
    assert wrong == []
    assert client.get("/file")["Location"] == "/documents/999/letter.pdf"


def test_one_step_leads_to_the_end(client, redirects):
    for path, expected in LED.items():
        if expected and not expected.location.startswith("http"):
            response = client.get(path)
            assert response["Location"] == expected.location, path


SPELLINGS = st.sampled_from(
    [
        str.upper,
        str.title,
        str.swapcase,
        str.casefold,
        quote,
        lambda path: normalize("NFD", path),
        lambda path: path.rstrip("/"),
        lambda path: path.replace("/", "//"),
        lambda path: f"{path}?utm_source=x&page=2",
        lambda path: f"{path}nobody/",
        lambda path: path.replace("a", "", 1),
        lambda path: path.removeprefix("/en").removeprefix("/fr"),
        lambda path: path.replace("e", "è"),
    ]
)


@pytest.mark.thorough
@given(
    path=st.sampled_from([*SHOWN, *[path for path, told in LED.items() if not is_file(told)]]),
    spellings=st.lists(SPELLINGS, min_size=1, max_size=3),
)
@settings(max_examples=60)
def test_any_spelling_is_told_alike(visit, find, redirects, path, spellings):
    for respell in spellings:
        path = respell(path)
    if path.startswith("//"):
        # A browser would take what follows for a host.
        path = "/" + path.lstrip("/")
    seen, found = visit(path), find(path)
    if seen and found and seen.is_permanent is None:
        assert found.is_permanent is None
    else:
        assert seen == found


@pytest.mark.parametrize(
    "path",
    [
        "not a path",
        "http://[",
        "https://example.org/en/news/",
        "javascript:alert(1)",
        "//example.org/en/",
        "\\en\\news",
        "%",
        "%zz",
        "x" * 3_000,
        "/en/news/%2500/",
        "?id=1",
        "/en/?a=b\r\nSet-Cookie: a=b",
        "/EN/?a=b\r\nSet-Cookie: a=b",
        "#",
        "\u202e/en/",
    ],
)
def test_what_is_no_address_is_no_error(client, bilingual, path):
    response = client.get("/api/v2/pages/find/", {"html_path": path})
    assert response.status_code in {302, 400, 404}
    assert response["Content-Type"] == "application/json"
    if response.status_code == 302 and response.json()["redirect"]:
        assert response.json()["redirect"]["location"].startswith("http://localhost/en/")
        assert "\n" not in response["Location"]


def test_a_full_address_of_the_site_is_understood(find, client, bilingual):
    assert find("http://localhost/en/news/") == Told("http://localhost/en/news/")
    assert find("http://localhost/en/NEWS/") == Told("/en/news/", is_permanent=True)


def test_find_hands_on_parameters_and_keeps_to_the_site_that_is_asked(client, redirects):
    ask = {"html_path": "/en/news/", "fields": "title"}
    assert client.get("/api/v2/pages/find/", ask)["Location"].endswith("/?fields=title")
    ask = {"html_path": "/en/other/", "site": "second.example"}
    response = client.get("/api/v2/pages/find/", ask)
    page = StandardPage.objects.get(slug="other")
    assert f"/pages/{page.pk}/" in response["Location"]
    assert client.get("/api/v2/pages/find/", {"html_path": "/en/other/"}).status_code == 404


def test_redirects_tell_the_address_of_what_is_hidden_only_to_who_may_see_it(
    client, admin_client, redirects
):
    assert admin_client.get("/to-private")["Location"] == "/en/private/"
    client.logout()
    for name in redirects:
        assert client.get(f"/to-{name}").get("Location", "") in {"", f"/en/to-{name}/"}


def test_two_spellings_of_one_address_are_no_guess(visit, find, bilingual, home):
    make_page(StandardPage, home, title="Upper", slug="Words")
    make_page(StandardPage, home, title="Lower", slug="words")
    assert visit("/en/words/") == find("/en/words/") == Told("/en/words/")
    assert visit("/en/WORDS/") is find("/en/WORDS/") is None
    StandardPage.objects.get(slug="Words").unpublish()
    assert visit("/en/WORDS/") == find("/en/WORDS/") == Told("/en/words/", is_permanent=True)


def test_a_path_without_language_is_read_in_the_readers(client, visit, bilingual):
    assert visit("/actualités/", accept_language="fr").location == "/fr/actualit%C3%A9s/"
    assert visit("/news/", accept_language="fr").location == "/en/news/"
    response = client.get("/news/", headers={"accept-language": "fr"})
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("count", [3, 60])
def test_what_is_missing_costs_the_same_among_many(client, at_most, bilingual, count):
    from tests.factories import make_many_participants

    make_many_participants(count)
    for number in range(count):
        Redirect.add_redirect(f"/old-{number}", redirect_to=bilingual["about"])
    for path in ("/en/participants/nobody/", "/old-999/", "/en/a/b/c/"):
        client.get(path)
        with at_most(30):
            client.get(path)
        with at_most(30):
            client.get("/api/v2/pages/find/", {"html_path": path})


def test_a_profile_is_a_route_of_the_index(client, bilingual):
    index = ParticipantIndexPage.objects.get(slug="participants")
    response = client.get("/api/v2/pages/find/", {"html_path": "/en/participants/megara/"})
    assert response["Location"] == f"http://localhost/api/v2/pages/{index.pk}/"
