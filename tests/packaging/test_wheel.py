"""The built wheel works in a project that knows nothing of this one."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]

SECTION = re.compile(r"^## The plugins in another Wagtail project\n(.*?)^## ", re.M | re.S)
BLOCK = re.compile(r"^ *```(python|console)\n(.*?)^ *```$", re.M | re.S)


def run(*command, cwd):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO_", "DATABASE_", "DATA_DIR", "PYTHONPATH"))
    }
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    [path] = folder.glob("*.whl")
    return path


def test_wheel_carries_templates_styles_catalogue_and_map(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "participants/templates/participants/participant.html",
        "participants/static/participants/participants.css",
        "participants/locale/fr/LC_MESSAGES/django.mo",
        "alliance_pages/templates/alliance_pages/home_page.html",
        "alliance_pages/static/alliance_pages/map.css",
        "alliance_pages/data/europe.json",
        "participants/data/places.csv",
        "participants/templates/participants/email/applicant_receipt.txt",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("cms/", "tests/"))]


def recipe():
    """Return what the README says: the settings, the addresses, and the commands."""
    [section] = SECTION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    blocks = [(kind, textwrap.dedent(text)) for kind, text in BLOCK.findall(section)]
    assert [kind for kind, _text in blocks] == ["python", "python", "console"]
    settings, urls, console = (text for _kind, text in blocks)
    commands = [line.removeprefix("$ ").split() for line in console.splitlines()]
    assert all(command[0] == "python" for command in commands)
    return settings, urls, commands


def interpreter(version):
    """Return a Python of a version, of this machine or of pyenv, or None."""
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    builds = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return builds[-1] if builds else shutil.which(f"python{version}")


@pytest.mark.parametrize(("version", "django"), [("3.11", "5.2"), ("3.13", "6.0"), ("3.12", "6.1")])
def test_readme_followed_word_by_word_makes_a_project(wheel, tmp_path, version, django):
    found = interpreter(version)
    if found is None:
        pytest.skip(f"there is no Python {version} on this machine")
    python = tmp_path / "venv" / "bin" / "python"
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", found, tmp_path / "venv", cwd=tmp_path)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.-]+==[^\\\n]+", lock, re.M)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text(
        "\n".join(pin for pin in pinned if not pin.lower().startswith("django=="))
    )
    wanted = [wheel, f"django~={django}.0"]
    run(*uv, "pip", "install", "--python", python, "-c", constraints, *wanted, cwd=tmp_path)
    run(tmp_path / "venv" / "bin" / "wagtail", "start", "mysite", cwd=tmp_path)
    project = tmp_path / "mysite"
    settings, urls, commands = recipe()
    with (project / "mysite" / "settings" / "base.py").open("a") as file:
        file.write(settings)
    (project / "mysite" / "urls.py").write_text(urls)
    for _python, *arguments in commands:
        run(python, *arguments, cwd=project)
    run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=project)
    script = (ROOT / "tests" / "packaging" / "foreign_project.py").read_text()
    (project / "try.py").write_text(script)
    assert f"work in a foreign project with Django {django}" in run(python, "try.py", cwd=project)
