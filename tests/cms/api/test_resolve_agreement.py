"""`resolve/` tells of every address of the demonstration what the site itself answers there."""

import json
import re
from html import unescape
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from alliance_pages.models import HomePage, StandardPage
from tests.factories import make_page

pytestmark = pytest.mark.django_db

HOST = "http://localhost:8000"
# Files and services, which no frontend shows.
LISTS = {"alliance_pages.ParticipantIndexPage", "alliance_pages.NewsIndexPage"}
ELSEWHERE = (
    "/admin/",
    "/api/",
    "/embed/",
    "/documents/",
    "/media/",
    "/static/",
    "/robots.txt",
    "/sitemap",
)
FEEDS = ("application/atom+xml", "application/rss+xml", "application/feed+json", "text/calendar")
KINDS = {"page", "past_day", "participant", "feed", "form", "open_data"}
MOST_HOPS = 4


@pytest.fixture
def site(demonstrated):
    """Return a visitor of the demonstration, to which redirects and hidden pages were added."""
    home = HomePage.objects.get(locale__language_code="en")
    about = StandardPage.objects.filter(locale=home.locale).first()
    Redirect.add_redirect("/old-way", redirect_to=about)
    Redirect.add_redirect("/for-now", redirect_to=about, is_permanent=False)
    Redirect.add_redirect("/away", redirect_to="https://example.org/a?b=c")
    Redirect.add_redirect("/index.php?id=5", redirect_to=about)
    private = make_page(StandardPage, home, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    make_page(StandardPage, home, title="Draft", live=False)
    return Client(headers={"host": "localhost:8000"})


class Told:
    """What is told at an address: its status in the end, and the way there."""

    def __init__(self, status, location=None, is_permanent=None):
        self.all = (status, location and unquote(location), is_permanent)

    def __eq__(self, other):
        return self.all == other.all

    __hash__ = None

    def __repr__(self):
        return repr(self.all)


def visited(client, path):
    """Return what a browser is told, and the answer at the address itself."""
    first, location, is_permanent = None, None, None
    address = path
    for _hop in range(MOST_HOPS):
        response = client.get(address)
        first = first or response
        if response.status_code not in {301, 302}:
            break
        is_permanent = is_permanent is not False and response.status_code == 301
        location = urljoin(f"{HOST}/", response["Location"])
        if not location.startswith(f"{HOST}/"):
            return Told(None, location, is_permanent), first
        address = location.removeprefix(HOST)
    else:
        raise AssertionError(f"{path} leads round in circles")
    if response.status_code == 404:
        # A slash is put right before anybody looks whether something is there.
        return Told(404), first
    return Told(response.status_code, location, is_permanent), first


def resolved(client, path):
    """Return what a frontend is told, and the answer."""
    response = client.get("/api/v2/resolve/", {"path": path})
    answer = response.json()
    if answer.get("kind") != "redirect":
        return Told(response.status_code), answer
    location, is_permanent = answer["redirect"]["location"], answer["redirect"]["status"] == 301
    if answer["redirect"]["path"] is None:
        return Told(None, location, is_permanent), answer
    end = client.get("/api/v2/resolve/", {"path": answer["redirect"]["path"].partition("#")[0]})
    assert end.json()["kind"] in KINDS, (path, end.json())
    return Told(end.status_code, location, is_permanent), answer


def head_of(text):
    """Return what the head of a page says."""
    found = {"title": unescape(re.search(r"<title>(.*?)</title>", text)[1])}
    for name, value in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text):
        found[name] = unescape(value)
    found["canonical"] = unescape(re.search(r'rel="canonical" href="([^"]+)"', text)[1])
    found["json_ld"] = json.loads(re.search(r"ld\+json\">(.*?)</script>", text)[1])
    found["language"] = re.search(r'<html lang="(\w+)"', text)[1]
    switch = re.findall(r'<a href="([^"]+)" hreflang="(\w+)" lang=', text)
    found["ways"] = {code: unquote(urljoin(f"{HOST}/", unescape(href))) for href, code in switch}
    same = re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', text)
    found["translations"] = {code: unquote(unescape(href)) for code, href in same}
    return found


def head_in(answer):
    """Return the same as a frontend would print it."""
    meta = answer["meta"]
    found = {name: meta[name] for name in ("title", "robots", "canonical", "json_ld")}
    if meta["description"]:
        found["description"] = meta["description"]
    found |= meta["open_graph"]
    found["language"] = answer["locale"]
    ways = answer["translations"]
    found["ways"] = {way["locale"]: unquote(way["html_url"]) for way in ways}
    found["translations"] = {
        way["locale"]: unquote(way["html_url"]) for way in ways if way["is_translation"]
    }
    if answer["kind"] in {"page", "past_day"} and answer["item"]["meta"]["type"] in LISTS:
        # The way to another language keeps what is chosen; search engines are told of the page.
        found["translations"] = {
            code: way.partition("?")[0] for code, way in found["translations"].items()
        }
    return found


def differences(client, path):
    """Return how the two answers to an address differ."""
    (seen, page), (told, answer) = visited(client, path), resolved(client, path)
    if seen != told:
        return [(path, seen, told)]
    if seen != Told(200):
        return []
    if answer["kind"] == "feed":
        assert page["Content-Type"].startswith(FEEDS)
        return []
    printed, given = head_of(page.content.decode()), head_in(answer)
    printed.pop("viewport")
    printed.pop("color-scheme")
    found = [
        (path, name, printed.get(name), given.get(name))
        for name in printed.keys() | given.keys()
        if printed.get(name) != given.get(name)
    ]
    robots = page.get("X-Robots-Tag", "all")
    found += [(path, robots)] if robots != given["robots"] else []
    own = answer["item"]["meta"]["detail_url"].removeprefix(HOST)
    locale = {"locale": answer["locale"]} if answer["kind"] == "participant" else {}
    found += [(path, "item")] if answer["item"] != client.get(own, locale).json() else []
    return found


def crawled(client):
    """Return every address of a page that the site links to or names in its sitemaps."""
    wanted = ["/", "/sitemap.xml"]
    known, found = set(wanted), []
    while wanted:
        path = wanted.pop()
        response = client.get(path)
        if not path.startswith("/sitemap"):
            found.append(path)
        if "=" in path:
            # What can be chosen besides leads to ever more of the same.
            links = []
        elif response.status_code in {301, 302}:
            links = [response["Location"]]
        elif response["Content-Type"].startswith(("text/html", "application/xml")):
            pairs = re.findall(
                r'<a [^>]*href="([^"#]+)|<loc>(.*?)</loc>', response.content.decode()
            )
            links = [unescape(link or loc) for link, loc in pairs]
        else:
            links = []
        for link in links:
            address = urljoin(f"{HOST}{path}", link).partition("#")[0]
            parts = urlsplit(address)
            below = address.removeprefix(HOST)
            if f"{parts.scheme}://{parts.netloc}" != HOST or below in known:
                continue
            if not parts.path.startswith(ELSEWHERE) or parts.path.startswith("/sitemap"):
                known.add(below)
                wanted.append(below)
    return sorted(found)


SPELLINGS = [
    str.upper,
    str.title,
    quote,
    unquote,
    lambda path: normalize("NFD", unquote(path)),
    lambda path: path.rstrip("/"),
    lambda path: path[:1] + path[1:].replace("/", "//"),
    lambda path: f"{path}?utm_source=x&page=2",
    lambda path: f"{path}nobody/",
    lambda path: path.replace("a", "", 1),
    lambda path: path.replace("e", "è"),
    lambda path: path.removeprefix("/en").removeprefix("/fr"),
    lambda path: path.replace("/en/", "/fr/", 1) if "/en/" in path else f"/de{path}",
]
OTHERS = [
    "/old-way",
    "/OLD-Way/?x=1",
    "/for-now/",
    "/away",
    "/index.php?id=5",
    "/index.php?ID=5&utm_source=x",
    "/index.php",
    "/en/page/149-any-title.html",
    "/fr/news/149-autre.html",
    "/EN/Page/149-any-title.HTML",
    "/en/page/99999-nothing.html",
    "/en/draft/",
    "/en/DRAFT",
    "/en/nowhere/",
    "/nowhere",
    "/",
    "/en",
    "/de/",
    "/en/participants/nobody/",
    "/en/participants/megara/more/",
    "/wp-login.php",
]


def test_one_of_each_type_in_each_language_is_told_alike(site):
    paths = ["/en/participants/megara/", "/fr/participants/megara/", "/en/join/sent/"]
    paths += ["/en/participants/feed/", "/fr/participants/changes/rss/", "/en/news/feed/json/"]
    paths += ["/fr/actualites/calendar/", "/fr/participants/open-data/"]
    paths += ["/en/participants/on/2014-06-30/", "/fr/participants/on/2014-06-30/?country=GR"]
    paths += ["/en/countries/france/on/2016-01-01/", "/en/participants/?day=2014-06-30&page=2"]
    paths.append("/EN/participants/on/2014-06-30")
    seen = set()
    items = site.get("/api/v2/pages/?limit=100&fields=_,type,html_url,locale").json()["items"]
    for item in items:
        kind = (item["meta"]["type"], item["meta"]["locale"])
        if kind not in seen:
            seen.add(kind)
            paths.append(item["meta"]["html_url"].removeprefix(HOST))
    assert len(paths) > 18
    assert [found for path in [*paths, *OTHERS] for found in differences(site, path)] == []


def test_a_private_page_is_nothing_though_the_site_shows_its_door(site):
    assert site.get("/en/private/").status_code == 302
    assert resolved(site, "/en/private/")[0] == Told(404)


def test_a_head_that_differs_is_found(site):
    answer = resolved(site, "/en/participants/megara/")[1]
    printed = head_of(site.get("/en/participants/megara/").content.decode())
    assert head_in(answer)["title"] == printed["title"]
    answer["meta"]["title"] = "Another"
    assert head_in(answer)["title"] != printed["title"]


@pytest.mark.thorough
def test_every_public_address_is_told_alike(site):
    paths = crawled(site)
    assert len(paths) > 150
    kinds = {resolved(site, path)[1]["kind"] for path in paths}
    assert kinds >= {"page", "participant", "form", "redirect"}
    assert [found for path in paths for found in differences(site, path)] == []


@pytest.mark.thorough
@pytest.mark.parametrize("number", range(len(SPELLINGS)))
def test_every_public_address_is_told_alike_however_it_is_spelled(site, number):
    paths = {path for path in crawled(site) if "?" not in path}
    spelled = sorted({SPELLINGS[number](path) for path in paths} - paths)
    assert [found for path in spelled if path for found in differences(site, path)] == []
