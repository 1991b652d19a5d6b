"""wagtail-cli and wagtail-mcp, as they come from the package index, work on a running server."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.browser.conftest import free_port, wait_until_it_answers
from tests.databases import migrated_database
from tests.factories import picture_file

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
CLIENTS = ("wagtail-cli==0.2.0", "wagtail-mcp==0.3.0")
PARTICIPANT = "participants.Participant"
ARTICLE = "alliance_pages.NewsArticlePage"
TEXTS = {"en": "A map of Megara", "fr": "Une carte de Mégare"}


def run(*command, environment, data=None):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        input=data,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    """Return the environment into which both clients are installed, with what they need."""
    folder = tmp_path_factory.mktemp("clients") / "venv"
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", sys.executable, folder, environment=None)
    run(*uv, "pip", "install", "--python", folder / "bin" / "python", *CLIENTS, environment=None)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory, clients):
    """Run the product with wagtail-mcp, and return its address and the tokens of two people."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copy(migrated_database(), folder)
    [packages] = clients.glob("lib/python*/site-packages")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "CLIENTS": str(packages),
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "served_with_mcp",
        "PYTHONPATH": f"{HERE}:{ROOT}",
    }
    manage = [sys.executable, "manage.py"]
    run(*manage, "migrate", environment=environment)
    run(*manage, "collectstatic", "--noinput", environment=environment)
    script = (HERE / "prepare_clients.py").read_text()
    told = run(*manage, "shell", "--no-imports", environment=environment, data=script)
    office, editor = [line for line in told.split() if line.startswith("wagtail_")]
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "cms.server", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until_it_answers(f"{address}/api/v3/openapi.json")
        yield address, {"office": office, "editor": editor}
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def wt(clients, served, tmp_path):
    """Return a function that runs `wt api …` as somebody: (exit status, answer)."""
    address, tokens = served

    def command(name, *arguments):
        done = subprocess.run(
            [str(part) for part in (clients / "bin" / "wt", "api", *arguments)],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "WAGTAIL_CLI_BASE_URL": f"{address}/api/v3/",
                "WAGTAIL_CLI_TOKEN": tokens[name],
            },
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout or done.stderr
        try:
            return done.returncode, json.loads(said)
        except ValueError:
            return done.returncode, said

    return command


@pytest.fixture
def tool(served):
    """Return a function that calls a tool of wagtail-mcp as somebody: (has failed, answer)."""
    address, tokens = served

    def call(name, tool_name, **arguments):
        message = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": tool_name, "arguments": arguments},
        }
        request = Request(
            f"{address}/mcp/",
            json.dumps(message).encode(),
            {
                "Authorization": f"Bearer {tokens[name]}",
                "Content-Type": "application/json",
                "Accept": "application/json, text/event-stream",
            },
        )
        with urlopen(request) as response:
            result = json.load(response)["result"]
        text = "".join(part.get("text", "") for part in result["content"])
        if result.get("isError"):
            return True, text
        return False, result.get("structuredContent") or json.loads(text)

    return call


def test_command_line_writes_finds_translates_and_publishes(wt):
    assert wt("editor", "whoami")[1]["user"]["username"] == "editor"
    status, page = wt(
        *["editor", "pages", "create", ARTICLE, "--parent", "/en/news/", "--title", "Megara joins"],
        *["--field", "date:2014-12", "--field", "kind:accession", "--field", "introduction:Hello."],
    )
    assert status == 0, page
    status, found = wt("editor", "pages", "find", "--path", page["meta"]["html_url"])
    assert status == 0, found
    assert f"/pages/{page['id']}/" in json.dumps(found)
    assert wt("editor", "pages", "list", "--search", '"')[0] == 0
    status, copy = wt("editor", "pages", "copy-for-translation", page["id"], "--locale", "fr")
    assert status == 0, copy
    assert copy["meta"]["locale"] == "fr"
    assert "/fr/" in copy["meta"]["html_url"]
    status, again = wt("editor", "pages", "copy-for-translation", page["id"], "--locale", "fr")
    assert status == 7
    assert "translated" in json.dumps(again)
    assert wt("editor", "pages", "publish", page["id"])[0] == 5
    status, answer = wt("office", "pages", "publish", page["id"])
    assert status == 0, answer
    assert wt("office", "pages", "move", page["id"], "--destination", "/en/news/")[0] == 0
    assert wt("office", "pages", "move", page["id"], "--destination", "1")[0] == 5


def test_command_line_brings_images_with_their_rights(wt, tmp_path):
    picture = tmp_path / "map.png"
    picture.write_bytes(picture_file().read())
    texts = tmp_path / "texts.txt"
    texts.write_text(json.dumps(TEXTS))
    rights = ["--field", "author:A. Person", "--field", "source:https://example.org/"]
    status, answer = wt("editor", "images", "create", picture, "--title", "Map", *rights)
    assert status == 7
    assert "licence" in json.dumps(answer)
    status, image = wt(
        *["editor", "images", "create", picture, "--title", "Map", *rights],
        *["--field", "licence:CC-BY-4.0", "--field", f"alternative_texts:@{texts}"],
    )
    assert status == 0, image
    assert image["alternative_texts"] == TEXTS
    better = {**TEXTS, "en": "The harbours of Megara"}
    status, image = wt(
        *["editor", "images", "update", image["id"], "--yes"],
        *["--field", f"alternative_texts:{json.dumps(better)}"],
    )
    assert status == 0, image
    assert wt("editor", "images", "get", image["id"])[1]["alternative_texts"] == better


def test_command_line_keeps_the_registry_right(wt):
    status, locales = wt("office", "locales", "list")
    english = next(found["id"] for found in locales["items"] if found["language_code"] == "en")
    fields = {
        "kind": "city",
        "country": "GR",
        "texts": json.dumps([{"locale_id": english, "name": "Megara"}]),
        "events": json.dumps([{"kind": "admitted", "date": "2014"}]),
    }
    given = [part for name, value in fields.items() for part in ("--field", f"{name}:{value}")]
    status, megara = wt("office", "snippets", "create", PARTICIPANT, *given)
    assert status == 0, megara
    update = ["office", "snippets", "update", PARTICIPANT, megara["id"], "--yes"]
    assert wt(*update, "--field", 'themes:["Housing"]')[0] == 0
    status, answer = wt(*update, "--field", 'themes:["Moats"]')
    assert status == 7
    assert "Moats" in json.dumps(answer, ensure_ascii=False)
    related = json.dumps([{"participant_id": megara["id"], "role": "announces_accession"}])
    status, page = wt(
        *["office", "pages", "create", ARTICLE, "--parent", "/news/", "--title", "About Megara"],
        *["--field", "date:2014-12", "--field", "kind:accession", "--field", "introduction:Hello."],
        *["--field", f"related_participants:{related}"],
    )
    assert status == 0, page
    status, answer = wt("office", "snippets", "delete", PARTICIPANT, megara["id"], "--yes")
    assert status == 1
    assert "About Megara" in json.dumps(answer, ensure_ascii=False)
    assert wt("office", "snippets", "get", PARTICIPANT, megara["id"])[0] == 0


def test_mcp_works_untouched(tool):
    assert tool("editor", "whoami")[1]["user"]["username"] == "editor"
    failed, types = tool("editor", "schema_list")
    assert not failed
    assert PARTICIPANT in json.dumps(types)
    assert not tool("editor", "api_schema")[0]
    failed, news = tool("editor", "pages_find", html_path="/en/news/")
    assert not failed, news
    failed, page = tool(
        "editor",
        "pages_create",
        type=ARTICLE,
        parent_id=news["id"],
        title="Written by a tool",
        fields={"date": "2015", "kind": "accession", "introduction": "Hello."},
    )
    assert not failed, page
    failed, copy = tool(
        "editor", "pages_actions_copy_for_translation", page_id=page["id"], locale="fr"
    )
    assert not failed, copy
    failed, told = tool(
        "editor", "pages_actions_copy_for_translation", page_id=page["id"], locale="fr"
    )
    assert failed
    assert "has been translated" in told
    for text in ('"', "nothing here", "a" * 300):
        failed, told = tool("office", "pages_list", search=text)
        assert failed == (len(text) > 200), told
    failed, told = tool("office", "snippets_detail", type=PARTICIPANT, snippet_id=2**63)
    assert failed
    assert "404" in told
    failed, told = tool(
        *["office", "api_call"],
        operation_id="images_update",
        path_params={"image_id": 999},
        body={},
    )
    assert failed
    assert "404" in told
