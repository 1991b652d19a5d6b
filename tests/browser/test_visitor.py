"""The site in a real browser: accessible by WCAG 2.2 AA, by keyboard, at every width."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations

PAGES = [
    "/en/",
    "/fr/",
    "/en/news/",
    "/en/page/149-x.html",
    "/en/participants/",
    "/en/participants/?q=nothing-like-it",
    "/en/participants/megara/",
    "/fr/participants/megara/",
    "/en/countries/",
    "/en/countries/greece/",
    "/en/terminology/",
    "/en/about/",
    "/en/join/",
    "/en/join/form/",
    "/fr/adherer/form/",
    "/en/nowhere/",
]


@pytest.fixture
def visited(page, demo_site):
    """Return a function that opens an address and collects what the browser complains of."""
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("request", lambda request: foreign(request.url))

    def foreign(url):
        if not url.startswith((demo_site, "data:")):
            complaints.append(f"asked {url}")

    def visit(address):
        page.goto(f"{demo_site}{address}")
        return page

    visit.complaints = complaints
    return visit


def test_every_page_is_accessible_in_light_and_dark(visited, page):
    faults = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in PAGES:
            found = violations(visited(address))
            if found:
                faults[scheme, address] = found
    assert not faults


def test_no_page_scrolls_sideways_or_breaks_its_policy(visited, page):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        visited(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, address
    assert not [text for text in visited.complaints if "404" not in text]


def test_keyboard_reaches_the_content_and_shows_where_it_is(visited, page):
    visited("/en/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent.trim()")
    assert focused == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        tag = page.evaluate("document.activeElement.tagName")
        seen.add(tag)
        if tag == "a":  # a point of the map draws its own ring
            continue
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
        )
        assert style[0] != "none"
        assert style[1] >= 2
    assert seen <= {"A", "BUTTON", "SUMMARY", "a"}


def test_site_works_without_javascript(browser, demo_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_site}/en/participants/")
    page.get_by_label("Name, in any language").fill("μεγαρα")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^1 of "))).to_be_visible()
    page.get_by_role("link", name="Megara").first.click()
    expect(page.get_by_role("heading", level=1, name="Megara")).to_be_visible()
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{demo_site}/fr/participants/megara/")
    context.close()
