"""What the registry keeps in the database besides tables: word indexes, and triggers.

Django cannot describe these. They are put in place after every `migrate`, not by a migration:
SQLite drops the triggers of a table whenever a later migration rebuilds it.
"""

from collections.abc import Iterator
from sqlite3 import complete_statement
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Everything that decides which participants there are, in which order, under which filter.
WATCHED_MODELS = (
    "Participant",
    "ParticipantText",
    "ParticipantTheme",
    "Theme",
    "MembershipEvent",
    "Figure",
)

# Whose words are looked up.
INDEXED_MODELS = ("Participant", "InitiativeText")

# In SQLite a table over the column of a model, which triggers keep in step.
SQLITE_WORDS = """
CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(
    search_text, content='{table}', content_rowid='id',
    tokenize='ascii', prefix='1 2 3 4', detail=none
);
DROP TRIGGER IF EXISTS {index}_insert;
CREATE TRIGGER {index}_insert AFTER INSERT ON {table}
BEGIN
    INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);
END;
DROP TRIGGER IF EXISTS {index}_delete;
CREATE TRIGGER {index}_delete AFTER DELETE ON {table}
BEGIN
    INSERT INTO {index} ({index}, rowid, search_text)
    VALUES ('delete', old.id, old.search_text);
END;
DROP TRIGGER IF EXISTS {index}_update;
CREATE TRIGGER {index}_update
AFTER UPDATE OF search_text ON {table}
BEGIN
    INSERT INTO {index} ({index}, rowid, search_text)
    VALUES ('delete', old.id, old.search_text);
    INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);
END;
-- Cheap where nothing is missing, and right where a trigger was missing for a while.
INSERT INTO {index} ({index}) VALUES ('rebuild');
"""

SQLITE_STATE = """
INSERT OR REPLACE INTO participants_registrystate (id, token) VALUES (1, hex(randomblob(16)));
"""

SQLITE_TRIGGER = """
DROP TRIGGER IF EXISTS {table}_state_{event};
CREATE TRIGGER {table}_state_{event} AFTER {event} ON {table}
BEGIN
    -- Not INSERT OR REPLACE: the conflict clause of the statement that fires overrules it.
    UPDATE participants_registrystate SET token = hex(randomblob(16)) WHERE id = 1;
    INSERT INTO participants_registrystate (id, token) SELECT 1, hex(randomblob(16))
    WHERE NOT EXISTS (SELECT 1 FROM participants_registrystate WHERE id = 1);
END;
"""

POSTGRESQL_WORDS = """
CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (to_tsvector('simple', search_text));
"""

POSTGRESQL_STATE = """
CREATE OR REPLACE FUNCTION participants_change_state() RETURNS trigger AS $$
BEGIN
    INSERT INTO participants_registrystate (id, token) VALUES (1, gen_random_uuid()::text)
    ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
INSERT INTO participants_registrystate (id, token) VALUES (1, gen_random_uuid()::text)
ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
"""

POSTGRESQL_TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_state
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION participants_change_state();
"""


def install(using: str = "default", **kwargs: Any) -> None:
    """Put the word indexes and the triggers in place, triggers always anew."""
    connection = connections[using]
    app = apps.get_app_config("participants")
    watched = [app.get_model(name)._meta.db_table for name in WATCHED_MODELS]
    if not {*watched, "participants_registrystate"} <= set(connection.introspection.table_names()):
        return
    for model in map(app.get_model, INDEXED_MODELS):
        install_word_index(model, using)
    if connection.vendor == "sqlite":
        triggers = [
            SQLITE_TRIGGER.format(table=table, event=event)
            for table in watched
            for event in ("INSERT", "UPDATE", "DELETE")
        ]
        _execute(connection, SQLITE_STATE + "".join(triggers))
    elif connection.vendor == "postgresql":
        triggers = [POSTGRESQL_TRIGGER.format(table=table) for table in watched]
        _execute(connection, POSTGRESQL_STATE + "".join(triggers))


def install_word_index(model: Any, using: str) -> None:
    """Put the index of the words in `search_text` of a model in place, which the model names."""
    connection = connections[using]
    if "search_text" in _columns(connection, model._meta.db_table):
        _execute(connection, _word_script(model, connection.vendor))


def word_scripts(vendor: str) -> list[str]:
    """Return what puts the word indexes of the registry in place on a kind of database."""
    app = apps.get_app_config("participants")
    return [_word_script(app.get_model(name), vendor) for name in INDEXED_MODELS]


def _word_script(model: Any, vendor: str) -> str:
    script = {"sqlite": SQLITE_WORDS, "postgresql": POSTGRESQL_WORDS}.get(vendor, "")
    return script.format(index=model.word_index, table=model._meta.db_table)


def _columns(connection: BaseDatabaseWrapper, table: str) -> set[str]:
    """Return the columns of a table, none where a migration has still to make it."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        found = connection.introspection.get_table_description(cursor, table)
    return {column.name for column in found}


def _execute(connection: BaseDatabaseWrapper, script: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Not executescript(), which would commit what the caller has begun.
            for statement in split_statements(script):
                cursor.execute(statement)
        else:
            cursor.execute(script)


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQLite script, triggers with their bodies in one piece."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
