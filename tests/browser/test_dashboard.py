"""The dashboard in a real browser: no fault for axe, and readable on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, violations

SEEN = {"office": "Mails that were given up", "mona": "Applications", "edda": "Drafts"}


def sign_in(page, demo_site, name):
    page.goto(f"{demo_site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What needs attention")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", SEEN)
def test_dashboard_has_no_fault_and_fits(page, demo_site, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, demo_site, name)
    dashboard = page.locator(".dashboard")
    expect(dashboard.get_by_role("row", name=SEEN[name]).get_by_role("link")).to_be_visible()
    assert violations(page, ".dashboard") == []
    wider = "(whole) => whole.scrollWidth > whole.clientWidth"
    assert not dashboard.evaluate(wider)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_list_is_reached_by_keyboard(page, demo_site):
    sign_in(page, demo_site, "mona")
    link = page.get_by_role("link", name="Gaps in the registry")
    number = int(
        page.get_by_role("row", name="Gaps in the registry").get_by_role("cell").first.inner_text()
    )
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Registry quality")).to_be_visible()
    assert page.locator("table.listing tbody tr").count() == number
