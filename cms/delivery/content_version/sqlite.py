"""The triggers in SQLite's words."""

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
    now="strftime('%Y-%m-%d %H:%M:%f', 'now')",
    # One writer at a time: what is pending belongs to this transaction, or to one that the
    # worker has not read yet.
    transaction="0",
    as_number="CAST({key} AS INTEGER)",
    same="IS",
)

RANDOM = "lower(hex(randomblob(16)))"

# No conflict clause here: that of the statement which fires a trigger would overrule it.
CHANGE_VERSION = f"""
UPDATE delivery_contentversion SET token = {RANDOM}, changed_at = {DIALECT.now}
WHERE id = 1 {{also}};
INSERT INTO delivery_contentversion (id, token, changed_at, invalidated_to)
SELECT 1, {RANDOM}, {DIALECT.now}, ''
WHERE NOT EXISTS (SELECT 1 FROM delivery_contentversion WHERE id = 1);
"""  # noqa: S608  no foreign text
OF_NOTHING = "UPDATE delivery_contentversion SET invalidated_to = '' WHERE id = 1;"


def statements(watches: list[Watch], drafts: Mapping[Root, list[str]]) -> Iterator[str]:
    """Yield what puts all triggers in place, each anew."""
    for watch in watches:
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"delivery_{watch.table}_{event.lower()}"
            # A change of state is up to two triggers for one event.
            for part in ("", "_public", "_hidden"):
                yield f'DROP TRIGGER IF EXISTS "{name}{part}";'
            if event in watch.events:
                for part, condition, body in _triggers(watch, event, drafts):
                    yield (
                        f'CREATE TRIGGER "{name}{part}" AFTER {event} ON "{watch.table}" '
                        f"{f'WHEN {condition} ' if condition else ''}BEGIN {body} END;"
                    )


def _triggers(
    watch: Watch, event: str, drafts: Mapping[Root, list[str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (suffix of the name, condition, body)."""
    row = "OLD" if event == "DELETE" else "NEW"
    change = CHANGE_VERSION.format(also="")
    conditions = [differs(watch, DIALECT)] if event == "UPDATE" else []
    if watch.root is None:
        if watch.may_be_draft:
            conditions.append(f"NOT {is_of_draft(watch, row, drafts, DIALECT)}")
        said = announce_named(watch, row, drafts, DIALECT) or OF_NOTHING
        yield "", " AND ".join(conditions), said + change
    elif watch.up:
        body = ""
        for source in sources_of_root(watch, event):
            body += announce(watch, row, watch.action_on_root(event), DIALECT, source)
            body += CHANGE_VERSION.format(also=f"AND EXISTS (SELECT 1 {source})")
        yield "", " AND ".join(conditions), body
    else:
        yield from _of_root(watch, watch.root, event, change)


def _of_root(watch: Watch, root: Root, event: str, change: str) -> Iterator[tuple[str, str, str]]:
    def announced(row: str, action: str) -> str:
        return announce(watch, row, action, DIALECT) + change

    old, new = (f'{row}."{root.live}"' if root.live else "1" for row in ("OLD", "NEW"))
    if event == "INSERT":
        yield "", new, announced("NEW", "published")
    elif event == "DELETE":
        yield "", old, announced("OLD", "deleted")
    else:
        yield "", f"{old} AND {new} AND {differs(watch, DIALECT)}", announced("NEW", "updated")
        if root.live:
            yield "_public", f"{new} AND NOT {old}", announced("NEW", "published")
            yield "_hidden", f"{old} AND NOT {new}", announced("NEW", "unpublished")
