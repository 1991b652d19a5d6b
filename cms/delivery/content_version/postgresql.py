"""The triggers in PostgreSQL's words.

They are deferred to the commit: the one row that all of them change is then locked for a moment
only, and two editors never wait for each other in a circle.
"""

from collections.abc import Iterator, Mapping

from cms.delivery.content_version.statements import (
    Dialect,
    announce,
    announce_named,
    differs,
    is_of_draft,
    sources_of_root,
)
from cms.delivery.content_version.watched import Root, Watch

DIALECT = Dialect(
    now="clock_timestamp()",
    transaction="pg_current_xact_id()::text::bigint",
    as_number="(CASE WHEN {key} ~ '^[0-9]{{1,18}}$' THEN {key}::bigint END)",
    same="IS NOT DISTINCT FROM",
)

PREPARE = """
CREATE OR REPLACE FUNCTION delivery_change_version() RETURNS void AS $$
BEGIN
    -- Once in a transaction is enough, however many rows it changes.
    IF current_setting('delivery.changed_in', true) = pg_current_xact_id()::text THEN
        RETURN;
    END IF;
    INSERT INTO delivery_contentversion (id, token, changed_at, invalidated_to)
    VALUES (1, gen_random_uuid()::text, clock_timestamp(), '')
    ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token, changed_at = EXCLUDED.changed_at;
    PERFORM set_config('delivery.changed_in', pg_current_xact_id()::text, true);
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION delivery_truncated() RETURNS trigger AS $$
BEGIN
    PERFORM delivery_change_version();
    {of_nothing}
    RETURN NULL;
END $$ LANGUAGE plpgsql;
"""

TRIGGER = """
CREATE OR REPLACE FUNCTION "delivery_{table}"() RETURNS trigger AS $$
BEGIN
    {body}
    RETURN NULL;
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS "delivery_{table}" ON "{table}";
CREATE CONSTRAINT TRIGGER "delivery_{table}" AFTER {events} ON "{table}"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "delivery_{table}"();
CREATE OR REPLACE TRIGGER "delivery_{table}_truncate" AFTER TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION delivery_truncated();
"""

CHANGE_VERSION = "PERFORM delivery_change_version();"
OF_NOTHING = "UPDATE delivery_contentversion SET invalidated_to = '' WHERE id = 1;"


def statements(watches: list[Watch], drafts: Mapping[Root, list[str]]) -> Iterator[str]:
    """Yield what puts all triggers in place, each anew."""
    yield PREPARE.replace("{of_nothing}", OF_NOTHING)
    for watch in watches:
        events = " OR ".join(watch.events)
        body = "".join(
            f"IF TG_OP = '{event}' THEN {_body(watch, event, drafts)} END IF; "
            for event in watch.events
        )
        yield TRIGGER.format(table=watch.table, events=events, body=body)


def _body(watch: Watch, event: str, drafts: Mapping[Root, list[str]]) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    conditions = [differs(watch, DIALECT)] if event == "UPDATE" else []
    if watch.root is None:
        if watch.may_be_draft:
            conditions.append(f"NOT {is_of_draft(watch, row, drafts, DIALECT)}")
        # The row of the version is there by then.
        body = CHANGE_VERSION + (announce_named(watch, row, drafts, DIALECT) or OF_NOTHING)
    elif watch.up:
        body = ""
        for source in sources_of_root(watch, event):
            statement = announce(watch, row, watch.action_on_root(event), DIALECT, source)
            body += f"IF EXISTS (SELECT 1 {source}) THEN {statement} {CHANGE_VERSION} END IF; "
    else:
        return _of_root(watch, watch.root, event)
    return f"IF {' AND '.join(conditions)} THEN {body} END IF;" if conditions else body


def _of_root(watch: Watch, root: Root, event: str) -> str:
    def announced(condition: str, row: str, action: str) -> str:
        said = announce(watch, row, action, DIALECT)
        return f"IF {condition} THEN {said} {CHANGE_VERSION} END IF; "

    old, new = (f'{row}."{root.live}"' if root.live else "true" for row in ("OLD", "NEW"))
    if event == "INSERT":
        return announced(new, "NEW", "published")
    if event == "DELETE":
        return announced(old, "OLD", "deleted")
    return (
        announced(f"{old} AND {new} AND {differs(watch, DIALECT)}", "NEW", "updated")
        + announced(f"{new} AND NOT {old}", "NEW", "published")
        + announced(f"{old} AND NOT {new}", "NEW", "unpublished")
    )
