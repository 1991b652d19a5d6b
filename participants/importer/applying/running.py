"""An import from its beginning to its end: its record, and whether it is still running.

A lock that ends with the process that holds it says so. The transaction in which an import writes
cannot, since nobody sees it before it ends; and on SQLite nobody else can write meanwhile.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from participants.importer.planning.plan import Action, Plan
from participants.models import ImportRecord, ImportState
from participants.values.text import one_line

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
    if is_held_by_others(error):
        return gettext("Somebody else is writing. Try again.")
    return gettext("The database refused it: %(reason)s") % {"reason": error}


def is_held_by_others(error: DatabaseError) -> bool:
    """Tell whether it has waited for another one who writes, in vain."""
    return isinstance(error, OperationalError) and "lock" in str(error)


LONGEST_NAME = 255
PIECE = 1_000_000  # bytes


@dataclass(frozen=True)
class Source:
    """The file that an import comes from. size: bytes; is_by_command: or else from a page."""

    name: str
    size: int
    sha256: str
    is_by_command: bool = False

    @classmethod
    def of(cls, file: BinaryIO, name: str, *, is_by_command: bool = False) -> "Source":
        """Read the file to its end, and go back to its beginning."""
        file.seek(0)
        digest = sha256()
        while piece := file.read(PIECE):
            digest.update(piece)
        size = file.tell()
        file.seek(0)
        return cls(one_line(name)[:LONGEST_NAME], size, digest.hexdigest(), is_by_command)


@contextmanager
def recorded(plan: Plan, source: Source, *, user: Any, publish: bool) -> Iterator[ImportRecord]:
    """Write down that the import begins, in a transaction of its own, and why it has not ended."""
    record = ImportRecord.objects.create(
        user=user,
        is_by_command=source.is_by_command,
        file_name=source.name,
        file_size=source.size,
        sha256=source.sha256,
        is_published=publish,
        new=plan.counts[Action.CREATE],
        changed=plan.counts[Action.CHANGE],
        unchanged=plan.counts[Action.UNCHANGED],
        faulty=plan.counts[Action.FAULTY],
    )
    with held_for(record):
        try:
            yield record
        except BrokenPipeError:
            # Whoever read what a command prints has gone away.
            _end(record, ImportState.INTERRUPTED)
            raise
        except Exception as error:
            messages = error.messages if isinstance(error, ValidationError) else [str(error)]
            _end(record, ImportState.FAILED, " ".join(messages))
            raise
        except BaseException:
            # The reader has closed the page, or somebody has pressed Ctrl-C.
            _end(record, ImportState.INTERRUPTED)
            raise


def _end(record: ImportRecord, state: ImportState, failure: str = "") -> None:
    # A database that refuses this too leaves the record as one whose process has died.
    with suppress(DatabaseError):
        ImportRecord.objects.filter(pk=record.pk).update(
            state=state, failure=failure, finished_at=timezone.now()
        )
