"""Databases that are made once and then copied: by all workers of a run, and by later runs.

They are kept in pytest's cache under a digest of all that they are made of.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
MADE_OF = ("participants", "alliance_pages", "cms", "locale", "requirements-dev.lock", "manage.py")


def migrated_database() -> Path:
    """Return an SQLite file to be copied: migrated and empty, with the settings of the tests."""

    def migrate(folder: Path) -> None:
        manage(folder, "cms.settings.test", "migrate", "--verbosity", "0")

    return once("migrated", migrate) / "db.sqlite3"


def demonstration() -> Path:
    """Return a data folder to be copied: the demonstration, with the files that it serves."""

    def load(folder: Path) -> None:
        shutil.copy(migrated_database(), folder)
        manage(folder, "cms.settings.demo", "load_demo", "--migrate")
        manage(folder, "cms.settings.demo", "collectstatic", "--noinput")

    return once("demonstration", load)


def manage(folder: Path, settings: str, *arguments: str) -> None:
    """Run a command of the project whose data are in a folder, on SQLite."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": settings,
    }
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder, made by whoever asks first while all others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"{name}-{digest()}"
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in KEPT.glob(f"{name}-*"):
                shutil.rmtree(old)
            unfinished = Path(tempfile.mkdtemp(dir=KEPT))
            make(unfinished)
            unfinished.rename(made)
    return made


@cache
def digest() -> str:
    """Return what changes with the code, the content and the libraries."""
    state = sha256(sys.version.encode())
    for name in MADE_OF:
        place = ROOT / name
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                state.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return state.hexdigest()[:16]
