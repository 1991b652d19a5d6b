"""Undoing an import: every row that nobody has changed since, in one transaction."""

from collections import Counter
from collections.abc import Callable, Generator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participants.importer.applying.records import UNDO, chunks, log_import
from participants.importer.applying.removing import Remover
from participants.importer.applying.restoring import Restorer
from participants.importer.applying.running import tell_interrupted
from participants.models import (
    ImportedRow,
    ImportRecord,
    ImportState,
    RegistryState,
    RowAction,
    UndoOutcome,
)
from participants.registry.bulk import collector_spared, refresh_statistics

LARGE = 1_000  # rows after which the database's planner must count anew


class NotUndoable(Exception):  # noqa: N818  it is a state of the import, not a failure of ours
    """Says in a sentence why an import cannot be undone; nothing has happened then."""


def undo_import(
    record: ImportRecord, *, user: Any, progress: Callable[[int], None] = lambda done: None
) -> None:
    """Undo the import, and raise what `undoing` raises. progress: told how many rows are done."""
    for done in undoing(record, user=user):
        progress(done)


def undoing(record: ImportRecord, *, user: Any) -> Generator[int, None, None]:
    """Undo the import while it is iterated; yield how many rows are done.

    Everything is written when the iteration ends; whoever closes it before leaves the registry as
    it was. Each row has its outcome then. Raises NotUndoable and DatabaseError.
    """
    with collector_spared(), transaction.atomic():
        # From here on nobody else writes.
        RegistryState.change()
        record.refresh_from_db()
        check_undoable(record)
        pending = _settle_obstacles(record)
        if not any(pending.values()):
            raise NotUndoable(_("Every row has been changed since. There is nothing to undo."))
        done = 0
        restorer = Restorer(record, pending, user)
        remover = Remover(record, pending[RowAction.CREATE], user)
        # What was changed may name what was added, and lets go of it first.
        for action, work in (
            (RowAction.CHANGE, restorer.restore),
            (RowAction.CREATE, remover.remove),
        ):
            for keys in chunks(pending[action]):
                work(list(record.rows.filter(pk__in=keys).order_by("pk")))
                done += len(keys)
                yield done
        _finish(record, user)
    if done > LARGE:
        refresh_statistics()


def check_undoable(record: ImportRecord) -> None:
    """Raise NotUndoable unless the import was applied, and is still."""
    tell_interrupted([record])
    if record.state == ImportState.APPLIED:
        return
    raise NotUndoable(
        {
            ImportState.UNDONE: _("This import has been undone already."),
            ImportState.RUNNING: _("This import is still running. Wait until it has ended."),
            ImportState.INTERRUPTED: _(
                "This import was interrupted and has written nothing. There is nothing to undo."
            ),
            ImportState.FAILED: _(
                "This import failed and has written nothing. There is nothing to undo."
            ),
        }[ImportState(record.state)]
    )


def _settle_obstacles(record: ImportRecord) -> dict[RowAction, list[int]]:
    """Write down which rows must stay; return the keys of the others, by what they did."""
    pending: dict[RowAction, list[int]] = {RowAction.CHANGE: [], RowAction.CREATE: []}
    kept: dict[str, list[int]] = {}
    found = record.rows.of_registry().with_obstacle().order_by("position", "pk")
    for pk, action, obstacle in found.values_list("pk", "action", "obstacle").iterator():
        if obstacle:
            kept.setdefault(obstacle, []).append(pk)
        else:
            pending[RowAction(action)].append(pk)
    for outcome, keys in kept.items():
        for some in chunks(keys):
            ImportedRow.objects.filter(pk__in=some).update(outcome=outcome)
    return pending


def _finish(record: ImportRecord, user: Any) -> None:
    outcomes = Counter(record.rows.of_registry().values_list("outcome", flat=True))
    record.reverted = sum(outcomes[outcome] for outcome in UndoOutcome.done())
    record.kept = outcomes.total() - record.reverted
    record.state, record.undone_at, record.undone_by = ImportState.UNDONE, timezone.now(), user
    record.save(update_fields=["state", "undone_at", "undone_by", "reverted", "kept"])
    log_import(record, UNDO, user)
