"""The whole road in a real browser: from the form to a published, announced participant."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.applying import FORMS, Applicant, fill_in, send
from tests.browser.conftest import PASSWORD, violations

# What the issue allows from the inbox to everything published.
MOST_CLICKS = 12


@dataclass(frozen=True)
class Road:
    """An applicant and an officer of one language. place: of a country that nobody joined from."""

    place: str
    country: str
    accept: str
    sure: str
    publish: str
    accepted: str


ROADS = {
    "en": Road("Reykjavík", "IS", "Accept…", "Accept", "Publish everything", "accepted"),
    "fr": Road("Vaduz", "LI", "Accepter…", "Accepter", "Tout publier", "acceptée"),
}


class Officer:
    """Somebody who decides, and whose clicks are counted."""

    def __init__(self, page):
        self.page = page
        self.clicks = 0

    def click(self, role, name):
        """Click; nothing else is done, so that no fact can be typed."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.clicks += 1


@pytest.fixture(params=ROADS)
def language(request):
    return request.param


@pytest.fixture
def applicant_page(browser, language):
    context = browser.new_context(locale=language)
    yield context.new_page()
    context.close()


@pytest.fixture
def officer(browser, demo_site, language):
    context = browser.new_context(locale=language)
    page = context.new_page()
    page.goto(f"{demo_site}/admin/login/")
    page.locator("#id_username").fill("office")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("button[type='submit']").click()
    page.wait_for_url(f"{demo_site}/admin/")
    yield Officer(page)
    context.close()


def apply(page, demo_site, applicant, language, road):
    page.goto(f"{demo_site}{FORMS[language]}")
    names = {"names_en": road.place, "names_fr": road.place, "name_local": road.place}
    fill_in(page, address=applicant.address, **names)
    page.locator("[name='country']").select_option(road.country)
    page.locator("[name='language']").select_option(language)
    send(page)
    page.goto(applicant.link("/application/confirm/"))
    page.locator("main form button").click()
    expect(page.locator("[aria-current='step']")).to_be_visible()


def test_application_becomes_a_published_participant_and_a_bilingual_announcement(
    applicant_page, officer, demo_site, demo_mails, language
):
    road, applicant = ROADS[language], Applicant(demo_mails)
    before = summary(officer.page, demo_site)
    apply(applicant_page, demo_site, applicant, language, road)

    inbox = officer.page
    inbox.goto(f"{demo_site}/admin/participants/application/")
    officer.click("link", road.place)
    officer.click("link", road.accept)
    assert not violations(inbox)
    assert inbox.locator("[name='when']").input_value()
    officer.click("button", road.sure)
    expect(inbox.locator("main .listing")).to_contain_text(road.place)
    assert summary(inbox, demo_site) == before
    # Anew, without the message above, which Wagtail lets appear in colours that are still faint.
    inbox.goto(inbox.url)
    assert not violations(inbox)
    officer.click("button", road.publish)
    expect(inbox.get_by_role("button", name=road.publish)).to_have_count(0)
    assert officer.clicks <= MOST_CLICKS

    after = summary(inbox, demo_site)
    newest, counted = after["newest"], after["taking_part"]
    assert (newest["name"], newest["number"]) == (road.place, before["newest"]["number"] + 1)
    assert counted["participants"] == before["taking_part"]["participants"] + 1
    assert counted["countries"] == before["taking_part"]["countries"] + 1
    for language_of_page in ROADS:
        visit(applicant_page, demo_site, language_of_page, road, newest["number"])
    applicant_page.goto(applicant.link(f"/{language}/application/"))
    expect(applicant_page.locator("[aria-current='step']")).to_contain_text(
        road.accepted, ignore_case=True
    )


def visit(page, demo_site, language, road, number):
    """See as a visitor that home, announcement, country page and feed tell of the participant."""
    page.goto(f"{demo_site}/{language}/")
    expect(page.locator("main")).to_contain_text(road.place)
    article = newest_page(page, demo_site, "NewsArticlePage", language)
    assert road.place in article["title"]
    page.goto(article["meta"]["html_url"])
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main")).to_contain_text(str(number))
    # A title of a measure is in the applicant's words; another language is told its theme.
    is_own = road is ROADS[language]
    expect(page.get_by_text("Mediators at school")).to_have_count(1 if is_own else 0)
    assert not violations(page)
    country = newest_page(page, demo_site, "CountryPage", language)
    page.goto(country["meta"]["html_url"])
    expect(page.locator("main")).to_contain_text(road.place)


def newest_page(page, demo_site, model, language):
    """Return the page of a type that was made last."""
    answer = page.request.get(
        f"{demo_site}/api/v2/pages/",
        params={
            "type": f"alliance_pages.{model}",
            "locale": language,
            "order": "-id",
            "limit": 1,
        },
    )
    [item] = answer.json()["items"]
    return item


def summary(page, demo_site):
    """Return what the public API counts."""
    return page.request.get(f"{demo_site}/api/v2/participants/summary/").json()
