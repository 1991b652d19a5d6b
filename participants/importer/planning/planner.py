"""What applying a file would do, row by row, before anything is done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.utils import timezone

from participants.exports.columns import cells, columns
from participants.importer.planning.changing import RowApplier
from participants.importer.planning.checking import (
    BrokenRules,
    check_computed,
    check_identity,
    check_row,
    missing_cells,
)
from participants.importer.planning.matching import Conflict, RegistryIndex
from participants.importer.planning.participant_row import ParticipantRow, RowReader
from participants.importer.planning.plan import Action, Change, Plan, PlannedRow, faults_of_cells
from participants.importer.reading.faults import Remark
from participants.importer.reading.lists import Record
from participants.importer.reading.tables import Table
from participants.models import Measure, Participant
from participants.registry.latest_revisions import NewestVersions
from participants.registry.plausibility import doubts, statement_of
from participants.registry.registry_cache import RegistryVersion
from participants.values.text import cell_text, restored

BATCH = 500
MOST_EXAMPLES = 100  # of public participants that are missing from the file
MOST_SHOWN = 200  # of new participants whose cells are kept


class Planner:
    """Work out a plan; publishing is held to the rules of publication, a draft is not."""

    def __init__(self, table: Table, *, publish: bool) -> None:
        self.table = table
        self.publish = publish
        self.written = columns(includes_drafts=True)
        computed = {name for name, column in self.written.items() if column.is_computed}
        self.editable = [name for name in self.written if name not in computed]
        self.reader = RowReader(table.columns, frozenset(computed))
        self.plan = Plan(table.columns, RegistryVersion.now())
        self.given = frozenset(table.columns)
        self.index = RegistryIndex(publish=publish)
        self.applier = RowApplier()
        self.seen: set[int] = set()
        self.waiting: list[Record] = []
        self.record: Record
        self.this_year = timezone.localdate().year

    def make(self, progress: Callable[[int], None] = lambda done: None) -> Plan:
        """Return the plan. progress: told how many rows are done. Raises UnreadableFile."""
        for done in self.planning():
            progress(done)
        return self.plan

    def planning(self) -> Iterator[int]:
        """Complete `plan` while it is iterated; yield how many rows are done."""
        done = 0
        for records in _batches(self.table.records):
            self._plan(records)
            done += len(records)
            yield done
        if self.waiting:
            self._plan_waiting()
        self._find_missing()
        self.plan.remarks += self.table.remarks
        self.plan.put_in_order()

    def _plan(self, records: list[Record]) -> None:
        matched = list(self._matched(records))
        versions = NewestVersions(pk for _record, _row, pk in matched if pk)
        touched: set[int] = set()  # whose version in memory a refused row may have changed
        for record, row, pk in matched:
            self.record = record
            try:
                self.index.check_unclaimed(row, pk)
                if pk:
                    known = NewestVersions([pk]) if pk in touched else versions
                    touched.add(pk)
                    planned = self._changed(row, pk, known)
                else:
                    planned = self._creation(row)
            except Conflict as error:
                self.plan.reject(record, [error.as_fault(row)])
            except BrokenRules as error:
                self.plan.reject(record, error.faults)
            else:
                self.index.claim(row, pk)
                self.plan.add(planned)

    def _plan_waiting(self) -> None:
        """Plan the rows whose dates the others had to explain, now that all have been read."""
        self.reader.is_last_chance = True
        for records in _batches(self.waiting):
            self._plan(records)

    def _matched(
        self, records: list[Record]
    ) -> Iterator[tuple[Record, ParticipantRow, int | None]]:
        reads = [self.reader.read(record) for record in records]
        self.index.load_labels(read.row for read in reads if read.row)
        for record, read in zip(records, reads, strict=True):
            self.plan.remarks += read.remarks
            row = read.row
            if row is None or record.faults:
                if read.has_to_wait and not record.faults:
                    self.waiting.append(record)
                else:
                    self.plan.reject(record, faults_of_cells(record, read.faults))
                continue
            try:
                pk = self.index.match(row)
            except Conflict as error:
                self.plan.reject(record, [error.as_fault(row)])
                continue
            if pk:
                self.seen.add(pk)
            elif faults := missing_cells(row):
                self.plan.reject(record, faults)
                continue
            yield record, row, pk

    def _changed(self, row: ParticipantRow, pk: int, versions: NewestVersions) -> PlannedRow:
        base = versions.newest(pk)
        # An export has the version of visitors, and must come back without any change.
        shown = versions.live(pk) if versions.is_ahead(pk) else None
        remarks = check_identity(row, [base, *([shown] if shown else [])])
        if shown and not self._changes(row, shown, []):
            return PlannedRow(Action.UNCHANGED, row, "", pk)
        changes = self._changes(row, base, remarks)
        self.plan.remarks += remarks
        if not changes:
            return PlannedRow(Action.UNCHANGED, row, base.slug, pk)
        if obstacle := versions.obstacle(pk):
            raise Conflict("", "", obstacle)
        check_row(row, base)
        if self.publish and base.live:
            self.index.check_unlike(base)
        self._doubt(row, base, pk, changes)
        return PlannedRow(Action.CHANGE, row, str(base), pk, changes=changes)

    def _changes(
        self, row: ParticipantRow, base: Participant, remarks: list[Remark]
    ) -> tuple[Change, ...]:
        """Apply the row to the participant in memory, and return what that changes.

        remarks: get what should be looked at.
        """
        before = self._cells(base, row)
        remarks += self.applier.apply(row, base)
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
        shown = self._cells(participant, row) if is_shown or row.computed else {}
        check_computed(row, {}, shown)
        check_row(row, participant)
        if self.publish:
            self.index.check_unlike(participant)
        self.index.keep_slug(slug)
        self._doubt(row, participant, slug)
        changes = tuple(
            Change(name, "", shown[name]) for name in self.editable if is_shown and shown[name]
        )
        return PlannedRow(Action.CREATE, row, str(participant), slug=slug, changes=changes)

    def _doubt(
        self,
        row: ParticipantRow,
        participant: Participant,
        owner: int | str,
        changes: Sequence[Change] | None = None,
    ) -> None:
        """Remark on what is unlikely in a new participant, or in what is changed of one.

        owner: by which its website is known, the key or the slug.
        """
        changed = {change.column: change.old for change in changes or ()}
        others: list[str] = []
        if changes is None or "website" in changed:
            others = self.index.other_with_website(participant.website, owner)
        statement = statement_of(
            participant,
            earlier={name: int(changed[name]) for name in Measure.values if changed.get(name)},
            website_of=others,
        )
        for doubt in doubts(statement, this_year=self.this_year):
            if changes is None or changed.keys() & set(doubt.about):
                column = next((name for name in doubt.about if name in self.given), "")
                cell = dict(zip(self.table.columns, self.record.cells, strict=True)).get(column, "")
                self.plan.remarks.append(Remark(row.row, column, cell, doubt.sentence))

    def _cells(self, participant: Participant, row: ParticipantRow) -> dict[str, str]:
        """Return what editors fill, and of what is computed only what the row claims to know."""
        names = [*self.editable, *row.computed]
        found = cells([self.written[name] for name in names], participant)
        return {name: restored(cell_text(cell)) for name, cell in zip(names, found, strict=True)}

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
