"""What applying a file would do, as data."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from participants.importer.planning.participant_row import Fault, ParticipantRow
from participants.importer.reading.faults import Remark
from participants.registry.registry_cache import RegistryVersion


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
