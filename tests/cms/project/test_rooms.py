"""Folders and modules keep the sizes at which a reader finds the way."""

import ast
from pathlib import Path

from tests.databases import ROOT

PRODUCT = ("participants", "alliance_pages", "cms")
MOST_IN_A_FOLDER = 12
SMALLEST = 25
# Where Django, Wagtail and Python look for something, the module stands however short it is.
EXPECTED = {"apps.py", "urls.py", "wagtail_hooks.py", "signals.py", "__main__.py", "wsgi.py"}
SETTINGS = ROOT / "cms" / "settings"
# What the benchmark compares with is as small as it can be.
CONTROLS = ROOT / "cms" / "bench" / "controls"


def folders():
    for name in PRODUCT:
        for door in (ROOT / name).rglob("__init__.py"):
            if "migrations" not in door.parts:
                yield door.parent


def modules(folder):
    return [path for path in folder.glob("*.py") if path.name != "__init__.py"]


def test_no_folder_holds_more_than_a_reader_takes_in():
    crowded = {
        str(folder.relative_to(ROOT)): len(modules(folder))
        for folder in folders()
        if len(modules(folder)) > MOST_IN_A_FOLDER
    }
    assert crowded == {}


def test_no_module_is_too_small_to_open():
    small = [
        f"{path.relative_to(ROOT)}: {lines}"
        for folder in folders()
        for path in modules(folder)
        if path.name not in EXPECTED and folder not in {SETTINGS, CONTROLS}
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) < SMALLEST
    ]
    assert small == []


def test_every_folder_says_in_a_sentence_what_lives_there():
    silent = [
        str(folder.relative_to(ROOT))
        for folder in folders()
        if modules(folder)
        and folder.name not in {"management", "commands", "templatetags"}
        and not ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_a_program_is_started_by_its_last_lines():
    """What stands below is not there yet when the program runs."""
    started = [
        path
        for name in (*PRODUCT, "docs", "tests")
        for path in (ROOT / name).rglob("*.py")
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
        and path != Path(__file__).resolve()
    ]
    assert started
    for path in started:
        *_, last = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(last, ast.If), path
        assert "__main__" in ast.unparse(last.test), path
