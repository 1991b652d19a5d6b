"""Two people at one participant and one page, with autosave on: approval, and lost updates."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, violations

DRAFT_SAVED = "revision_created_at"


@pytest.fixture
def signed_in(browser, demo_site):
    """Return a function that opens a browser of its own for somebody."""
    contexts = []

    def sign_in(name):
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demo_site}/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Registry")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()


class Thing:
    """Something that is edited: where, in which field, and what the public reads of it."""

    def __init__(self, site, request, kind):
        self.site, self.request, self.kind = site, request, kind
        if kind == "participant":
            [found] = self.ask("participants/", search="124")
            self.path, self.field, self.key = "participants/", "name_local", found["id"]
            self.url = f"{site}/admin/snippets/participants/participant/edit/{found['id']}/"
        else:
            found = self.ask("pages/", type="alliance_pages.NewsArticlePage", locale="en")[0]
            self.path, self.field, self.key = "pages/", "introduction", found["id"]
            self.url = f"{site}/admin/pages/{found['id']}/edit/"

    def ask(self, path, **parameters):
        return self.request.get(f"{self.site}/api/v2/{path}", params=parameters).json()["items"]

    def public(self):
        answer = self.request.get(f"{self.site}/api/v2/{self.path}{self.key}/").json()
        return answer[self.field]

    def open(self, page):
        # Wagtail takes what is there after two seconds for the form that nobody has touched.
        page.goto(self.url)
        page.wait_for_timeout(2_500)

    def type(self, page, text):
        page.locator(f"#id_{self.field}").fill(text)

    def autosaved(self, page, text):
        """Type, and wait until autosave has stored it."""
        with page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url == self.url
        ) as caught:
            self.type(page, text)
        assert DRAFT_SAVED in caught.value.text()
        # The answer is taken in with the next frame.
        key = caught.value.json()["revision_id"]
        expect(page.locator("[name=loaded_version]")).to_have_value(re.compile(f"^{key}@"))


@pytest.fixture(params=["participant", "article"])
def thing(request, page, demo_site):
    return Thing(demo_site, page.request, request.param)


def press(page, name, **options):
    """Press one of the buttons behind the arrow beside the main one."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name, **options).click()


def submit(thing, page, text):
    thing.open(page)
    thing.type(page, text)
    press(page, re.compile("^(Submit|Resubmit) to"))
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()


def assert_no_draft(thing, page):
    """Look at the editor for as long as autosave would need, and at the state it tells."""
    thing.open(page)
    page.wait_for_timeout(1_500)
    status = page.locator("[data-side-panel=status]")
    expect(status).to_contain_text(re.compile(r"Status:\s+Live"))
    expect(status).not_to_contain_text(re.compile(r"draft", re.IGNORECASE))


def test_one_click_publishes_what_the_moderator_sees(thing, signed_in):
    edda, mona = signed_in("edda"), signed_in("mona")
    submit(thing, edda, "Written by Edda")
    thing.open(mona)
    press(mona, "Approve", exact=True)
    expect(mona.get_by_text("has been approved and published")).to_be_visible()
    assert thing.public() == "Written by Edda"
    assert_no_draft(thing, mona)

    # With something typed a moment before, a comment, and a server that takes its time.
    submit(thing, edda, "Written by Edda again")
    thing.open(mona)
    mona.route(thing.url, lambda route: (mona.wait_for_timeout(1_200), route.continue_()))
    thing.type(mona, "Corrected by Mona")
    mona.wait_for_timeout(1_300)
    press(mona, "Approve with comment")
    mona.get_by_role("textbox", name="Comment").fill("Thank you")
    mona.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(mona.get_by_text("has been approved and published")).to_be_visible()
    mona.unroute(thing.url)
    assert thing.public() == "Corrected by Mona"
    assert_no_draft(thing, mona)

    # From the start page.
    submit(thing, edda, "Written by Edda at last")
    mona.goto(f"{thing.site}/admin/")
    mona.get_by_role("region", name="Awaiting your review").get_by_role(
        "button", name="Actions"
    ).first.click()
    mona.get_by_role("button", name="Approve", exact=True).click()
    expect(mona.get_by_text("Awaiting your review")).to_have_count(0)
    assert thing.public() == "Written by Edda at last"
    assert_no_draft(thing, mona)


def test_second_person_is_stopped_and_keeps_the_words(thing, signed_in):
    mona, otto = signed_in("mona"), signed_in("otto")
    thing.open(otto)
    thing.open(mona)
    thing.autosaved(mona, "Mona begins afresh")
    # What autosave has stored is the own version: saving it goes on.
    mona.get_by_role("button", name="Save draft").click()
    expect(mona.get_by_text("updated")).to_be_visible()

    thing.type(otto, "Otto's words")
    expect(otto.locator("footer")).to_contain_text("Mona saved a newer version (")
    otto.get_by_role("button", name="Save draft").click()
    message = otto.locator(".messages")
    expect(message).to_contain_text("Mona saved a newer version (")
    expect(message).to_contain_text("Changed there:")
    expect(otto.locator(f"#id_{thing.field}")).to_have_value("Otto's words")
    assert violations(otto, ".messages") == []
    with otto.context.expect_page() as opened:
        message.get_by_role("link", name="Compare the two versions").click()
    # Word by word: what was taken away, and what was added.
    expect(opened.value.locator("main")).to_contain_text("afresh")
    opened.value.close()

    message.get_by_label("Save my version over the newer one").check()
    otto.get_by_role("button", name="Save draft").click()
    expect(otto.get_by_text("updated")).to_be_visible()
    expect(otto.locator(f"#id_{thing.field}")).to_have_value("Otto's words")
