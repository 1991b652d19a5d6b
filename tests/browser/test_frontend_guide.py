"""The site that docs/frontend.md builds works, as its readers have it."""

import base64
import hashlib
import hmac
import os
import re
import shutil
import socket
import subprocess
import time
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, wait_until_it_answers
from tests.databases import ROOT

GUIDE = (ROOT / "docs" / "frontend.md").read_text(encoding="utf-8")
FIRST_PAGE, RECIPES = GUIDE.split("\n## What search engines see\n")
SECRET = "whsec_" + base64.b64encode(b"a secret of a test").decode()
ANSWERS = {
    "names.en": "Place of the guide",
    "address": "1 Town Hall Square",
    "roma_population.value": "1 800",
    "roma_population.year": "2014",
    "roma_population.source": "Social service",
    "representative.name": "Maria Example",
    "contact.name": "Eleni Example",
    "contact.email": "eleni@example.org",
}
CHOICES = {
    "kind": "municipality",
    "country": "GR",
    "roma_population.basis": "unofficial",
    "representative.role": "mayor",
}


def blocks(text):
    return re.findall(r"^```js\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def built(demo_site, tmp_path_factory):
    """Return a function that runs a text's program, and gives the address of its site."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed: the guide's site was not run")
    servers = []

    def run(text):
        file = tmp_path_factory.mktemp("frontend") / "site.mjs"
        file.write_text("".join(blocks(text)), encoding="utf-8")
        port = free_port()
        environment = {"API": demo_site, "PORT": str(port), "WEBHOOK_SECRET": SECRET}
        servers.append(subprocess.Popen(["node", file], env={**os.environ, **environment}))
        address = f"http://localhost:{port}"
        wait_until_it_answers(f"{address}/en/")
        return address

    yield run
    for server in servers:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def site(built):
    return built(GUIDE)


def ask(address, **options):
    try:
        with urlopen(Request(address, **options)) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_recipes_are_short():
    assert len(blocks(RECIPES)) > 10
    assert max(block.count("\n") for block in blocks(RECIPES)) <= 25


def test_first_page_works_without_the_recipes(built):
    address = built(FIRST_PAGE)
    assert ask(f"{address}/FR/actualites")[0] == 200
    status, page = ask(f"{address}/en/about/")
    assert status == 200
    assert "<h1>About the Alliance</h1>" in page
    assert ask(f"{address}/en/nowhere/")[0] == 404


def test_every_address_of_the_sitemap_is_shown(site, demo_site):
    sitemaps = re.findall(r"<loc>(.*?)</loc>", ask(f"{site}/sitemap.xml")[1])
    maps = [ask(f"{site}{urlsplit(url).path}")[1] for url in sitemaps]
    paths = {urlsplit(url).path for one in maps for url in re.findall(r"<loc>(.*?)</loc>", one)}
    assert len(paths) > 50
    for path in sorted(paths):
        status, page = ask(f"{site}{path}")
        assert status == 200, path
        # What a template says of a value that it does not have.
        assert not re.search(r"undefined|\[object|>null|>false", page), path
        if path.endswith("/open-data/"):
            continue  # handed on as the CMS shows it
        links = re.findall(r'<a href="([^"]*)"', page)
        assert not [link for link in links if demo_site in link and "/documents/" not in link]


def test_what_is_not_there_and_what_is_wrong_have_their_status(site):
    status, page = ask(f"{site}/fr/rien/")
    assert status == 404
    assert '<a href="/fr/">' in page
    status, page = ask(f"{site}/en/participants/?country=ZZ")
    assert status == 400
    assert "country" in page
    assert ask(f"{site}/en/participants/?unknown=1")[0] == 200
    assert ask(f"{site}/en/participants/feed/")[1].startswith("<?xml")
    assert "(Grèce)</title>" in ask(f"{site}/fr/actualites/feed/rss/?country=GR")[1]
    with socket.create_connection(("localhost", urlsplit(site).port)) as connection:
        connection.sendall(b"GET :x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 ")
    assert ask(f"{site}/en/")[0] == 200


def test_links_in_mails_to_applicants_lead_to_the_cms(site, demo_site):
    for language in ("en", "fr"):
        with urlopen(f"{site}/{language}/application/link-sent/") as response:
            assert response.url == f"{demo_site}/{language}/application/link-sent/"


def test_finder_and_news_are_narrowed_down(site, page):
    page.goto(f"{site}/en/participants/")
    page.get_by_label("country").select_option("GR")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("main li")).to_have_count(2)
    page.get_by_role("listitem").get_by_role("link", name="Megara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Megara")
    expect(page.get_by_role("navigation").get_by_text("Participants").first).to_have_attribute(
        "aria-current", "true"
    )
    page.goto(f"{site}/en/news/")
    first = page.locator("article h2").first.inner_text()
    page.get_by_role("link", name="More").click()
    expect(page.locator("article h2").first).not_to_have_text(first)
    page.goto(f"{site}/en/news/?theme=&month=2014-03")
    expect(page.locator("article")).to_have_count(3)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_somebody_applies(site, browser, with_scripts):
    context = browser.new_context(java_script_enabled=with_scripts)
    page = context.new_page()
    page.goto(f"{site}/en/join/form/")
    for name, value in (ANSWERS | {"contact.email": "nobody"}).items():
        page.locator(f'[name="{name}"]').fill(value)
    for name, value in CHOICES.items():
        page.locator(f'[name="{name}"]').select_option(value)
    page.get_by_role("button", name="Send").click()
    for place in ("contact.email", "consent"):
        expect(page.locator(f'[data-error="{place}"]')).not_to_be_empty()
    expect(page.locator('[data-error="country"]')).to_be_empty()
    expect(page.locator('[name="names.en"]')).to_have_value("Place of the guide")
    address = f"eleni{int(with_scripts)}@example.org"
    page.locator('[name="contact.email"]').fill(address)
    page.locator('[name="consent"]').check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    context.close()


def test_hostile_names_of_fields_change_nothing(site):
    ask(f"{site}/en/join/form/", data=b"__proto__.status=500&key=1234567890123456")
    assert ask(f"{site}/en/about/")[0] == 200
    status, page = ask(f"{site}/en/join/form/", data=b"key=%22%3E%3Cscript%3E&kind=%3Cb%3E")
    assert status == 200
    assert "<b>" not in page.replace("<b data-error", "")
    assert "<script>" not in page
    assert ask(f"{site}/en/join/form/", data=b"a" * 200_000)[0] == 413


def test_only_a_signed_message_is_heard(site):
    body = b'{"data": {"affects": {"tags": ["counts"], "paths": []}}}'

    def sent(secret, when, data=body):
        signed = f"msg_1.{when}.".encode() + body
        digest = hmac.digest(base64.b64decode(secret[6:]), signed, hashlib.sha256)
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(when),
            "webhook-signature": f"v1,else v1,{base64.b64encode(digest).decode()}",
        }
        return ask(f"{site}/hooks/alliance", data=data, headers=headers)[0]

    now = int(time.time())
    assert sent(SECRET, now) == 204
    assert sent(SECRET, now, b"{}") == 401
    assert sent(SECRET, now - 3600) == 401
    assert sent("whsec_AAAA", now) == 401
    assert ask(f"{site}/hooks/alliance", data=body)[0] == 401
