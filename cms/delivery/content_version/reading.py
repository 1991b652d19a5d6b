"""Reading the version of the content, cheaply enough for every request."""

import time
from threading import local

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from cms.delivery.content_version.schedule import next_expiry

VERSION = "SELECT token, invalidated_to FROM delivery_contentversion WHERE id = 1"

# A token, and the POSIX time at which something that is public with it ends to be.
Version = tuple[str, float]


class _Thread(local):
    """The connection of a thread, at hand: Django's own way to it takes longer than the query."""

    def __init__(self) -> None:
        self.connection = connections[DEFAULT_DB_ALIAS]


_thread = _Thread()
_latest: Version = ("", 0.0)


def read_version() -> tuple[str, str]:
    """Return the token of the content and the one that invalidations lead to.

    It is read in the cheapest way that the driver offers. Raises django.db.Error, also where the
    content has no version.
    """
    found = _find_version()
    if found is None:
        raise DatabaseError("The content has no version; run migrate.")
    return found


def content_version() -> Version | None:
    """Return what names all that is public now, or None where nothing does.

    An expiry changes it too, though nothing is written. In a transaction of PostgreSQL the token
    changes with the commit only, and says nothing of what has been written before. Raises
    django.db.Error.
    """
    global _latest  # noqa: PLW0603  one pair for the process, replaced as a whole
    own = _thread.connection
    if own.in_atomic_block and own.vendor == "postgresql":
        return None
    found = _find_version()
    if found is None:
        return None
    token, version = found[0], _latest
    if version[0] != token or version[1] <= time.time():
        expiry = next_expiry(timezone.now())
        version = _latest = (token, expiry.timestamp() if expiry else float("inf"))
    return version


def _find_version() -> tuple[str, str] | None:
    own = _thread.connection
    try:
        return own.connection.execute(VERSION).fetchone()
    except (AttributeError, own.Database.Error):  # type: ignore[attr-defined]  # the driver
        return _read_again(own)


def _read_again(own: BaseDatabaseWrapper) -> tuple[str, str] | None:
    """Read where there is no connection yet, or the server has closed it."""
    own.close()
    own.ensure_connection()
    with own.wrap_database_errors:
        return own.connection.execute(VERSION).fetchone()
