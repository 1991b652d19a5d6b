"""One deliverer at a time: a lock that dies with the process that holds it."""

import fcntl
import os
import tempfile
from pathlib import Path
from typing import IO, Protocol

from django.db import DEFAULT_DB_ALIAS, Error, NotSupportedError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Any number that nobody else uses for an advisory lock of PostgreSQL.
NUMBER = 7_301_947


class Lock(Protocol):
    """What only one process can hold."""

    def acquire(self) -> bool:
        """Take the lock if it is free, and tell whether this process holds it."""

    def is_held(self) -> bool:
        """Tell whether it is still held."""

    def release(self) -> None:
        """Give the lock back."""


class FileLock:
    """For SQLite: a lock of the operating system on a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        if self._file is not None:
            return True
        file = self.path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def is_held(self) -> bool:
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class AdvisoryLock:
    """For PostgreSQL: a lock of the database, held by a connection of its own."""

    def __init__(self) -> None:
        self._connection: BaseDatabaseWrapper | None = None

    def acquire(self) -> bool:
        if self._connection is None:
            self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        if self._ask("SELECT pg_try_advisory_lock(%s)", [NUMBER]):
            return True
        self.release()
        return False

    def is_held(self) -> bool:
        try:
            return self._connection is not None and bool(self._ask("SELECT 1", []))
        except Error:
            self.release()
            return False

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, question: str, parameters: list[int]) -> bool:
        if self._connection is None:
            return False
        with self._connection.cursor() as cursor:
            cursor.execute(question, parameters)
            return bool(cursor.fetchone()[0])


def delivery_lock() -> Lock:
    """Return the lock of this project's database, not yet taken."""
    if connection.vendor == "postgresql":
        return AdvisoryLock()
    if connection.vendor != "sqlite":
        raise NotSupportedError("The deliverer knows SQLite and PostgreSQL only.")
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # of SQLite
        # Nobody but this process can see such a database.
        return FileLock(Path(tempfile.gettempdir()) / f"deliver-{os.getpid()}.lock")
    return FileLock(Path(f"{name}.deliver.lock"))
