"""What the registry keeps in the database besides tables: a word index, and triggers.

Django cannot describe these. They are put in place after every `migrate`, not by a migration:
SQLite drops the triggers of a table whenever a later migration rebuilds it.
"""

from collections.abc import Iterator
from sqlite3 import complete_statement
from typing import Any

from django.apps import apps
from django.db import connections

# Everything that decides which participants there are, in which order, under which filter.
WATCHED_MODELS = (
    "Participant",
    "ParticipantText",
    "ParticipantTheme",
    "Theme",
    "MembershipEvent",
    "Figure",
)

SQLITE_WORDS = """
CREATE VIRTUAL TABLE IF NOT EXISTS participants_search USING fts5(
    search_text, content='participants_participant', content_rowid='id',
    tokenize='ascii', prefix='1 2 3 4', detail=none
);
DROP TRIGGER IF EXISTS participants_search_insert;
CREATE TRIGGER participants_search_insert AFTER INSERT ON participants_participant
BEGIN
    INSERT INTO participants_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
DROP TRIGGER IF EXISTS participants_search_delete;
CREATE TRIGGER participants_search_delete AFTER DELETE ON participants_participant
BEGIN
    INSERT INTO participants_search (participants_search, rowid, search_text)
    VALUES ('delete', old.id, old.search_text);
END;
DROP TRIGGER IF EXISTS participants_search_update;
CREATE TRIGGER participants_search_update
AFTER UPDATE OF search_text ON participants_participant
BEGIN
    INSERT INTO participants_search (participants_search, rowid, search_text)
    VALUES ('delete', old.id, old.search_text);
    INSERT INTO participants_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
-- Cheap where nothing is missing, and right where a trigger was missing for a while.
INSERT INTO participants_search (participants_search) VALUES ('rebuild');
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
CREATE INDEX IF NOT EXISTS participants_search ON participants_participant
USING gin (to_tsvector('simple', search_text));
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
    """Put the word index and the triggers in place, triggers always anew."""
    connection = connections[using]
    app = apps.get_app_config("participants")
    watched = [app.get_model(name)._meta.db_table for name in WATCHED_MODELS]
    if not {*watched, "participants_registrystate"} <= set(connection.introspection.table_names()):
        return
    if connection.vendor == "sqlite":
        triggers = [
            SQLITE_TRIGGER.format(table=table, event=event)
            for table in watched
            for event in ("INSERT", "UPDATE", "DELETE")
        ]
        with connection.cursor() as cursor:
            # Not executescript(), which would commit what the caller has begun.
            for statement in split_statements(SQLITE_WORDS + "".join(triggers)):
                cursor.execute(statement)
    elif connection.vendor == "postgresql":
        triggers = [POSTGRESQL_TRIGGER.format(table=table) for table in watched]
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_WORDS + "".join(triggers))


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQLite script, triggers with their bodies in one piece."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
