"""What an import writes down of each row, and what the audit log says of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, WorkflowMixin

from participants.exports.columns import cells, columns
from participants.importer.applying.running import LONGEST_NAME
from participants.importer.planning.plan import Action, PlannedRow
from participants.importer.reading.faults import Fault
from participants.models import ImportedRow, ImportRecord, ImportState, Participant, RowAction
from participants.models.rules import DERIVED
from participants.registry.bulk.side_tables import log_all
from participants.values.text import cell_text, restored

IMPORT = "participants.import"
UNDO = "participants.import.undo"
BATCH = 500


def data_of(record: ImportRecord) -> dict[str, Any]:
    return {"import": record.pk, "file": record.file_name}


def data_of_rows(rows: Iterable[ImportedRow], record: ImportRecord) -> dict[int, dict[str, Any]]:
    """Return what the entries of participants keep of an import, by the participants' keys.

    Whoever views participants reads these; the name of the file is for those who may import.
    """
    return {row.participant_id or 0: {"import": record.pk, "row": row.position} for row in rows}


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield as many at a time as one query can name."""
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def participants_of(rows: Sequence[int]) -> list[int]:
    """Return the keys of the participants of rows, which are given by their keys, too."""
    found: list[int] = []
    for some in chunks(rows):
        found += ImportedRow.objects.filter(pk__in=some).values_list("participant", flat=True)
    return found


def log_import(record: ImportRecord, action: str, user: Any) -> None:
    log(instance=record, action=action, user=user, data=data_of(record), content_changed=True)


class ImportFormatter(LogFormatter):
    label = _("Import")
    message = _("Imported “%(file)s” (import %(number)s)")
    message_of_row = _("Imported from row %(row)s of import %(number)s")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        words = {"file": data.get("file"), "number": data["import"], "row": data.get("row")}
        return str(self.message_of_row if "row" in data else self.message) % words


class UndoFormatter(ImportFormatter):
    label = _("Undo import")
    message = _("Undone: import %(number)s of “%(file)s”")
    message_of_row = _("Undone: row %(row)s of import %(number)s")


def register_imports(actions: LogActionRegistry) -> None:
    actions.register_action(IMPORT)(ImportFormatter)
    actions.register_action(UNDO)(UndoFormatter)


FAULTS_AT_ONCE = 1_000

# What Wagtail keeps of an object beside its content.
BESIDE = {
    field.name
    for mixin in (DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin)
    for field in mixin._meta.local_fields
}
CONTENT = [
    *(
        field.name
        for field in Participant._meta.concrete_fields
        if not field.primary_key and field.name not in BESIDE | ({*DERIVED} - {"slug"})
    ),
    *(relation.get_accessor_name() for relation in get_all_child_relations(Participant)),
]


class AppliedRow(NamedTuple):
    """A row with its participant as it shall be. before: content of its newest version till now."""

    planned: PlannedRow
    participant: Participant
    before: Mapping[str, Any]
    is_published: bool


class RowRecorder:
    """Write down, batch by batch, what an import changes; in the transaction that changes it."""

    def __init__(self, record: ImportRecord, user: Any) -> None:
        self.record = record
        self.user = user
        written = columns(includes_drafts=True)
        self.filled = {name: column for name, column in written.items() if not column.is_computed}

    def add(self, rows: Sequence[AppliedRow], revisions: Mapping[int, Revision]) -> None:
        """Write down rows. revisions: those that were made, by the participants' keys."""
        written = [self._row(row, revisions[row.participant.pk]) for row in rows]
        ImportedRow.objects.bulk_create(written)
        data = data_of_rows(written, self.record)
        participants = [row.participant for row in rows]
        log_all(participants, IMPORT, self.user, revisions, data=data)

    def _row(self, row: AppliedRow, revision: Revision) -> ImportedRow:
        participant = row.participant
        live_revision = revision.pk if row.is_published else participant.live_revision_id
        return ImportedRow(
            record=self.record,
            position=row.planned.row.row,
            action=RowAction(row.planned.action.value),
            participant=participant,
            label=row.planned.label[:LONGEST_NAME],
            slug=participant.slug,
            changes=self._changes(row.planned, participant),
            before=changed_content(row.before, revision.content),
            revision_before=row.before.get("latest_revision") or 0,
            revision=revision.pk,
            saved_at=revision.created_at,
            live_revision=live_revision or 0,
            is_live=participant.live,
        )

    def _changes(self, planned: PlannedRow, participant: Participant) -> list[list[str]]:
        if planned.action == Action.CHANGE:
            return [[change.column, change.old, change.new] for change in planned.changes]
        # The plan has the cells of the first ones only.
        found = zip(self.filled, cells(list(self.filled.values()), participant), strict=True)
        return [[name, "", text] for name, cell in found if (text := restored(cell_text(cell)))]

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Write down the rows that were left out, and why; not what their cells say."""
        by_row: dict[int, list[list[str]]] = defaultdict(list)
        for fault in faults:
            by_row[fault.row].append([fault.column, "", fault.message])
        ImportedRow.objects.bulk_create(
            (
                ImportedRow(
                    record=self.record, position=row, action=RowAction.FAULTY, changes=problems
                )
                for row, problems in by_row.items()
            ),
            batch_size=FAULTS_AT_ONCE,
        )

    def finish(self) -> None:
        self.record.state = ImportState.APPLIED
        self.record.finished_at = timezone.now()
        self.record.save(update_fields=["state", "finished_at"])
        log_import(self.record, IMPORT, self.user)


def changed_content(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the content said before, where it says something else now; {} of a new one."""
    return {
        name: before[name] for name in CONTENT if name in before and before[name] != after.get(name)
    }
