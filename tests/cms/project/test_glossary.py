"""One thing has one name, in code, docs and templates."""

import re
from pathlib import Path

from tests.databases import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
# Former names, and modules that were named after a figure of speech.
FORMER = re.compile(
    r"\b(?:PreparedQuery|Standing\.now|class (?:Standing|Frame|Front|Seats|Chore|Meter)\b"
    r"|seats_of_all|seats_in|told_of|register_chore|at_any_time|delivery[./]front|delivery[./]triggers|delivery[./]chores"
    r"|response_cache[./](?:verdict|asking|meter)|participants[./](?:standing|prepared)\b"
    r"|\bVERDICT\b|\bchores?\b|\btold\(|\basking\("
    r"|values[./](?:folding|one_line|written)\b|listing\.filters import .*\bQuestion\b"
    r"|\bNot(?:ADate|ACount|Degrees)Error\b|\b_is_told\b"
    r"|applications[./](?:steps|sending|public)\b|alliance_pages[./](?:frame|seats)\b)"
)
PLACES = ("participants", "alliance_pages", "cms", "tests", "templates", "docs", "README.md")
TEXTS = {".py", ".md", ".html", ".txt"}


def texts():
    for place in (ROOT / name for name in PLACES):
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.suffix in TEXTS and path != Path(__file__):
                yield path


def test_no_former_name_is_left():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts()
        for match in FORMER.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_former_name_would_be_found():
    assert FORMER.search("from cms.delivery.front.verdict import PUBLIC_FLAG")
    assert not FORMER.search("from cms.delivery.response_cache.cacheability import PUBLIC_FLAG")


def test_glossary_points_at_what_there_is():
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if "| `" in line]
    places = [re.findall(r"`([^`]+)`", row.rsplit("|", 2)[1])[-1] for row in rows]
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []
