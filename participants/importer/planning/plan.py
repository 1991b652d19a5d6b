"""What applying a file would do, as data."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from participants.importer.planning.participant_row import ParticipantRow
from participants.importer.reading.faults import Fault, Remark
from participants.importer.reading.lists import Record
from participants.registry.registry_cache import RegistryVersion

NOTHING: Mapping[str, str] = {}
# Before a cell of the corrections that has to be typed anew. No column takes it for a value.
UNREAD = "??"
WHOLE_ROW = ""  # in the place of a column


class Action(TextChoices):
    """What happens to the participant of a row."""

    CREATE = "create", _("new")
    CHANGE = "change", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    FAULTY = "faulty", _("with errors")

    def label_for(self, count: int) -> str:
        """Return the label as it is said of so many rows."""
        return {
            Action.CREATE: npgettext("rows of an import", "new", "new", count),
            Action.CHANGE: npgettext("rows of an import", "changed", "changed", count),
            Action.UNCHANGED: npgettext("rows of an import", "unchanged", "unchanged", count),
            Action.FAULTY: npgettext("rows of an import", "with errors", "with errors", count),
        }[self]


@dataclass(frozen=True, slots=True)
class Change:
    """A column whose cell becomes another; an empty text stands for an empty cell."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What is to be done for a row. pk: None for a new participant; slug: of a new one.

    changes: of columns that editors fill; of new participants only the first have them.
    """

    action: Action
    row: ParticipantRow
    label: str
    pk: int | None = None
    slug: str = ""
    changes: tuple[Change, ...] = ()


@dataclass
class Plan:
    """What the file would do to the registry, in the state that `version` names.

    to_do: new and changed rows; remarks: by row, what should be looked at and stops nothing;
    rejected: the cells of faulty rows, by row number;
    missing: labels of public participants that the file does not speak of, some of them.
    """

    columns: tuple[str, ...]
    version: RegistryVersion
    to_do: list[PlannedRow] = field(default_factory=list)
    counts: Counter[Action] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rejected: dict[int, tuple[str, ...]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    missing_count: int = 0

    def add(self, planned: PlannedRow) -> None:
        """Count a row, and keep it if there is something to do for it."""
        self.counts[planned.action] += 1
        if planned.action in {Action.CREATE, Action.CHANGE}:
            # What the row claimed to know has been checked, and would take a third of the memory.
            row = replace(planned.row, computed=NOTHING)
            self.to_do.append(replace(planned, row=row))

    def reject(self, record: Record, faults: list[Fault]) -> None:
        """Count a faulty row, and keep its cells to be corrected."""
        self.counts[Action.FAULTY] += 1
        given = dict(zip(self.columns, record.cells, strict=True))
        # What does not mean what it shows must not come back as if it did.
        names = [name for name, _message in record.faults]
        if WHOLE_ROW in names:
            names = [name for name, cell in given.items() if cell]
        unread = {name: f"{UNREAD} {given[name]}".strip() for name in names}
        self.rejected[record.row] = tuple({**given, **unread}.values())
        self.faults += [
            replace(fault, value=fault.value or given.get(fault.column, "")) for fault in faults
        ]

    def put_in_order(self) -> None:
        """Put everything in the order of the file; some rows were planned later than others."""
        self.to_do.sort(key=lambda planned: planned.row.row)
        self.remarks.sort(key=lambda remark: remark.row)
        self.faults.sort(key=lambda fault: fault.row)
        self.rejected = dict(sorted(self.rejected.items()))


def faults_of_cells(record: Record, faults: list[Fault]) -> list[Fault]:
    """Return the faults of a record. faults: of what its cells would mean if they meant it."""
    # What a cell does not mean may be no value either; the first reason is enough.
    unread = dict(record.faults)
    others = [] if WHOLE_ROW in unread else [one for one in faults if one.column not in unread]
    first = next(filter(None, record.cells), "")
    return [
        *others,
        *(Fault(record.row, name, "" if name else first, unread[name]) for name in unread),
    ]
