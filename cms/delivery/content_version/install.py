"""Putting the triggers in place.

Django cannot describe triggers, and SQLite drops those of a table whenever a later migration
rebuilds it. They are therefore put in place after every `migrate`.
"""

from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import connections
from django.utils import timezone

from cms.delivery.content_version import postgresql, sqlite
from cms.delivery.content_version.watched import Watch, drafts, watches

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
OWN_TABLES = {"delivery_contentversion", "delivery_change"}


class UnsupportedDatabaseError(RuntimeError):
    """Says that the content version cannot be kept in this kind of database."""


def install(using: str = "default", **kwargs: Any) -> None:
    """Put all triggers in place, and give the content a new version.

    Raises UnsupportedDatabaseError for what is neither SQLite nor PostgreSQL.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not tables >= OWN_TABLES:
        return
    dialect = DIALECTS.get(connection.vendor)
    if dialect is None:
        raise UnsupportedDatabaseError(
            f"cms.delivery needs SQLite or PostgreSQL, and the database is {connection.vendor}."
        )
    present = [watch for watch in watches() if _needs(watch) <= tables]
    present_drafts = {root: labels for root, labels in drafts().items() if root.table in tables}
    with connection.cursor() as cursor:
        for statement in dialect.statements(present, present_drafts):
            cursor.execute(statement)
    # While a trigger was missing, something may have changed.
    version = apps.get_model("delivery", "ContentVersion")
    version.objects.using(using).update_or_create(
        pk=1,
        defaults={"token": token_hex(16), "changed_at": timezone.now(), "invalidated_to": ""},
    )


def _needs(watch: Watch) -> set[str]:
    above = {watch.root.table} if watch.root else set()
    return {watch.table, *above, *(step.table for step in watch.steps)}
