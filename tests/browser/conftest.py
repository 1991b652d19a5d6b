"""A real Chromium and a real server for the browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.databases import ROOT, demonstration_to_be_served, manage
from tests.factories import picture_file

PASSWORD = "four-words-in-a-row"

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A busy machine is no fault of the page.
expect.set_options(timeout=20_000)

# Members of the two groups that work together, by user name, beside the superuser “office”.
PEOPLE = {"edda": "Editors", "mona": "Moderators", "otto": "Moderators"}
MAKE_PEOPLE = f"""
from django.contrib.auth.models import Group, User
User.objects.create_superuser("office", "o@example.org", "{PASSWORD}")
for name, group in {PEOPLE}.items():
    user = User.objects.create_user(name, first_name=name.title(), password="{PASSWORD}")
    user.groups.add(Group.objects.get(name=group))
"""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def installed_browser() -> str | None:
    """Return the path of an installed Chromium: BROWSER_PATH, or one of the usual names."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    return next((path for name in CANDIDATES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    reason = "no Chromium is installed: the browser tests did not run"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if installed_browser() is None:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": installed_browser(),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def demo_mails(tmp_path_factory):
    """Return the folder in which the mails of the demonstration arrive."""
    return tmp_path_factory.mktemp("mails")


@pytest.fixture
def letter_file(tmp_path):
    """Return the path of a letter, a picture of one."""
    path = tmp_path / "letter.png"
    path.write_bytes(picture_file().read())
    return path


@contextmanager
def served_demonstration(
    folder: Path, mails: Path, prepare: str = "", port: int | None = None
) -> Iterator[str]:
    """Run the product as `make demo` does, with its data in a folder, and give its address.

    prepare: Python that is run before; port: where it is served, any free one unless said.
    """
    port = port or free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "EMAIL_URL": f"filemail:///{mails}",
    }
    shutil.copytree(demonstration_to_be_served(), folder, dirs_exist_ok=True)
    local = f"from cms.demo.loader import set_local_address\nset_local_address({port})"
    manage(folder, "cms.settings.demo", "shell", "--command", f"{prepare}\n{local}")
    command = [sys.executable, "-m", "cms.server", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    address = f"http://localhost:{port}"
    try:
        wait_until_it_answers(f"{address}/en/")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory, demo_mails):
    """Return the address of the product; one server for all tests."""
    folder = tmp_path_factory.mktemp("demo")
    with served_demonstration(folder, demo_mails, MAKE_PEOPLE) as address:
        yield address


IS_STILL = """document.getAnimations().every(
  (one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity
)"""
# Wagtail begins to fade a message in 100 ms after it was added.
STILL_FOR = 4  # looks, 50 ms apart


def violations(page, within: str | None = None) -> list[str]:
    """Return what axe has against the page or a part of it, each with the first place where."""
    # What is still being faded in has not the contrast that it will have.
    still = 0
    for _ in range(40):
        still = still + 1 if page.evaluate(IS_STILL) else 0
        if still == STILL_FOR:
            break
        page.wait_for_timeout(50)
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
    results = Axe().run(page, context=within, options=options)
    return [
        f"{violation['id']}: {violation['nodes'][0]['html']}"
        for violation in results.response["violations"]
    ]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_it_answers(address: str) -> None:
    # Another test may load its own demonstration beside it.
    for _ in range(480):
        try:
            urlopen(address).close()
        except URLError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"{address} does not answer")
