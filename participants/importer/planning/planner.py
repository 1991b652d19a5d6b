"""What applying a file would do, row by row, before anything is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from participants.cells import cell_text, restored
from participants.columns import cells, columns
from participants.importer.planning.changing import RowApplier
from participants.importer.planning.checking import (
    BrokenRules,
    check_computed,
    check_row,
    missing_cells,
)
from participants.importer.planning.matching import Conflict, RegistryIndex
from participants.importer.planning.participant_row import PROBLEM, Fault, ParticipantRow, RowReader
from participants.importer.planning.plan import Action, Change, Plan, PlannedRow
from participants.importer.reading.tables import Record, Table
from participants.models import Participant
from participants.newest_versions import NewestVersions
from participants.standing import Standing

BATCH = 500
MOST_EXAMPLES = 100  # of public participants that are missing from the file
NOTHING: dict[str, str] = {}
MOST_SHOWN = 200  # of new participants whose cells are kept


def known_columns() -> frozenset[str]:
    """Return the columns that a file may have."""
    return frozenset(columns(includes_drafts=True)) | {"live", PROBLEM}


class Planner:
    """Work out a plan; publishing is held to the rules of publication, a draft is not."""

    def __init__(self, table: Table, *, publish: bool) -> None:
        self.table = table
        self.publish = publish
        self.written = columns(includes_drafts=True)
        computed = {name for name, column in self.written.items() if column.is_computed}
        self.editable = [name for name in self.written if name not in computed]
        self.reader = RowReader(table.columns, frozenset(computed))
        self.plan = Plan(table.columns, Standing.now())
        self.index = RegistryIndex(publish=publish)
        self.applier = RowApplier()
        self.seen: set[int] = set()

    def make(self, progress: Callable[[int], None] = lambda done: None) -> Plan:
        """Return the plan. progress: told how many rows are done. Raises UnreadableFile."""
        for done in self.planning():
            progress(done)
        return self.plan

    def planning(self) -> Iterator[int]:
        """Complete `plan` while it is iterated; yield how many rows are done."""
        done = 0
        for records in _batches(self.table.records):
            matched = list(self._matched(records))
            versions = NewestVersions(pk for _record, _row, pk in matched if pk)
            for record, row, pk in matched:
                try:
                    self._add(self._changed(row, pk, versions) if pk else self._creation(row))
                except Conflict as error:
                    self._reject(record, [error.as_fault(row)])
                except BrokenRules as error:
                    self._reject(record, error.faults)
            done += len(records)
            yield done
        self._find_missing()

    def _matched(
        self, records: list[Record]
    ) -> Iterator[tuple[Record, ParticipantRow, int | None]]:
        for record in records:
            row, faults = self.reader.read(record)
            if record.faults:
                # What the cell does not mean may be no value either; the first reason is enough.
                told = dict(record.faults)
                faults = [fault for fault in faults if fault.column not in told]
                faults += [Fault(record.row, name, "", message) for name, message in told.items()]
            if row is None or faults:
                self._reject(record, faults)
                continue
            try:
                pk = self.index.match(row)
            except Conflict as error:
                self._reject(record, [error.as_fault(row)])
                continue
            if pk:
                self.seen.add(pk)
            elif faults := missing_cells(row):
                self._reject(record, faults)
                continue
            yield record, row, pk

    def _changed(self, row: ParticipantRow, pk: int, versions: NewestVersions) -> PlannedRow:
        # An export has the version of visitors, and must come back without any change.
        if versions.is_ahead(pk) and not self._changes(row, versions.live(pk)):
            return PlannedRow(Action.UNCHANGED, row, "", pk)
        base = versions.newest(pk)
        changes = self._changes(row, base)
        if not changes:
            return PlannedRow(Action.UNCHANGED, row, base.slug, pk)
        if obstacle := versions.obstacle(pk):
            raise Conflict("", "", obstacle)
        check_row(row, base)
        if self.publish and base.live:
            self.index.check_unlike(base)
        return PlannedRow(Action.CHANGE, row, str(base), pk, changes=changes)

    def _changes(self, row: ParticipantRow, base: Participant) -> tuple[Change, ...]:
        """Apply the row to the participant in memory, and return what that changes."""
        before = self._cells(base, row)
        self.applier.apply(row, base)
        base.prepare()
        after = self._cells(base, row)
        check_computed(row, before, after)
        return tuple(
            Change(name, before[name], after[name])
            for name in self.editable
            if before[name] != after[name]
        )

    def _creation(self, row: ParticipantRow) -> PlannedRow:
        slug = self.index.new_slug(row)
        participant = Participant(live=self.publish)
        self.applier.apply(row, participant)
        participant.slug = slug
        participant.prepare()
        is_shown = self.plan.counts[Action.CREATE] < MOST_SHOWN
        told = self._cells(participant, row) if is_shown or row.computed else {}
        check_computed(row, {}, told)
        check_row(row, participant)
        if self.publish:
            self.index.check_unlike(participant)
        changes = tuple(
            Change(name, "", told[name]) for name in self.editable if is_shown and told[name]
        )
        return PlannedRow(Action.CREATE, row, str(participant), slug=slug, changes=changes)

    def _cells(self, participant: Participant, row: ParticipantRow) -> dict[str, str]:
        """Return what editors fill, and of what is computed only what the row claims to know."""
        names = [*self.editable, *row.computed]
        found = cells([self.written[name] for name in names], participant)
        return {name: restored(cell_text(cell)) for name, cell in zip(names, found, strict=True)}

    def _add(self, planned: PlannedRow) -> None:
        self.plan.counts[planned.action] += 1
        if planned.action in {Action.CREATE, Action.CHANGE}:
            # What the row claimed to know has been checked, and would take a third of the memory.
            row = replace(planned.row, computed=NOTHING)
            self.plan.to_do.append(replace(planned, row=row))

    def _reject(self, record: Record, faults: list[Fault]) -> None:
        self.plan.counts[Action.FAULTY] += 1
        self.plan.rejected[record.row] = record.cells
        given = dict(zip(self.table.columns, record.cells, strict=True))
        self.plan.faults += [
            replace(fault, value=fault.value or given.get(fault.column, "")) for fault in faults
        ]

    def _find_missing(self) -> None:
        public = Participant.objects.public().order_by("sort_name", "pk")
        keys = public.values_list("pk", flat=True).iterator(chunk_size=5_000)
        missing = [pk for pk in keys if pk not in self.seen]
        self.plan.missing_count = len(missing)
        named = public.filter(pk__in=missing[:MOST_EXAMPLES]).with_names()
        self.plan.missing = [str(participant) for participant in named]


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch
