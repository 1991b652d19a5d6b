"""The reference frontend shows what the site shows, page by page, and follows its changes."""

import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from functools import partial
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.browser.conftest import free_port, served_demonstration, wait_until_it_answers
from tests.databases import ROOT, manage
from tests.packaging.exchanges import noted_exchanges
from tests.packaging.npm import npm, skip_without_npm
from tests.packaging.shown_pages import shown

pytestmark = pytest.mark.packaging

FRONTEND = ROOT / "examples" / "frontend"
# What it is built of besides its own folder.
BUILT_OF = (
    "clients/typescript/src",
    "alliance_pages/data",
    *(f"{name}/static" for name in ("cms", "participants", "alliance_pages")),
)
NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", ".astro", "static")
SECRET = "whsec_" + base64.b64encode(b"a secret of the reference frontend").decode()
# The demonstration has nobody who has left.
PREPARE = """
from cms.delivery.models import Webhook
from participants.models import MembershipEvent, Participant
Webhook.objects.create(
    name="frontend", address="http://localhost:{port}/hooks/alliance", secret="{secret}"
)
def happened(slug, *events):
    one = Participant.objects.get(slug=slug)
    for number, (kind, date, successor) in enumerate(events, start=1):
        event = MembershipEvent(kind=kind, date=date, successor=successor, sort_order=number)
        one.events.add(event)
    one.save_revision().publish()
lyon = Participant.objects.get(slug="lyon")
happened("innsbruck", ("withdrawn", "2019-03", None))
happened("val-de-marne", ("renamed", "2017", None), ("merged", "2018-05-01", lyon))
happened("tivat", ("suspended", "2020", None))
"""
WRITE_TOKEN = """
from urllib.parse import parse_qs, urlsplit
from django.contrib.auth.models import User
from django.test import RequestFactory
from alliance_pages.models import StandardPage
request = RequestFactory().get("/")
request.user = User.objects.create_superuser("office")
page = StandardPage.objects.get(slug="romact", locale__language_code="en")
page.title = "ROMACT, as <i>nobody</i> has saved it"
shown = page.serve_preview(request, "frontend-en")["Location"]
with open("{file}", "w") as file:
    file.write(shown)
"""
RENAME = """
from alliance_pages.models import StandardPage
page = StandardPage.objects.get(slug="romact", locale__language_code="en")
page.title = "{title}"
page.save_revision().publish()
"""
CHANGES = """
from alliance_pages.models import NewsArticlePage, StandardPage
from participants.models import Participant
megara = Participant.objects.get(slug="megara")
for text in megara.texts.all():
    text.name = "Megara anew"
    megara.texts.add(text)
megara.save_revision().publish()
NewsArticlePage.objects.filter(locale__language_code="en").newest_first().first().unpublish()
Participant.objects.get(slug="lyon").unpublish()
about = StandardPage.objects.get(slug="about", locale__language_code="en")
about.slug, about.title = "about-us", "About all of us"
about.save_revision().publish()
"""
# Seconds in which the formats of all pictures are made, on a machine that does other things too.
PICTURES = 180
# Seconds in which whatever must come has come, on such a machine.
PATIENCE = 150
PERMANENT = 301
FOUND = 302
# How many pages are asked for at once.
READERS = 4
# Open data: files, and the counts as the API has them.
DATA = re.compile(
    r"/api/v2/participants/(?:export\.\w+|summary/)(?:\?as_of=[\d-]+)?$"
    r"|/api/v2/participants/\d+/\?locale=\w\w$|/embed/participant/[\w-]+/\?locale=\w\w$"
)
# What the site has against programs, a field that people do not see; the API has its own ways.
TRAP = re.compile(r'<div class="unseen" aria-hidden="true">.*?</div>', re.DOTALL)
# Pages that are handed on as the CMS has made them.
HANDED_ON = ("/en/participants/open-data/", "/fr/participants/open-data/")
# Pages that no sitemap names.
MORE = [
    *("/en/join/form/", "/fr/adherer/form/", "/en/join/sent/", "/fr/adherer/sent/"),
    *("/en/page/284-x.html", "/fr/page/64-x.html"),
    *("/en/nothing/", "/fr/participants/personne/", "/en/participants/?country=GR&theme=health"),
    *("/en/participants/?q=meg&kind=city", "/fr/participants/?status=all", "/en/news/?page=2"),
    *("/en/participants/?country=FR&status=former", "/fr/actualites/?year=2014&theme=health"),
    *("/en/participants/?q=nobody", "/en/news/?country=GR", "/en/news/?page=99"),
    *("/en/search/", "/fr/search/?q=strasburg", "/en/search/?q=roma", "/en/search/?q=xyzzy"),
    "/en/search/?q=roma&in=news&page=2",
    *("/en/participants/on/2018-04-30/", "/fr/participants/on/2016-06-30/?country=FR&status=all"),
    *("/en/participants/on/2000-01-01/", "/en/participants/?day=2014-06-31&kind=city"),
    *("/fr/pays/france/on/2018-04-30/", "/en/countries/greece/on/2000-01-01/"),
    *("/en/countries/greece/?day=2014", "/fr/participants/?day=2019-01-01"),
]
ANSWERS = {
    "names.en": "Place of the frontend",
    "kind": "municipality",
    "country": "GR",
    "address": "1 Town Hall Square",
    "roma_population.value": "1 800",
    "roma_population.basis": "unofficial",
    "roma_population.year": "2014",
    "roma_population.source": "Social service",
    "measures[0].title": "Housing",
    "measures[0].theme": "housing",
    "measures[0].funding": "own",
    "measures[1].funding": "unknown",
    "representative.name": "Maria Example",
    "representative.role": "mayor",
    "contact.name": "Eleni Example",
    "contact.email": "eleni@example.org",
    "language": "en",
    "consent": "true",
    "key": "a-key-of-the-frontend",
    "room": "3",
}


class _AsItComes(HTTPRedirectHandler):
    def redirect_request(self, *_arguments, **_named):
        return None


def ask(address, **options):
    """Return status, headers and text of an answer, which redirects nobody."""
    try:
        with build_opener(_AsItComes).open(Request(address, **options)) as response:
            return response.status, response.headers, response.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a copy of the sources that is built."""
    project = tmp_path_factory.mktemp("project")
    folder = project / "examples" / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=NOT_COPIED)
    for name in BUILT_OF:
        shutil.copytree(ROOT / name, project / name)
    skip_without_npm(oldest_node=(20, 3), package="astro", folder=folder)
    npm("ci", folder=folder)
    npm("run", "build", folder=folder, ASTRO_TELEMETRY_DISABLED="1")
    return folder


@pytest.fixture(scope="module")
def mails(tmp_path_factory):
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def cms(data, mails, port):
    """Run the product with the demonstration and a webhook to the frontend."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DELIVERY_ALLOW_PRIVATE_TARGETS", "true")
        patch.setenv("FRONTEND_PREVIEW_URL", f"http://localhost:{port}/preview/")
        prepare = PREPARE.format(port=port, secret=SECRET)
        with served_demonstration(data, mails, prepare) as address:
            yield address


@pytest.fixture(scope="module")
def site(built, cms, port):
    environment = {"ALLIANCE_URL": cms, "PORT": str(port), "WEBHOOK_SECRET": SECRET}
    server = subprocess.Popen(
        ["node", "start.mjs"], cwd=built, env={**os.environ, **environment}, stdout=subprocess.PIPE
    )
    address = f"http://localhost:{port}"
    try:
        wait_until_it_answers(f"{address}/en/")
        for line in server.stdout:
            if b"pages are made" in line:
                break
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def watched(built, cms):
    """Return the address of a frontend that makes each page anew, and what it asks the CMS."""
    port = free_port()
    address = f"http://localhost:{port}"
    with noted_exchanges(cms) as (asked, exchanges):
        # No page can be kept there.
        environment = {"ALLIANCE_URL": asked, "PORT": str(port), "PAGES": os.devnull}
        server = subprocess.Popen(
            ["node", "dist/server/entry.mjs"], cwd=built, env={**os.environ, **environment}
        )
        try:
            wait_until_it_answers(f"{address}/en/")
            yield address, exchanges
        finally:
            server.terminate()
            server.wait(timeout=10)


@pytest.fixture(scope="module")
def paths(cms):
    """Return every public path of the demonstration."""
    locations = re.compile(r"<loc>(.*?)</loc>")
    maps = locations.findall(ask(f"{cms}/sitemap.xml")[2])
    found = {urlsplit(url).path for one in maps for url in locations.findall(ask(one)[2])}
    assert len(found) > 100
    assert found >= set(HANDED_ON)
    return sorted(found - set(HANDED_ON))


def test_types_are_right(built):
    assert "0 errors" in npm("run", "check", folder=built, ASTRO_TELEMETRY_DISABLED="1")


def differences(site, cms, paths):
    """Return in what the pages at some paths differ from those of the site, by path."""
    with ThreadPoolExecutor(READERS) as readers:
        found = readers.map(partial(difference, site, cms), paths)
        return {path: told for path, told in zip(paths, found, strict=True) if told}


def difference(site, cms, path):
    theirs, ours = ask(cms + path), ask(site + path)
    if ours[0] != theirs[0]:
        return [f"status: {theirs[0]} is not {ours[0]}"]
    if theirs[0] in {PERMANENT, HTTPStatus.FOUND}:
        return []
    hosts = {urlsplit(cms).netloc, urlsplit(site).netloc}
    page = shown(TRAP.sub("", theirs[2]), cms + path, hosts)
    assert page.headings, path
    return page.differences(shown(ours[2], site + path, hosts))


def lasting_differences(site, cms, paths):
    """Return those that are still there when all has been told, and all pictures are made."""
    found = differences(site, cms, paths)
    end = time.monotonic() + PICTURES
    while found and time.monotonic() < end:
        time.sleep(1)
        found = differences(site, cms, found)
    return found


def test_every_page_is_what_the_site_shows(site, cms, paths):
    assert not lasting_differences(site, cms, [*paths, *MORE])


def test_comparison_sees_what_is_different(cms):
    changes = {
        "title": ("<title>Megara,", "<title>Athens,"),
        "head": ('name="robots" content="all"', 'name="robots" content="noindex"'),
        "json_ld": ('"addressCountry": "GR"', '"addressCountry": "FR"'),
        "headings": ("<h3>Housing programme</h3>", "<h4>Housing programme</h4>"),
        "links": ('href="/en/about/"', 'href="/en/elsewhere/"'),
        "current": ('aria-current="true"', 'aria-current="page"'),
        "text": ("<dt>Represented by</dt>", "<dt>Spoken for by</dt>"),
    }
    pictures = {"pictures": ('alt="Map of Europe', 'alt="Plan of Europe')}
    profile, news = (ask(f"{cms}{path}")[2] for path in ("/en/participants/megara/", "/en/news/"))
    parts = [(profile, *one) for one in changes.items()] + [
        (news, *one) for one in pictures.items()
    ]
    for html, part, (before, after) in parts:
        assert before in html, part
        found = shown(html, cms, ()).differences(shown(html.replace(before, after), cms, ()))
        assert [told.partition(":")[0] for told in found] == [part], part


def test_every_page_is_two_exchanges(watched, paths):
    """One for the page with its lists, and one for what surrounds all pages of a language."""
    address, exchanges = watched

    def asked(path):
        """Return with what the CMS should answer for the page, and with what it has."""
        exchanges.clear()
        status, _, _ = ask(address + path)
        names = [one.path.split("/")[3] for one in exchanges]
        # What leads elsewhere shows nothing that surrounds it.
        is_shown = status != FOUND
        assert names == ["resolve", "site"][: 1 + is_shown], (path, exchanges)
        # A page says itself which of its parameters could not be read.
        expected = 304 if status in {200, 400, FOUND} else status
        return [expected, 304][: 1 + is_shown], [one.status for one in exchanges]

    def is_known(path):
        expected, told = asked(path)
        return told == expected

    everything = [*paths, *MORE]
    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(lambda path: ask(address + path), everything))
    # What shows pictures is another page as long as some are made.
    end = time.monotonic() + PICTURES
    for path in everything:
        while not is_known(path):
            assert time.monotonic() < end, path


def test_links_stay_at_the_frontend(site, cms, paths):
    """Nothing leads to the CMS but its data, and what it shows within other sites."""
    for path in paths:
        _, _, html = ask(site + path)
        links = re.findall(r'<a [^>]*?href="([^"]*)"', html)
        assert not [one for one in links if cms in one and not DATA.search(one)], path
        assert not re.search(r"undefined|\[object|>null<", html), path


def test_pages_are_files_that_are_confirmed(site, built, paths):
    def missing():
        pages = built / "dist" / "pages"
        return [path for path in paths if not (pages / path[1:] / "index.html").exists()]

    # A message of what another test has put back may still be on its way.
    deadline = time.monotonic() + PATIENCE
    while missing() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert missing() == []
    status, headers, _ = ask(f"{site}/en/about/")
    assert status == 200
    known = {"If-None-Match": headers["ETag"]}
    assert ask(f"{site}/en/about/", headers=known)[::2] == (304, "")


def test_redirects_are_those_of_the_site(site, cms):
    for path in ("/EN/News", "/en/page/149-any-title.html", "/en/participants/MEGARA/?a=1"):
        told = [ask(host + path) for host in (cms, site)]
        assert told[0][0] == told[1][0] == PERMANENT, path
        locations = [
            urlsplit(headers["Location"])._replace(scheme="", netloc="") for _, headers, _ in told
        ]
        assert locations[0] == locations[1], path
    status, headers, _ = ask(f"{site}/")
    assert (status, headers["Location"]) == (302, "/en/")
    status, headers, _ = ask(f"{site}/en/application/link-sent/")
    assert (status, headers["Location"]) == (302, f"{cms}/en/application/link-sent/")


def test_files_of_the_cms_are_handed_on(site, cms):
    for path in (
        *("/en/participants/feed/", "/fr/participants/feed/", "/en/participants/changes/json/"),
        *("/en/news/feed/rss/?country=GR", "/fr/actualites/calendar/"),
        *("/sitemap.xml", "/sitemap-news.xml", "/robots.txt"),
        *HANDED_ON,
    ):
        ours, theirs = ask(site + path), ask(cms + path)
        assert (ours[0], ours[2]) == (200, theirs[2]), path
        assert ours[1]["Content-Type"] == theirs[1]["Content-Type"]
    # With the style sheets that it names.
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', ask(site + HANDED_ON[0])[2])
    assert sheets
    assert [ask(site + sheet)[0] for sheet in sheets] == [200] * len(sheets)
    known = {"If-None-Match": ask(f"{site}/en/participants/feed/")[1]["ETag"]}
    assert ask(f"{site}/en/participants/feed/", headers=known)[0] == 304


def test_search_finds_participants_and_pages(site):
    status, _, html = ask(f"{site}/en/search/?q=megara")
    assert status == 200
    assert '<a href="/en/participants/megara/" lang="en"><mark>Megara</mark></a>' in html
    assert html.count('href="/en/news/') > 1
    assert "Nothing was found." in ask(f"{site}/en/search/?q=qqq%00%3Cb%3E")[2]
    assert ask(f"{site}/fr/search/")[0] == 200


def test_hostile_addresses_are_answered(site, built):
    for path in (
        "/en/%2e%2e%2f%2e%2e%2fetc/passwd/",
        "/en/%00/",
        "/en/%E0%A4%A/",
        f"/en/{'a' * 3000}/",
    ):
        assert ask(site + path)[0] in {400, 404}, path
    for path in (
        "/en/participants/?country=ZZ",
        "/en/participants/?kind=<b>&page=x",
        "/en/news/?year=x",
    ):
        status, _, html = ask(site + path.replace("<", "%3C").replace(">", "%3E"))
        # What the finder cannot read it names.
        assert status == (400 if "participants" in path else 200), path
        assert "<b>" not in html
    assert ask(f"{site}/en/%6Eews/")[0] == 200
    assert not (built / "dist" / "pages" / "en" / "%6Eews").exists()
    assert ask(f"{site}/hooks/alliance")[0] == 404
    policy_of = ask(f"{site}/en/")[1]["Content-Security-Policy"]
    assert "default-src 'self'" in policy_of
    assert "unsafe" not in policy_of


def posted(site, answers):
    return ask(f"{site}/en/join/form/", data=urlencode(answers).encode())


def test_an_application_arrives(site, mails):
    status, _, html = posted(site, ANSWERS | {"contact.email": "nobody", "consent": ""})
    assert status == 400
    assert "The application has not been sent yet" in html
    assert re.search(r'data-error="contact.email">[^<]', html)
    assert re.search(r'data-error="consent">[^<]', html)
    assert 'value="Place of the frontend"' in html
    assert not list(mails.iterdir())
    status, _, html = posted(site, ANSWERS | {"add": "1"})
    assert (status, html.count("Measure 4")) == (200, 1)
    status, _, html = posted(site, ANSWERS)
    assert status == 200
    reference = re.search(r"Reference: (\S+?)<", html).group(1)
    # The same key is the same application.
    assert reference in posted(site, ANSWERS)[2]
    deadline = time.monotonic() + PATIENCE
    while not list(mails.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.2)
    [file] = mails.iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "eleni@example.org"
    assert "Place of the frontend" in mail.get_content()


def test_hostile_fields_change_nothing(site):
    hostile = {
        "__proto__.status": "1",
        "names.__proto__": "2",
        "constructor.prototype": "3",
        "measures[99].title": "x",
        "key": '"><b>',
    }
    long = {"Content-Length": "13000000"}
    assert ask(f"{site}/en/join/form/", data=b"a", headers=long)[0] == 413
    status, _, html = posted(site, hostile)
    assert status == 400
    assert '"><b>' not in html
    assert ask(f"{site}/en/about/")[0] == 200


def test_an_editor_sees_a_draft_and_nobody_else_does(site, cms, data, built, monkeypatch):
    monkeypatch.setenv("FRONTEND_PREVIEW_URL", f"{site}/preview/")
    told = data / "preview.txt"
    manage(data, "cms.settings.demo", "shell", "--command", WRITE_TOKEN.format(file=told))
    address = told.read_text()
    assert address.startswith(f"{site}/preview/?token=")
    status, headers, html = ask(address)
    assert status == 200
    assert html.lower().startswith("<!doctype html>")
    assert "<h1>ROMACT, as &lt;i&gt;nobody&lt;/i&gt; has saved it</h1>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].endswith(f"frame-ancestors {cms}")
    assert not (built / "dist" / "pages" / "preview").exists()
    assert "<h1>ROMACT</h1>" in ask(f"{site}/en/about/romact/")[2]
    for token, refused in (("x", 403), ("", 400), (address[-20:], 403)):
        assert ask(f"{site}/preview/?token={token}")[0] == refused
    assert ask(f"{site}/preview/")[0] == 400


def test_a_publication_is_shown_at_once(site, data):
    """The webhook says so; nobody has to ask."""
    assert "<h1>ROMACT</h1>" in ask(f"{site}/en/about/romact/")[2]
    manage(data, "cms.settings.demo", "shell", "--command", RENAME.format(title="ROMACT anew"))
    begun = time.monotonic()
    while "<h1>ROMACT anew</h1>" not in ask(f"{site}/en/about/romact/")[2]:
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.05)
    manage(data, "cms.settings.demo", "shell", "--command", RENAME.format(title="ROMACT"))


def test_changes_are_shown_wherever_there_is_something_of_them(site, cms, data, paths):
    """A name on many pages, an article and a participant that go, a page with others below it."""
    manage(data, "cms.settings.demo", "shell", "--command", CHANGES)
    assert ask(f"{cms}/en/about/")[0] == PERMANENT
    assert not lasting_differences(site, cms, [*paths, "/en/about-us/", "/en/about-us/romact/"])


def test_only_a_signed_message_is_heard(site, built):
    file = built / "dist" / "pages" / "en" / "privacy" / "index.html"
    body = json.dumps({"data": {"affects": {"tags": [], "paths": ["/en/privacy/"]}}}).encode()

    def sent(secret, when, data=body):
        signed = f"msg_1.{when}.".encode() + body
        digest = hmac.digest(base64.b64decode(secret[6:]), signed, hashlib.sha256)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": "msg_1",
            "webhook-timestamp": str(when),
            "webhook-signature": f"v1,else v1,{base64.b64encode(digest).decode()}",
        }
        return ask(f"{site}/hooks/alliance", data=data, headers=headers)[0]

    ask(f"{site}/en/privacy/")
    made = file.stat().st_mtime_ns
    now = int(time.time())
    for forged in (
        (SECRET, now, b"{}"),
        (SECRET, now - 3600),
        ("whsec_AAAA", now),
        ("whsec_", now),
    ):
        assert sent(*forged) == 401
    assert ask(f"{site}/hooks/alliance", data=body)[0] == 401
    assert file.stat().st_mtime_ns == made
    assert sent(SECRET, now) == 204
    deadline = time.monotonic() + PATIENCE
    while not file.exists() or file.stat().st_mtime_ns == made:
        assert time.monotonic() < deadline
        time.sleep(0.05)
