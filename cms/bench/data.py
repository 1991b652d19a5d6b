"""The databases that are measured: built once, kept, and built anew when the recipe changes."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
RECIPE = (PROJECT / "scale", PROJECT / "demo" / "content")
BASE_SIZE = 130
MARK = "recipe"  # a file beside a database that is complete
STATIC = "static"


def prepare(folder: Path, size: int, articles: int = 0) -> Path:
    """Return the data folder of a database with so many synthetic participants and articles.

    It is the demonstration content with them on top.
    """
    name = f"{size}-{articles}" if articles else str(size)
    data = folder / name
    recipe = _recipe()
    mark = data / MARK
    if not mark.exists() or mark.read_text() != recipe:
        shutil.rmtree(data, ignore_errors=True)
        _build(folder, data, size, articles)
        # Collecting takes half a minute, so `make bench` does it once for all.
        (data / STATIC).symlink_to((folder.parent / STATIC).resolve())
        mark.write_text(recipe)
    _manage(data, "migrate", "--verbosity", "0")
    return data


def _build(folder: Path, data: Path, size: int, articles: int) -> None:
    sys.stdout.write(f"Building {data.name}, once …\n")
    sys.stdout.flush()
    if size == BASE_SIZE and not articles:
        data.mkdir(parents=True)
        _manage(data, "load_demo", "--migrate")
    else:
        ignored = shutil.ignore_patterns(MARK, STATIC)
        shutil.copytree(prepare(folder, BASE_SIZE), data, ignore=ignored)
    _manage(data, "make_registry", "--size", str(size))
    if articles:
        _manage(data, "make_articles", "--size", str(articles))
        # What is published while it is measured would wait behind all that: twice, because the
        # pictures that are made in the first round are changes of their own.
        _manage(data, "deliver", "--once")
        _manage(data, "deliver", "--once")


@contextmanager
def running(data: Path, *command: str) -> Iterator[subprocess.Popen]:
    """Have a management command work on a database; it is ended with the context."""
    with subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "manage.py", *command],
        cwd=PROJECT.parent,
        env={**os.environ, **environment(data), "DJANGO_SETTINGS_MODULE": "cms.settings.demo"},
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _manage(data: Path, *command: str) -> None:
    with running(data, *command) as process:
        status = process.wait()
    if status:
        raise subprocess.CalledProcessError(status, command)


def environment(data: Path) -> dict[str, str]:
    """Return the environment variables that name the database."""
    return {"DATA_DIR": str(data), "DATABASE_URL": ""}


def _recipe() -> str:
    """Return a digest of all that decides what the databases hold."""
    digest = hashlib.sha256()
    for path in sorted(path for root in RECIPE for path in root.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()
