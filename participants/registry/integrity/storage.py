"""Checks of the word index and the triggers of `participants/registry/database.py`."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from participants.models.search import WORD_INDEX
from participants.registry import database
from participants.registry.integrity.finding import REGISTRY, Finding

NAMED = re.compile(r"CREATE (?:VIRTUAL TABLE|TRIGGER|INDEX) IF NOT EXISTS (\w+)")

PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')",
    "postgresql": (
        "SELECT indexname FROM pg_indexes WHERE schemaname = ANY (current_schemas(false)) "
        "UNION SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    ),
}


def objects() -> Iterator[Finding]:
    """Find what is missing in the database besides tables."""
    query = PRESENT.get(connection.vendor)
    if query is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    for name in expected_objects():
        if name not in present:
            yield Finding(
                REGISTRY, f"{name} is missing in the database; `migrate` puts it in place."
            )


def expected_objects() -> list[str]:
    """Return the names of the word index and the triggers on this kind of database."""
    app = apps.get_app_config("participants")
    tables = [app.get_model(name)._meta.db_table for name in database.WATCHED_MODELS]
    if connection.vendor == "sqlite":
        own = NAMED.findall(database.SQLITE_WORDS)
        events = ("INSERT", "UPDATE", "DELETE")
        return [*own, *(f"{table}_state_{event}" for table in tables for event in events)]
    return [*NAMED.findall(database.POSTGRESQL_WORDS), *(f"{table}_state" for table in tables)]


def word_index() -> Iterator[Finding]:
    """Find out on SQLite whether the word index agrees with the table; others cannot differ."""
    index = WORD_INDEX
    if connection.vendor != "sqlite" or index not in connection.introspection.table_names():
        return
    # With a rank of 1 it is compared with the table, and not only with itself.
    check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  a constant
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(check)
    except DatabaseError:
        yield Finding(
            REGISTRY, "the word index does not agree with the names; `migrate` builds it anew."
        )


STORAGE_CHECKS = (objects, word_index)
