"""The editor in a real browser: from an empty form to a published participant."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD


@pytest.fixture
def office(page, demo_site):
    """Return the page of a signed-in administrator."""
    page.goto(f"{demo_site}/admin/login/")
    page.get_by_label("Username").fill("office")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Registry")).to_be_visible()
    return page


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def public(page, demo_site, **parameters) -> list:
    """Return what the public API says, without the editor's session."""
    response = page.request.get(f"{demo_site}/api/v2/participants/", params=parameters)
    return response.json()["items"]


def test_participant_is_added_published_and_found(office, demo_site):
    office.goto(f"{demo_site}/admin/snippets/participants/participant/add/")
    office.locator("#id_name_local").fill("Şişli")
    office.locator("#id_kind").select_option("municipality")
    office.locator("#id_country").select_option("TR")
    tab(office, "Texts")
    office.get_by_role("button", name="Add text").click()
    office.locator("#id_texts-0-locale").select_option(label="English")
    office.locator("#id_texts-0-name").fill("Şişli")
    tab(office, "Membership")
    office.get_by_role("button", name="Add event").click()
    office.locator("#id_events-0-kind").select_option("admitted")
    office.locator("#id_events-0-date").fill("2017-10")
    tab(office, "Figures")
    office.get_by_role("button", name="Add figure").click()
    office.locator("#id_figures-0-measure").select_option("roma_population")
    office.locator("#id_figures-0-value").fill("900")
    office.locator("#id_figures-0-is_shown").check()

    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    # The tab of the first error is opened, not the first tab.
    expect(office.get_by_text("Say what the value rests on")).to_be_visible()
    expect(office.get_by_role("tab", name="Figures")).to_have_attribute("aria-selected", "true")
    assert public(office, demo_site, country="TR") == []

    office.locator("#id_figures-0-basis").select_option("self_declared")
    office.locator("#id_figures-0-source").fill("Letter of the mayor")
    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    expect(office.locator(".messages")).to_contain_text(re.compile("Şişli.* published"))

    [participant] = public(office, demo_site, country="TR")
    assert (participant["slug"], participant["name"]) == ("sisli", "Şişli")
    office.goto(f"{demo_site}/en/participants/?q=sisli")
    expect(office.get_by_role("heading", name="Şişli")).to_be_visible()
    office.goto(f"{demo_site}/en/participants/sisli/")
    expect(office.get_by_text("900 (self-declared, Letter of the mayor)")).to_be_visible()


def test_same_authority_is_named_while_it_is_typed_and_published_once_told_apart(office, demo_site):
    office.goto(f"{demo_site}/admin/snippets/participants/participant/add/")
    office.locator("#id_kind").select_option("city")
    office.locator("#id_country").select_option("GR")
    tab(office, "Texts")
    expect(office.get_by_text("No other participant of this country")).to_be_visible()
    office.get_by_role("button", name="Add text").click()
    office.locator("#id_texts-0-locale").select_option(label="English")
    office.locator("#id_texts-0-name").fill("City of Mégara")
    box = office.get_by_label("This is another authority than “Megara”")
    expect(box).to_be_visible()
    expect(office.get_by_role("link", name="Megara").first).to_be_visible()
    tab(office, "Membership")
    office.get_by_role("button", name="Add event").click()
    office.locator("#id_events-0-kind").select_option("admitted")

    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    expect(
        office.get_by_text("This may be the same authority as one that is public")
    ).to_be_visible()
    assert "City of Mégara" not in [
        item["name"] for item in public(office, demo_site, country="GR")
    ]
    # While autosave, which answers late, is still on its way.
    office.route(
        "**/participants/participant/**",
        lambda route: (office.wait_for_timeout(2_000), route.continue_()),
    )
    with office.expect_request(lambda request: request.method == "POST"):
        box.check()
    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    message = office.locator(".messages")
    expect(message).to_contain_text(re.compile("City of Mégara.* published"), timeout=15_000)
    expect(message).not_to_contain_text("may be the same authority")
    [twin] = [
        item for item in public(office, demo_site, country="GR") if item["name"] == "City of Mégara"
    ]

    # The tests that come later look for the one Megara of the demonstration.
    office.unroute_all(behavior="wait")
    office.goto(f"{demo_site}/admin/snippets/participants/participant/unpublish/{twin['id']}/")
    office.get_by_role("button", name="Yes, unpublish").click()
    expect(office.locator(".messages")).to_contain_text("unpublished")


def test_refused_page_opens_the_tab_of_the_error(office, demo_site):
    [article] = office.request.get(
        f"{demo_site}/api/v2/pages/", params={"type": "alliance_pages.NewsArticlePage", "limit": 1}
    ).json()["items"]
    office.goto(f"{demo_site}/admin/pages/{article['id']}/edit/")
    tab(office, "Promote")
    office.locator("#id_source_url").fill("no address")
    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    expect(office.get_by_text("could not be saved")).to_be_visible()
    expect(office.get_by_role("tab", name="Promote")).to_have_attribute("aria-selected", "true")
    expect(office.locator("#id_source_url")).to_be_visible()


def test_tabs_of_a_participant_hold_everything(office, demo_site):
    [megara] = public(office, demo_site, search="124")
    office.goto(f"{demo_site}/admin/snippets/participants/participant/edit/{megara['id']}/")
    assert office.locator("#id_number").input_value() == "124"
    tab(office, "Figures")
    expect(office.locator("#id_figures-0-basis")).to_be_visible()
    tab(office, "Initiatives")
    expect(office.locator("#id_initiatives-0-texts-0-title")).to_be_visible()
    tab(office, "Place and picture")
    expect(office.locator("#id_latitude")).to_be_visible()


def test_preview_shows_the_unsaved_draft(office, demo_site):
    [megara] = public(office, demo_site, search="124")
    office.goto(f"{demo_site}/admin/snippets/participants/participant/edit/{megara['id']}/")
    office.get_by_role("button", name="Toggle preview").click()
    frame = office.locator("iframe[title='Preview']").first.content_frame
    expect(frame.get_by_role("heading", level=1)).to_have_text("Megara", timeout=15_000)


def test_participant_is_linked_from_the_toolbar(office, demo_site):
    [article] = office.request.get(
        f"{demo_site}/api/v2/pages/", params={"type": "alliance_pages.NewsArticlePage", "limit": 1}
    ).json()["items"]
    office.goto(f"{demo_site}/admin/pages/{article['id']}/edit/")
    text = office.locator(".public-DraftEditor-content").first
    text.click()
    office.keyboard.press("Control+Home")
    office.keyboard.press("Control+Shift+ArrowRight")
    chosen = office.evaluate("getSelection().toString()").strip()
    office.get_by_role("button", name="Participant", exact=True).first.click()
    chooser = office.get_by_role("dialog")
    chooser.get_by_label("Search term").fill("μεγα")
    chooser.get_by_role("link", name="Megara").click()
    expect(chooser).to_be_hidden()
    link = text.get_by_role("button", name=chosen)
    expect(link).to_be_visible()
    link.click()
    expect(office.locator(".Tooltip")).to_contain_text("Megara")
    office.keyboard.press("Escape")
    office.get_by_role("button", name="More actions").click()
    office.get_by_role("button", name="Publish").click()
    expect(office.locator(".messages")).to_contain_text("published")
    office.goto(article["meta"]["html_url"])
    office.get_by_role("main").get_by_role("link", name=chosen, exact=True).first.click()
    expect(office).to_have_url(f"{demo_site}/en/participants/megara/")
