"""The road of an applicant in a real browser: form, mail, confirmation, status, withdrawal."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.applying import FORMS, Applicant, fill_in, send
from tests.browser.conftest import violations

WORDS = {
    "en": {
        "sent": "Check your e-mail",
        "confirm": "Confirm the e-mail address",
        "withdraw": "Withdraw the application",
        "sure": "Yes, withdraw the application",
        "withdrawn": "The application was withdrawn",
    },
    "fr": {
        "sent": "Consultez vos courriels",
        "confirm": "Confirmer l’adresse électronique",
        "withdraw": "Retirer la candidature",
        "sure": "Oui, retirer la candidature",
        "withdrawn": "La candidature a été retirée",
    },
}


@pytest.fixture
def applicant(demo_mails):
    return Applicant(demo_mails)


@pytest.fixture
def faults(page):
    """Return a function that checks the page as it is now, in light and dark."""
    found = {}

    def check(name):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if here := violations(page):
                found[name, scheme] = here
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > page.viewport_size["width"]:
            found[name, "width"] = width

    yield check
    assert not found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whole_road_on_a_phone(page, demo_site, applicant, faults, language):
    words = WORDS[language]
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{demo_site}{FORMS[language]}")
    faults("empty")
    time.sleep(3)
    page.locator("[name='names_en']").press("Enter")
    expect(page.locator("#problems li").first).to_be_visible()
    expect(page.locator("#problems")).to_be_focused()
    faults("with errors")
    fill_in(page, address=applicant.address)
    page.locator("[name='language']").select_option(language)
    send(page)
    expect(page.get_by_role("heading", level=1, name=words["sent"])).to_be_visible()
    assert applicant.address not in page.url
    faults("sent")
    page.goto(applicant.link(f"/{language}/application/confirm/"))
    faults("confirmation")
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.locator("[aria-current='step']")).to_be_visible()
    faults("status")
    page.locator("[name='text']").fill("…")
    page.get_by_role("link", name=words["withdraw"]).click()
    faults("withdrawal")
    page.get_by_role("button", name=words["sure"]).click()
    expect(page.get_by_role("heading", name=words["withdrawn"])).to_be_visible()
    faults("withdrawn")


def test_form_without_javascript_keeps_answers_and_letter(
    browser, demo_site, applicant, letter_file
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_site}/en/join/")
    page.get_by_role("link", name="Start the application").first.click()
    expect(page.locator("[data-progress]")).to_be_hidden()
    fill_in(page, address="nowhere")
    page.get_by_role("button", name="Add another measure").click()
    expect(page.locator("#measure-4")).to_be_visible()
    expect(page.locator("[name='names_en']")).to_have_value("Șimleu")
    page.locator("[name='letter']").set_input_files(letter_file)
    send(page)
    expect(page.get_by_text("Your letter (PNG, ")).to_be_visible()
    page.get_by_role("link", name=re.compile("^E-mail address: ")).click()
    expect(page).to_have_url(re.compile("#id_contact_email$"))
    page.locator("[name='contact_email']").fill(applicant.address)
    send(page)
    expect(page).to_have_url(f"{demo_site}/en/join/sent/")
    page.goto(applicant.link("/application/confirm/"))
    page.get_by_role("button", name="Confirm the e-mail address").click()
    status = page.url
    expect(page.get_by_text("arrived", exact=True)).to_be_visible()
    page.get_by_label("Your answer").fill("We have forgotten to say something.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("what you sent has arrived")).to_be_visible()
    page.goto(status)
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(re.compile("/fr/application/"))
    expect(page.locator("[aria-current='step']")).to_be_visible()
    context.close()


def test_form_by_keyboard_alone(page, demo_site):
    page.goto(f"{demo_site}/en/join/form/")
    page.locator("[name='names_en']").focus()
    reached = []
    for _ in range(60):
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent")
        reached.append(name)
        if name == "Send the application":
            break
        page.keyboard.press("Tab")
    asked = page.evaluate(
        "[...document.querySelectorAll('#application :is(input, select, textarea)')]"
        ".filter(e => e.type !== 'hidden' && e.tabIndex >= 0).map(e => e.name)"
    )
    assert [name for name in reached if name in asked] == asked
    assert "further_subject" not in reached
    time.sleep(3)
    page.keyboard.press("Enter")
    expect(page.locator("#problems li").first).to_be_visible()
    expect(page.locator("#problems")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name='names_en']")).to_be_focused()


def test_progress_counts_answers_and_letters_are_looked_at_early(page, demo_site, tmp_path):
    page.goto(f"{demo_site}/en/join/form/")
    progress = page.locator("[data-progress]")
    expect(progress).to_contain_text(re.compile("^1 of 11"))
    page.locator("[name='names_en']").fill("Megara")
    page.locator("[name='roma_population_absence']").select_option("not_collected")
    expect(progress).to_contain_text(re.compile("^3 of 11"))
    page.locator("[name='roma_population']").fill("1800")
    expect(progress).to_contain_text(re.compile("^3 of 11"))
    file = tmp_path / "letter.docx"
    file.write_bytes(b"x")
    page.locator("[name='letter']").set_input_files(file)
    expect(page.get_by_text("This file is no PDF, JPEG or PNG")).to_be_visible()
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    page.locator("[name='letter']").set_input_files(file)
    expect(page.get_by_text("This file is larger than 10 MB")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_too_large_a_file_ends_on_a_page_that_can_be_read(page, demo_site, tmp_path):
    page.goto(f"{demo_site}/en/join/form/")
    page.locator("[name='names_en']").fill("Megara")
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"x" * (20 * 1024 * 1024))
    page.locator("[name='letter']").set_input_files(file)
    page.locator("#application > p > button").click()
    expect(page.get_by_role("heading", name="This could not be read")).to_be_visible()
    page.go_back()
    expect(page.locator("[name='names_en']")).to_have_value("Megara")
