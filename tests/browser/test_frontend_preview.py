"""The preview panel shows a frontend, which follows whoever types and leads back to the field."""

import json
import os
import shutil
import subprocess
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    MAKE_PEOPLE,
    PASSWORD,
    free_port,
    served_demonstration,
    wait_until_it_answers,
)
from tests.browser.test_frontend_guide import GUIDE, blocks

# From the last key to the new text in the panel. Wagtail by itself waits so long for a frame of
# another host; half a second is usual here, but no test says how fast a machine is. Milliseconds.
TRIES, MOST = 5, 10_000
# Notes when a key was pressed, and which heading the frontend told when it had loaded. Browsers
# differ in whether Wagtail's frame says so before or after.
CLOCK = """() => {
  window.shown = {};
  addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  addEventListener("message", ({ data }) => {
    if (data.heading) window.shown[data.heading] ??= performance.now();
  });
}"""
TELL = """addEventListener("load", () => {
  const heading = document.querySelector("h1")?.textContent;
  if (window !== top) top.postMessage({ heading }, "*");
});"""


@pytest.fixture(scope="module")
def admin(tmp_path_factory):
    """Run the product, and beside it the frontend of docs/frontend.md on another port."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed: the frontend of the guide was not run")
    folder, port, own_port = tmp_path_factory.mktemp("previewed"), free_port(), free_port()
    file = tmp_path_factory.mktemp("frontend") / "site.mjs"
    file.write_text("".join(blocks(GUIDE)), encoding="utf-8")
    frontend = f"http://localhost:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FRONTEND_PREVIEW_URL", f"{frontend}/preview/")
        patch.setenv("BASE_URL", f"http://localhost:{own_port}")
        with served_demonstration(folder, folder / "mails", MAKE_PEOPLE, own_port) as address:
            environment = {**os.environ, "API": address, "PORT": str(port)}
            server = subprocess.Popen(["node", file], env=environment)
            wait_until_it_answers(f"{frontend}/en/")
            yield address
            server.terminate()
            server.wait(timeout=10)


@pytest.fixture
def editor(page, admin):
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.add_init_script(TELL)
    page.goto(f"{admin}/admin/login/")
    page.get_by_label("Username").fill("edda")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Registry")).to_be_visible()
    return page


def key_of(admin, query):
    with urlopen(f"{admin}/api/v2/{query}") as answer:
        return json.load(answer)["items"][0]["id"]


def frame_in_panel(page, mode):
    """Open the panel with a mode, and return what is in its frame."""
    page.click('[data-side-panel-toggle="preview"]')
    page.select_option("#id_preview_mode", mode)
    return page.frame_locator("#w-preview-iframe")


def test_frontend_follows_who_types_in_a_page(editor, admin):
    key = key_of(admin, "pages/?slug=about")
    editor.goto(f"{admin}/admin/pages/{key}/edit/")
    editor.evaluate(CLOCK)
    frame = frame_in_panel(editor, "frontend-en")
    expect(frame.locator("h1")).to_have_text("About the Alliance")
    title, times = editor.locator("#id_title"), []
    for _ in range(TRIES):
        title.press("End")
        title.press_sequentially(" anew", delay=50)
        typed = title.input_value()
        editor.wait_for_function("typed => window.shown[typed]", arg=typed)
        times.append(editor.evaluate("typed => window.shown[typed] - window.pressed", typed))
        # What is in the panel, and not yet another frame behind it.
        expect(frame.locator("h1")).to_have_text(typed)
        editor.wait_for_timeout(1000)
    assert sorted(times)[len(times) // 2] < MOST
    with urlopen(f"{admin}/api/v2/pages/{key}/") as answer:
        assert json.load(answer)["title"] == "About the Alliance"


def test_click_leads_to_the_field(editor, admin):
    key = key_of(admin, "pages/?slug=about")
    editor.goto(f"{admin}/admin/pages/{key}/edit/")
    frame = frame_in_panel(editor, "frontend-en")
    editor.locator("#id_title").fill("Typed")
    expect(frame.locator("h1")).to_have_text("Typed")
    frame.get_by_role("link", name="meta.search_description").click()
    promote = editor.get_by_role("tab", name="Promote")
    expect(promote).to_have_attribute("aria-selected", "true")
    # What has been typed is still there: the editor was not opened anew.
    expect(editor.locator("#id_title")).to_have_value("Typed")
    expect(editor.locator("#id_search_description")).to_be_in_viewport()


def test_participant_is_shown_in_each_language(editor, admin):
    key = key_of(admin, "participants/?search=megara")
    edit = f"{admin}/admin/snippets/participants/participant/edit/{key}/"
    editor.goto(edit)
    frame = frame_in_panel(editor, "frontend-fr")
    expect(frame.locator("h1")).to_have_text("Mégare")
    address = frame.get_by_role("link", name="figures.0").get_attribute("href")
    assert address.startswith(edit)
    editor.goto("about:blank")
    editor.goto(address)
    expect(editor.get_by_role("tab", name="Figures")).to_have_attribute("aria-selected", "true")
    expect(editor.locator("#id_figures-0-value")).to_be_in_viewport()
