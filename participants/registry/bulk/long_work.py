"""What a long work with the database needs around it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from participants.models import Participant


def refresh_statistics() -> None:
    """Let the database count anew, so that it plans well for what has just been written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
        elif connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Participant._meta.db_table)}")


@contextmanager
def without_query_log() -> Iterator[None]:
    """Stop the log of all queries that DEBUG keeps: it doubles the time and the memory."""
    was_debugging = settings.DEBUG
    settings.DEBUG = False
    try:
        yield
    finally:
        settings.DEBUG = was_debugging


@contextmanager
def collector_spared() -> Iterator[None]:
    """Keep the garbage collector from going through everything that is there already.

    The rows of a large plan stay until the end, while each batch leaves many small cycles; they
    are found late and slowly where the collector looks at all of the plan each time.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
