"""Whether an import is still running: a lock that ends with the process that holds it.

The transaction in which an import writes cannot say so itself, since nobody sees it before it
ends; and on SQLite nobody else can write meanwhile.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from participants.models import ImportRecord, ImportState

# Between the moment in which others can see a record and that in which its lock is taken.
GRACE = timedelta(seconds=2)


@contextmanager
def held_for(record: ImportRecord) -> Iterator[None]:
    """Hold the lock of a record; PostgreSQL has it on the row, once `lock_row` is called."""
    if connection.features.has_select_for_update:
        yield
        return
    path = _lock_file(record.pk)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def lock_row(record: ImportRecord) -> None:
    """Hold the row until the transaction ends."""
    list(ImportRecord.objects.select_for_update().filter(pk=record.pk).values_list("pk"))


def tell_interrupted(records: Iterable[ImportRecord]) -> None:
    """Let those say that they were interrupted that are called running, and whose process died."""
    newest = timezone.now() - GRACE
    doubtful = {
        record.pk: record
        for record in records
        if record.state == ImportState.RUNNING and record.started_at < newest
    }
    for pk in _without_lock(set(doubtful)):
        doubtful[pk].state = ImportState.INTERRUPTED


def _without_lock(keys: set[int]) -> Iterable[int]:
    if not keys:
        return ()
    if not connection.features.has_select_for_update:
        return [pk for pk in keys if not _is_locked(_lock_file(pk))]
    with transaction.atomic():
        found = ImportRecord.objects.select_for_update(skip_locked=True).filter(pk__in=keys)
        return list(found.values_list("pk", flat=True))


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    path.unlink(missing_ok=True)
    return False


def _lock_file(pk: int) -> Path:
    """Return the file beside the database, or where nobody else can see that, anywhere."""
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # of SQLite
        name = f"{tempfile.gettempdir()}/{os.getpid()}"
    return Path(f"{name}.import-{pk}.lock")


def refusal_of(error: DatabaseError) -> str:
    """Return in a sentence why the database has written nothing."""
    if is_held_by_others(error):
        return gettext("Somebody else is writing. Try again.")
    return gettext("The database refused it: %(reason)s") % {"reason": error}


def is_held_by_others(error: DatabaseError) -> bool:
    """Tell whether it has waited for another one who writes, in vain."""
    return isinstance(error, OperationalError) and "lock" in str(error)
