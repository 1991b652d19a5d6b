"""What `make` says where a machine lacks something, and what it installs."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from cms.demo import ports

ROOT = Path(__file__).resolve().parents[3]


def make(folder, *arguments):
    """Run make as a stranger does, though the tests themselves may be run by make."""
    of_make = {"MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS", "PORT", "DATA_DIR"}
    environment = {name: value for name, value in os.environ.items() if name not in of_make}
    return subprocess.run(
        ["make", "-f", ROOT / "Makefile", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("goal", ["demo", "frontend", "test", "test-all", "serve", "dev"])
def test_without_a_python_one_sentence_says_so(tmp_path, goal):
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / lock).touch()
    result = make(tmp_path, goal, "PYTHON=/nowhere/python3")
    assert result.returncode != 0
    assert result.stdout.startswith("There is no /nowhere/python3: install Python 3.11 or newer")
    assert len(result.stdout.splitlines()) == 1


def test_static_files_are_collected_once(tmp_path):
    """What has been collected is no source, though it is newer than the manifest."""
    shutil.copy2(ROOT / "requirements.lock", tmp_path)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    for name in ("participants", "alliance_pages", "cms"):
        (tmp_path / name / "static").mkdir(parents=True)
    product = ROOT / ".venv" / ".product"
    if not product.exists():
        product.touch()
    static = tmp_path / "var" / "static"
    static.mkdir(parents=True)
    (static / "staticfiles.json").touch()
    (static / "collected.css").touch()
    result = make(tmp_path, "static", f"DATA_DIR={tmp_path / 'var'}")
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


# Ports


def test_port_of_administrators_is_told_from_one_that_is_taken(monkeypatch):
    def forbid(_port):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ports, "try_port", forbid)
    said = "Port 80 may only be used by an administrator: choose one above 1023, such as PORT=8080"
    assert ports.fault("80") == said


def test_port_that_is_taken_is_named_with_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"or choose another: PORT={port + 1}" in str(ports.fault(str(port)))
        assert f"Port {port} cannot be used" in str(ports.fault(str(port), "0.0.0.0"))


def test_host_that_is_none_of_this_machine_is_named():
    assert ports.fault("8000", "192.0.2.7") == "HOST=192.0.2.7 is no address of this machine."


@pytest.mark.parametrize("text", ["0", "65536", "many", "-1", "٨٠"])
def test_what_is_no_port_is_told(text):
    assert ports.fault(text) == f"PORT={text} is not a port: give a number from 1 to 65535."


# Locks


def packages(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    return dict(re.match(r"([a-z0-9.-]+)==([^\s;]+)", block).groups() for block in blocks)


def test_production_installs_no_tools():
    product, whole = packages("requirements.lock"), packages("requirements-dev.lock")
    assert {"django", "wagtail", "granian", "psycopg", "django-axes"} <= product.keys()
    tools = {"pytest", "mypy", "ruff", "playwright", "hypothesis", "uv", "build"}
    assert tools <= whole.keys()
    assert not tools & product.keys()
    assert product.items() <= whole.items()
