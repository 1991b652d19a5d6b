"""The site in a real browser: accessible by WCAG 2.2 AA, by keyboard, at every width."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import violations

PAGES = [
    "/en/",
    "/fr/",
    "/en/news/",
    "/en/page/149-x.html",
    "/en/participants/",
    "/en/participants/?q=nothing-like-it",
    "/en/participants/?q=megarra&country=FR",
    "/en/participants/?view=map&status=all",
    "/fr/participants/?view=table&country=GR,FR&order=-name",
    "/en/participants/?kind=nothing",
    "/en/participants/megara/",
    "/fr/participants/megara/",
    "/en/countries/",
    "/en/countries/greece/",
    "/en/terminology/",
    "/en/about/",
    "/en/join/",
    "/en/join/form/",
    "/en/search/?q=strasburg",
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
    assert not [text for text in visited.complaints if not re.search("40[04]", text)]


@pytest.mark.parametrize("width", [320, 375, 768])
def test_header_of_a_narrow_page_is_low_and_opens_a_menu(browser, demo_site, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 700}
    )
    page = context.new_page()
    for address, name in (("/en/participants/", "Search"), ("/fr/participants/", "Rechercher")):
        page.goto(f"{demo_site}{address}")
        header = page.get_by_role("banner")
        assert header.bounding_box()["height"] <= 64
        search = header.get_by_role("button", name=name)
        expect(search).to_be_hidden()
        page.locator(".site-header > details > summary").press("Enter")
        expect(search).to_be_visible()
        expect(header.get_by_role("link", name="Français")).to_be_visible()
        expect(header.get_by_role("navigation").last).to_be_visible()
        assert page.locator("html").evaluate("page => page.scrollWidth") <= width
    context.close()


def test_header_of_a_wide_page_shows_the_menu(visited, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    visited("/en/")
    header = page.get_by_role("banner")
    expect(header.get_by_role("link", name="Participants")).to_be_visible()
    expect(header.get_by_role("button", name="Search")).to_be_visible()
    expect(header.get_by_text("Menu", exact=True)).to_be_hidden()


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


def test_map_is_left_by_a_link_and_tells_of_a_country_that_is_pointed_at(visited, page):
    visited("/en/participants/?view=map")
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    asked = []
    page.on("request", lambda request: "view=map" in request.url and asked.append(request.url))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "map-end"
    france = page.locator(".map__link", has=page.locator("title", has_text="France"))
    card = page.locator(".map-card")
    france.focus()
    expect(card).to_have_text("France: 5 participants")
    expect(card).to_be_in_viewport()
    assert not asked
    page.locator(".map__link", has=page.locator("title", has_text="Megara")).hover()
    expect(card).to_have_text("Megara")
    # A view that is swapped in tells too.
    page.get_by_role("link", name="Table", exact=True).click()
    expect(card).to_be_hidden()
    page.go_back()
    page.locator(".map__link", has=page.locator("title", has_text="Lyon")).hover()
    expect(card).to_have_text("Lyon")


def test_first_touch_of_a_map_tells_and_the_second_goes_there(browser, demo_site):
    context = browser.new_context(has_touch=True, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(f"{demo_site}/en/participants/?view=map")
    spain = page.locator(".map__link", has=page.locator("title", has_text="Spain"))
    followed = []
    page.on("request", lambda request: "country=ES" in request.url and followed.append(request.url))
    spain.locator(".map__country").tap()
    expect(page.locator(".map-card")).to_have_text("Spain: 1 participant")
    expect(page).to_have_url(f"{demo_site}/en/participants/?view=map")
    assert not followed
    spain.locator(".map__country").tap()
    expect(page).to_have_url(re.compile("country=ES"))
    context.close()


def test_profile_prints_as_one_page_with_a_code_of_its_address(visited, page):
    for slug in ("megara", "val-de-marne"):
        visited(f"/en/participants/{slug}/")
        code = page.locator(".sharing__code")
        expect(code).to_be_hidden()
        address = page.locator(".sharing__copy").first.inner_text()
        assert address.endswith(f"/en/participants/{slug}/")
        page.emulate_media(media="print")
        expect(code).to_be_visible()
        expect(page.get_by_role("contentinfo")).to_be_hidden()
        page.emulate_media(media="null")
        printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        assert len(printed.pages) == 1
        assert address in printed.pages[0].extract_text()


def test_finder_prints_as_a_table_that_says_what_was_chosen_and_where(visited, page):
    visited("/en/participants/?country=FR")
    expect(page.locator(".on-paper")).to_be_hidden()
    # Other tests of this session may have added participants.
    count = re.match(
        r"5 of \d+", page.get_by_role("heading", name=re.compile("^5 of ")).inner_text()
    )
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    text = printed.pages[0].extract_text()
    assert len(printed.pages) == 1
    for wanted in (count[0], "France", "Lyon", "Val-de-Marne", "GeoNames"):
        assert wanted in text
    assert re.search(r"/en/participants/ · \d{4}-\d\d-\d\d", text)
    for unwanted in ("Filters and order", "Follow us", "Take the data along"):
        assert unwanted not in text


def test_site_works_without_javascript(browser, demo_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_site}/en/participants/")
    page.get_by_label("Name, in any language").fill("μεγαρα")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^1 of "))).to_be_visible()
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.get_by_role("columnheader", name="Number")).to_be_visible()
    page.get_by_role("link", name="Megara").first.click()
    expect(page.get_by_role("heading", level=1, name="Megara")).to_be_visible()
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{demo_site}/fr/participants/megara/")
    context.close()


def test_finder_goes_on_without_reloading(visited, page):
    visited("/en/participants/")
    page.evaluate("window.isStillHere = true")
    page.get_by_label("Country").focus()
    page.get_by_label("Country").select_option("GR")
    expect(page.get_by_role("heading", name=re.compile(r"^2 of 1\d "))).to_be_visible()
    expect(page.get_by_label("Country")).to_be_focused()
    expect(page).to_have_title(re.compile("^Participants – Greece – "))
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.get_by_role("cell", name="Greece")).to_have_count(2)
    page.get_by_role("link", name="Greece (remove)").click()
    expect(page).to_have_url(re.compile(r"/en/participants/\?view=table$"))
    page.go_back()
    page.go_back()
    expect(page.locator(".entry")).to_have_count(2)
    expect(page.get_by_role("link", name="Français")).to_have_attribute(
        "href", "/fr/participants/?country=GR"
    )
    assert page.evaluate("window.isStillHere")
