"""What can be told of the reference frontend without Node.js: it is short and safe."""

import json
import re

import pytest

from tests.cms.project.test_typescript_client import CLIENT
from tests.databases import ROOT

FRONTEND = ROOT / "examples" / "frontend"
# What somebody reads in an afternoon.
MOST_LINES = 1_200
LONGEST_LINE = 160
GENERATED = {"node_modules", "dist", ".astro", "public"}
ENDINGS = {".astro", ".css", ".mjs", ".ts"}
# Fields of the API that are HTML, and data for search engines, which no text in them can end.
AS_HTML = {"block.value", "one.summary", "one.description"}
JSON_LD = 'JSON.stringify(meta.json_ld).replaceAll("<", "\\\\u003c")'


@pytest.fixture(scope="module")
def sources():
    found = {
        path.relative_to(FRONTEND): path.read_text(encoding="utf-8")
        for path in FRONTEND.rglob("*")
        if path.suffix in ENDINGS and not GENERATED & set(path.relative_to(FRONTEND).parts)
    }
    assert len(found) > 30
    return found


def test_it_is_short_enough_to_be_read(sources):
    lines = [line for text in sources.values() for line in text.splitlines()]
    assert 900 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= LONGEST_LINE


def test_it_asks_with_the_client_alone(sources):
    """The rest of what is fetched are files of the CMS and its own pages."""
    asking = {str(path): text.count("fetch(") for path, text in sources.items() if "fetch(" in text}
    assert asking == {"src/lib/cms.ts": 1, "src/lib/pages.ts": 1, "start.mjs": 1}
    named = {path.name for path, text in sources.items() if "/api/v2/" in text}
    # Addresses of open data, which a visitor downloads.
    assert named == {"ParticipantIndexPage.astro"}


def test_only_what_the_api_calls_html_is_put_in_as_such(sources):
    written = [
        one for text in sources.values() for one in re.findall(r"set:html=\{(.*?)\} ?/?>", text)
    ]
    assert set(written) == {*AS_HTML, JSON_LD}
    assert not any("innerHTML" in text for text in sources.values())


def test_words_are_said_in_both_languages():
    words = json.loads((FRONTEND / "src" / "words.json").read_text(encoding="utf-8"))
    assert len(words) > 100
    for english, french in words.values():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", french))
        assert english.count("|") == french.count("|")


def test_every_word_is_used(sources):
    words = json.loads((FRONTEND / "src" / "words.json").read_text(encoding="utf-8"))
    asked = (FRONTEND / "src" / "questions.json").read_text(encoding="utf-8")
    text = "\n".join([*sources.values(), asked])
    # The form puts the names of its paragraphs on data together.
    named = {word: word.removesuffix("Text") for word in words}
    assert not [word for word, name in named.items() if not re.search(rf"\b{name}\b", text)]


def test_packages_are_exact_and_name_no_host():
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert not any("resolved" in entry for entry in lock["packages"].values())
    assert lock["version"] == package["version"]


def test_licence_is_that_of_the_project():
    assert (FRONTEND / "LICENSE").read_bytes() == (CLIENT / "LICENSE").read_bytes()


def test_questions_are_asked_in_words_of_the_frontend():
    """Its compiler takes the file of questions as it is."""
    source = FRONTEND / "src"
    words = json.loads((source / "words.json").read_text(encoding="utf-8"))
    asked = json.loads((source / "questions.json").read_text(encoding="utf-8"))
    groups = [group for step in asked["steps"] for group in step["groups"]] + [asked["measure"]]
    questions = [question for group in groups for question in group["questions"]]
    assert len(questions) > 20
    said = [*asked["steps"], *groups, *questions]
    keys = ("title", "intro", "legend", "note", "label", "hint")
    assert {one[key] for one in said for key in keys if key in one} <= words.keys()
