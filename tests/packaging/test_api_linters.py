"""The linters of OpenAPI find nothing in the description of the public API."""

import json
import shutil
from pathlib import Path

import pytest

from docs import api_snapshot
from tests.packaging.npm import npm, npm_ended, skip_without_npm

pytestmark = pytest.mark.packaging

LINTERS = Path(__file__).with_name("linters")
COMMANDS = {
    "redocly": ["redocly", "lint", "--config", "redocly.yaml"],
    "spectral": ["spectral", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint"],
}
SILENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder in which the linters are installed."""
    folder = tmp_path_factory.mktemp("project") / "linters"
    shutil.copytree(LINTERS, folder, ignore=shutil.ignore_patterns("node_modules"))
    skip_without_npm(oldest_node=(20, 19), package="@redocly/cli", folder=folder)
    npm("ci", "--ignore-scripts", folder=folder)
    return folder


def lint(linter, file, folder):
    command = ["exec", "--offline", "--", *COMMANDS[linter], file]
    return npm_ended(*command, folder=folder, **SILENT)


@pytest.mark.parametrize("linter", COMMANDS)
def test_linter_finds_nothing(folder, linter):
    done = lint(linter, api_snapshot.SNAPSHOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("linter", COMMANDS)
def test_linter_would_find_an_example_that_is_not_as_described(folder, linter):
    document = api_snapshot.read()
    answer = document["paths"]["/participants/"]["get"]["responses"]["200"]
    example = answer["content"]["application/json"]["examples"]["first_two"]["value"]
    example["meta"]["total_count"] = "fourteen"
    file = folder / "changed.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    done = lint(linter, file, folder)
    assert done.returncode == 1
    assert "total_count" in done.stdout + done.stderr
