"""Databases that are made once and then copied: by all workers of a run, and by later runs.

They are kept in pytest's cache under a digest of all that they are made of.
"""

import fcntl
import functools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
MADE_OF = ("participants", "alliance_pages", "cms", "locale", "requirements-dev.lock", "manage.py")


# A migration changes what is public, as the words of the first home page.
NOTHING_WAITS = "DELETE FROM delivery_change"


def migrated_database() -> Path:
    """Return an SQLite file to be copied: migrated and empty, with the settings of the tests."""

    def migrate(folder: Path) -> None:
        manage(folder, "cms.settings.test", "migrate", "--verbosity", "0")
        with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
            database.execute(NOTHING_WAITS)

    return once("migrated", migrate) / "db.sqlite3"


def demonstration() -> Path:
    """Return a data folder to be copied: the demonstration."""

    def load(folder: Path) -> None:
        shutil.copy(migrated_database(), folder)
        manage(folder, "cms.settings.demo", "load_demo", "--migrate")

    return once("demonstration", load)


def demonstration_to_be_served() -> Path:
    """Return that data folder with all that a server would make in its first minutes, or needs."""
    make_all = "from participants.registry.pictures.making import make_missing\nmake_missing(600)"

    def complete(folder: Path) -> None:
        shutil.copytree(demonstration(), folder, dirs_exist_ok=True)
        manage(folder, "cms.settings.demo", "shell", "--command", make_all)
        manage(folder, "cms.settings.demo", "collectstatic", "--noinput")

    return once("served", complete)


def migrated_template() -> str:
    """Return the name of a migrated database on the server of DATABASE_URL, to be copied there."""
    import psycopg

    address, name = os.environ["DATABASE_URL"], f"alliance_migrated_{digest()}"
    with only_one("template"), closing(psycopg.connect(address, autocommit=True)) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            server.execute(f'DROP DATABASE IF EXISTS "{name}_unfinished"')
            server.execute(f'CREATE DATABASE "{name}_unfinished"')
            url = urlsplit(address)._replace(path=f"/{name}_unfinished").geturl()
            with tempfile.TemporaryDirectory() as folder:
                migrate = ("migrate", "--verbosity", "0")
                manage(Path(folder), "cms.settings.test", *migrate, database_url=url)
            with closing(psycopg.connect(url, autocommit=True)) as database:
                database.execute(NOTHING_WAITS)
            server.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return name


def fill(connection: BaseDatabaseWrapper, file: Path) -> None:
    """Make an SQLite database, in memory or not, what a file is."""
    with closing(sqlite3.connect(file)) as template:
        template.backup(connection.connection)


def manage(folder: Path, settings: str, *arguments: str, database_url: str = "") -> None:
    """Run a command of the project whose data are in a folder; without a URL on SQLite."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": settings,
    }
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder, made by whoever asks first while all others wait."""
    made = KEPT / f"{name}-{digest()}"
    with only_one(name):
        if not made.exists():
            for old in KEPT.glob(f"{name}-*"):
                shutil.rmtree(old)
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                unfinished = Path(folder) / name
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(made)
    return made


@contextmanager
def taken_back(django_db_blocker) -> Iterator[None]:
    """Let a fixture of a module write; its tests see that, and all is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one process in at a time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@functools.cache
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
