"""The demonstration in the database of the tests."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tests.databases import demonstration, fill, migrated_database


@pytest.fixture(scope="module")
def demonstrated(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Have the demonstration in the database, with its files, while the tests of a module run."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with transaction.atomic():
                call_command("load_demo", port=8000, verbosity=0)
                yield
                transaction.set_rollback(True)
            return
        shutil.copytree(demonstration() / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
        fill(connection, demonstration() / "db.sqlite3")
        yield
        fill(connection, migrated_database())
