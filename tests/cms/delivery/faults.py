"""A writer that does not come to an end, and a thread that uses the database beside it."""

import sqlite3
from concurrent.futures import Future
from contextlib import closing, contextmanager
from threading import Thread

from django.db import connections

# Seconds. Whoever has not finished after this never will: a new worker alone takes 4 on an idle
# machine, and several times as long beside other tests.
PATIENCE = 60

WRITTEN = (
    "delivery_contentversion",
    "delivery_change",
    "participants_participant",
    "wagtailcore_page",
)


def elsewhere(task):
    """Do something in a thread, which has a connection of its own, and return what it returns."""
    result = Future()

    def run():
        try:
            result.set_result(task())
        except Exception as error:  # noqa: BLE001  whatever it is, the test gets it
            result.set_exception(error)
        finally:
            connections.close_all()

    Thread(target=run, daemon=True).start()
    return result.result(PATIENCE)


@contextmanager
def being_written(place):
    """Hold the locks of a writer. place: the file of the database, or its URL on PostgreSQL."""
    if "://" not in place:
        with closing(sqlite3.connect(place, isolation_level=None)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            writer.execute("UPDATE delivery_contentversion SET token = 'unfinished'")
            yield
            writer.execute("ROLLBACK")
        return
    import psycopg

    with closing(psycopg.connect(place)) as writer:
        writer.execute("UPDATE delivery_contentversion SET token = 'unfinished'")
        for table in WRITTEN:
            # Readers may pass, nobody else.
            writer.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield
        writer.rollback()


def is_locked(place):
    """Tell whether a further writer would have to wait."""
    if "://" not in place:
        with closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as writer:
            try:
                writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False
    import psycopg

    with closing(psycopg.connect(place)) as writer:
        try:
            writer.execute(f"LOCK TABLE {', '.join(WRITTEN)} IN EXCLUSIVE MODE NOWAIT")
        except psycopg.errors.LockNotAvailable:
            return True
        return False
