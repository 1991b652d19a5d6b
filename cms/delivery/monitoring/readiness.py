"""Whether this process can do its work, asked of everything that the work rests on."""

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.delivery.monitoring import backlog

logger = logging.getLogger(__name__)

# Seconds.
MAIL_OVERDUE_LIMIT = 3600
# Bytes.
PROBE_BYTES = 65_536


class NotReadyError(Exception):
    """What a check has found missing, in words for the person who runs the site."""


@dataclass(frozen=True)
class Finding:
    """What one check has found; milliseconds: how long it took."""

    name: str
    is_ok: bool
    detail: str
    milliseconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the finding as it stands in the answer for the token."""
        return {
            "name": self.name,
            "ok": self.is_ok,
            "detail": self.detail,
            "milliseconds": self.milliseconds,
        }


def database() -> str:
    """Ask the database for a constant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA database_list")
            _, _, file = cursor.fetchone()
            # SQLite goes on with a file that was removed, and loses what is written to it.
            if file and not Path(file).exists():
                raise NotReadyError(f"The database file {file} is missing.")
    return connection.vendor


def disk() -> str:
    """Write a file wherever the site keeps some: database, uploads, and what is under way."""
    folders = {Path(settings.MEDIA_ROOT), Path(tempfile.gettempdir())}
    folders |= {Path(folder) for folder in getattr(settings, "DELIVERY_FOLDERS", [])}
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).is_file():
        folders.add(Path(connection.settings_dict["NAME"]).parent)
    for folder in sorted(folders):
        if folder.is_dir():
            _write_into(folder)
    return f"{len(folders)} folders take files"


def _write_into(folder: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
    except OSError as error:
        raise NotReadyError(f"{folder} takes no file: {error.strerror}.") from error


@cache
def migrations() -> str:
    """Look for migrations that the database lacks, until none is found for the first time."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise NotReadyError(f"{len(plan)} migrations are missing, the first is {plan[0][0]}.")
    return "all applied"


def search() -> str:
    """Ask the search for a word that no page has."""
    found = get_search_backend().search("readinessprobe", Page)
    return f"{len(found)} results"


def outbox() -> str:
    """See that changes do not wait longer than DELIVERY_OUTBOX_LAG_LIMIT, 300 seconds."""
    limit = getattr(settings, "DELIVERY_OUTBOX_LAG_LIMIT", 300)
    lag = backlog.outbox_lag()
    if lag > limit:
        raise NotReadyError(f"A change has been waiting for {lag:.0f} s; does the worker run?")
    return f"{lag:.1f} s"


def mail() -> str:
    """See that the worker has offered every mail to the mail server when it was due.

    A mail server that is away makes nobody unready: the mails are offered again later.
    """
    found = backlog.mail()
    if found.overdue > MAIL_OVERDUE_LIMIT:
        raise NotReadyError(f"A mail has been due for {found.overdue:.0f} s; does the worker run?")
    return f"{found.waiting} waiting for up to {found.lag:.0f} s, {found.given_up} given up"


CHECKS: tuple[Callable[[], str], ...] = (database, disk, migrations, search, outbox, mail)


def findings() -> list[Finding]:
    """Return what each check finds, those of DELIVERY_READINESS_CHECKS included.

    That setting lists dotted paths of functions which return a word on what they saw, and raise
    if something is wrong. What is wrong also goes to the log.
    """
    more = [import_string(path) for path in getattr(settings, "DELIVERY_READINESS_CHECKS", [])]
    found = [_finding(check) for check in (*CHECKS, *more)]
    if faults := [f"{finding.name}: {finding.detail}" for finding in found if not finding.is_ok]:
        logger.warning("Not ready. %s", " ".join(faults))
    return found


def _finding(check: Callable[[], str]) -> Finding:
    started = time.perf_counter()
    try:
        detail, is_ok = check(), True
    except Exception as error:  # noqa: BLE001  whatever it is, it is the answer
        detail, is_ok = f"{type(error).__name__}: {error}", False
    milliseconds = round((time.perf_counter() - started) * 1000, 2)
    return Finding(check.__name__, is_ok, detail, milliseconds)
