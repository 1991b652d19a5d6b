"""The statements that a trigger runs, in SQL that both databases understand.

`row` is OLD or NEW. What differs between the databases is a `Dialect`. `drafts`: the tables of what
can be a draft, each with the content types of its rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cms.delivery.content_version.watched import Root, Watch


@dataclass(frozen=True)
class Dialect:
    """How a database writes what the standard leaves open.

    now: the time as Django stores it; transaction: an integer that no other transaction has, or
    0; as_number: a cast that also survives text which is none; same: compares NULLs as equal.
    """

    now: str
    transaction: str
    as_number: str
    same: str


def announce(
    watch: Watch, row: str, action: str, dialect: Dialect, source: str | None = None
) -> str:
    """Return the statement that writes the outbox row of a change.

    Where the same publication, or transaction, has already been written, nothing is added.
    source: FROM and WHERE that give `root`; the row of the trigger itself where it is None.
    """
    root = _known(watch.root)
    alias = row if source is None else "root"
    before = "OLD" if source is None and action != "published" else alias
    values = {
        "model": f"'{root.label}'",
        "object_id": _text(f'{alias}."{root.key}"'),
        "action": f"'{action}'",
        "content_type_id": _column(alias, root.content_type),
        "locale_id": _column(alias, root.locale),
        "path": _column(before, root.path, missing="''"),
        "revision_id": _column(alias, root.revision),
        "transaction_id": dialect.transaction,
        "is_told": _truth(watch),
        "created_at": dialect.now,
    }
    chosen = f"SELECT {', '.join(values.values())}" + (f" {source}" if source else "")
    if action == "updated":
        joint = "AND" if source else "WHERE"
        chosen += f" {joint} {_is_new(watch, values, dialect)}"
    return f"INSERT INTO delivery_change ({', '.join(values)}) {chosen};"


def announce_named(
    watch: Watch, row: str, drafts: Mapping[Root, list[str]], dialect: Dialect
) -> str:
    """Return the statement that writes the outbox row of a change of the object that a row names.

    Nothing where the row names none.
    """
    if watch.of_object is None:
        return ""
    content_type, key = (f'{row}."{column}"' for column in watch.of_object)
    values = {
        "model": _label(drafts),
        "object_id": _text(key),
        "action": "'updated'",
        "path": "''",
        "transaction_id": dialect.transaction,
        "is_told": _truth(watch),
        "created_at": dialect.now,
    }
    return (
        f"INSERT INTO delivery_change ({', '.join(values)}) SELECT {', '.join(values.values())}"  # noqa: S608  names of ours
        f" FROM django_content_type kind WHERE kind.id = {content_type}"
        f" AND {_is_new(watch, {'revision_id': 'NULL', **values}, dialect)};"
    )


def _label(drafts: Mapping[Root, list[str]]) -> str:
    """Return the label of a content type, that of all pages for a kind of page."""
    cases = "".join(
        f" WHEN kind.app_label || '.' || kind.model IN ({', '.join(map(repr, labels))})"
        f" THEN '{root.label}'"
        for root, labels in drafts.items()
    )
    label = "kind.app_label || '.' || kind.model"
    return f"CASE{cases} ELSE {label} END" if cases else label


def _is_new(watch: Watch, values: Mapping[str, str], dialect: Dialect) -> str:
    """Return the condition that the same publication, or transaction, has not been written yet."""
    known = (
        "NOT EXISTS (SELECT 1 FROM delivery_change told"  # noqa: S608  names of ours
        f" WHERE told.model = {values['model']} AND told.object_id = {values['object_id']}"
        f" AND told.transaction_id = {dialect.transaction}"
    )
    if watch.is_told:
        known += (
            f" AND told.is_told AND told.revision_id {dialect.same} {values['revision_id']}"
            " AND told.action IN ('published', 'updated')"
        )
    return f"{known})"


def _truth(watch: Watch) -> str:
    # The one way of writing it that both databases have.
    return "1 = 1" if watch.is_told else "1 = 0"


def sources_of_root(watch: Watch, event: str) -> list[str]:
    """Return FROM and WHERE that find the public root of a row, and of what the row was before."""
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
    return [_source_of_root(watch, row) for row in rows]


def _source_of_root(watch: Watch, row: str) -> str:
    root = _known(watch.root)
    found = f'FROM "{root.table}" root'
    target = f'root."{root.key}"'
    for position, step in enumerate(reversed(watch.steps)):
        found += f' JOIN "{step.table}" step{position} ON step{position}."{step.up}" = {target}'
        target = f'step{position}."{step.key}"'
    is_live = f' AND root."{root.live}"' if root.live else ""
    return f'{found} WHERE {target} = {row}."{watch.up}"{is_live}'


def differs(watch: Watch, dialect: Dialect) -> str:
    """Return the condition that the public sees a difference between OLD and NEW."""
    same = (f'OLD."{name}" {dialect.same} NEW."{name}"' for name in watch.columns)
    return f"NOT ({' AND '.join(same)})"


def is_of_draft(watch: Watch, row: str, drafts: Mapping[Root, list[str]], dialect: Dialect) -> str:
    """Return the condition that the object which a row names is a draft."""
    if watch.of_object is None or not watch.may_be_draft:
        return "1 = 0"
    content_type, key = (f'{row}."{column}"' for column in watch.of_object)
    hidden = [
        f'EXISTS (SELECT 1 FROM "{root.table}" draft'  # noqa: S608  names of ours
        " JOIN django_content_type kind"
        f' ON kind.id = {content_type} WHERE NOT draft."{root.live}"'
        f' AND draft."{root.key}" = {dialect.as_number.format(key=key)}'
        f" AND kind.app_label || '.' || kind.model IN ({', '.join(map(repr, labels))}))"
        for root, labels in drafts.items()
        if root.has_number
    ]
    return f"({' OR '.join(hidden)})" if hidden else "1 = 0"


def _column(alias: str, name: str, missing: str = "NULL") -> str:
    return f'{alias}."{name}"' if name else missing


def _text(expression: str) -> str:
    return f"CAST({expression} AS TEXT)"


def _known(root: Root | None) -> Root:
    if root is None:
        raise ValueError("A change that is told to nobody has no root.")
    return root
