"""The open data are read by programs of others, with no options, and say the same to each."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import make_full_participant, make_participant

pytestmark = [pytest.mark.packaging, pytest.mark.django_db]

HERE = Path(__file__).parent
API = "/api/v2/participants/"
FILES = ("export.csv", "export.csv-metadata.json", "datapackage.json")

# What has made readers stumble: marks of comments, quotes, line breaks, other scripts, formulas.
NASTY = {
    "hash": "Lyon # 2",
    "quote": 'The "city", of Lyon',
    "greek": "Μέγαρα",
    "formula": "=1+1",
    "number": "007",
    "missing": "NA",
}


@pytest.fixture
def folder(client, tmp_path):
    for slug, name in NASTY.items():
        make_participant(slug, name_local=name, website=f"https://example.org/#{slug}")
    make_full_participant("full", number=7)
    for place in range(6):
        make_participant(f"draft-{place}", is_public=False)
    for name in FILES:
        response = client.get(f"{API}{name}")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(*command, **options):
    result = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_every_reader_finds_all_rows_and_whole_values(folder, tmp_path):
    python = tmp_path / "venv" / "bin" / "python"
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", sys.executable, tmp_path / "venv")
    run(*uv, "pip", "sync", "--require-hashes", "--python", python, HERE / "readers.lock")
    told = json.loads(run(python, HERE / "read_open_data.py", cwd=folder))
    assert set(told) == {"pandas", "polars", "duckdb", "frictionless", "package", "csvw"}
    expected = {slug: f"https://example.org/#{slug}" for slug in NASTY} | {"full": None}
    for reader, websites in told.items():
        assert websites == expected, reader
