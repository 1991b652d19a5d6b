"""One thing has one name, in code, docs and templates."""

import re
import subprocess

import pytest

from tests.databases import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
# Former names, and modules that were named after a figure of speech.
FORMER = re.compile(
    r"\b(?:PreparedQuery|Standing\.now|class (?:Standing|Frame|Front|Seats|Chore|Meter)\b"
    r"|seats_of_all|seats_in|register_chore|at_any_time|delivery[./]front|delivery[./]triggers|delivery[./]chores"
    r"|response_cache[./](?:verdict|asking|meter)|participants[./](?:standing|prepared)\b"
    r"|applications[./](?:steps|sending|public)\b|alliance_pages[./](?:frame|seats)\b)"
)
TEXTS = ("*.py", "*.md", "*.html", "*.toml", "*.txt")


def texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *TEXTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout of git")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_former_name_is_left():
    here = {"tests/cms/project/test_glossary.py"}
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts()
        if path.is_file() and str(path.relative_to(ROOT)) not in here
        for match in FORMER.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_former_name_would_be_found():
    assert FORMER.search("from cms.delivery.front.verdict import VERDICT")
    assert not FORMER.search("from cms.delivery.response_cache.cacheability import VERDICT")


def test_glossary_points_at_what_there_is():
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if "| `" in line]
    places = [re.findall(r"`([^`]+)`", row.rsplit("|", 2)[1])[-1] for row in rows]
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []
