"""Writing down what an import does: before it begins, and with every row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from participants.exports.columns import cells, columns
from participants.importer.applying.log import IMPORT, data_of_rows, log_import
from participants.importer.applying.running import held_for
from participants.importer.planning.participant_row import Fault
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.models import (
    ImportedRow,
    ImportRecord,
    ImportState,
    Participant,
    RowAction,
)
from participants.models.rules import DERIVED
from participants.registry.bulk.history import log_all
from participants.values.cells import cell_text, restored
from participants.values.one_line import one_line

LONGEST_NAME = 255
PIECE = 1_000_000  # bytes
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


@dataclass(frozen=True)
class Source:
    """The file that an import comes from. size: bytes; is_by_command: or else from a page."""

    name: str
    size: int
    sha256: str
    is_by_command: bool = False

    @classmethod
    def of(cls, file: BinaryIO, name: str, *, is_by_command: bool = False) -> "Source":
        """Read the file to its end, and go back to its beginning."""
        file.seek(0)
        digest = sha256()
        while piece := file.read(PIECE):
            digest.update(piece)
        size = file.tell()
        file.seek(0)
        return cls(one_line(name)[:LONGEST_NAME], size, digest.hexdigest(), is_by_command)


class AppliedRow(NamedTuple):
    """A row with its participant as it shall be. before: content of its newest version till now."""

    planned: PlannedRow
    participant: Participant
    before: Mapping[str, Any]
    is_published: bool


@contextmanager
def recorded(plan: Plan, source: Source, *, user: Any, publish: bool) -> Iterator[ImportRecord]:
    """Write down that the import begins, in a transaction of its own, and why it has not ended."""
    record = ImportRecord.objects.create(
        user=user,
        is_by_command=source.is_by_command,
        file_name=source.name,
        file_size=source.size,
        sha256=source.sha256,
        is_published=publish,
        new=plan.counts[Action.CREATE],
        changed=plan.counts[Action.CHANGE],
        unchanged=plan.counts[Action.UNCHANGED],
        faulty=plan.counts[Action.FAULTY],
    )
    with held_for(record):
        try:
            yield record
        except BrokenPipeError:
            # Whoever read what a command prints has gone away.
            _end(record, ImportState.INTERRUPTED)
            raise
        except Exception as error:
            messages = error.messages if isinstance(error, ValidationError) else [str(error)]
            _end(record, ImportState.FAILED, " ".join(messages))
            raise
        except BaseException:
            # The reader has closed the page, or somebody has pressed Ctrl-C.
            _end(record, ImportState.INTERRUPTED)
            raise


def _end(record: ImportRecord, state: ImportState, failure: str = "") -> None:
    # A database that refuses this too leaves the record as one whose process has died.
    with suppress(DatabaseError):
        ImportRecord.objects.filter(pk=record.pk).update(
            state=state, failure=failure, finished_at=timezone.now()
        )


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
        """Say that all is written."""
        self.record.state = ImportState.APPLIED
        self.record.finished_at = timezone.now()
        self.record.save(update_fields=["state", "finished_at"])
        log_import(self.record, IMPORT, self.user)


def changed_content(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the content said before, where it says something else now; {} of a new one."""
    return {
        name: before[name] for name in CONTENT if name in before and before[name] != after.get(name)
    }
