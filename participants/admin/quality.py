"""What the registry lacks: one finding for each fault of each participant."""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst

from participants.admin.quality_questions import Fault, Question, questions
from participants.models import Participant
from participants.registry.registry_cache import RegistryVersion

MOST_IN_MEMORY = 500

# The tab of the editor on which each fault is mended; participants/admin/panels.py names them.
TABS = {
    Fault.TRANSLATION: "texts",
    Fault.OLD_FIGURE: "figures",
    Fault.COORDINATES: "place",
    Fault.IMAGE_RIGHTS: "place",
    Fault.DATE: "membership",
}


@dataclass(frozen=True)
class Finding:
    """One fault of one participant, in the active language."""

    participant: Participant
    fault: Fault
    details: str

    @property
    def tab(self) -> str:
        """Return the name of the tab on which it is mended."""
        return TABS[self.fault]

    @property
    def fault_name(self) -> str:
        """Return the fault in the active language."""
        return capfirst(str(self.fault.label))


class Findings:
    """All findings, fault after fault and by name, of which no more is loaded than is looked at."""

    def __init__(self, faults: Collection[str] = (), countries: Collection[str] = ()) -> None:
        self.faults = faults
        self.countries = countries

    @cached_property
    def asked(self) -> list[Question]:
        return [
            question for question in questions() if not self.faults or question.fault in self.faults
        ]

    @cached_property
    def keys(self) -> list[array]:
        """Return the primary keys of each question's rows, asked for once for each state."""
        version = RegistryVersion.now()
        return [self._keys(question, version) for question in self.asked]

    def _keys(self, question: Question, version: RegistryVersion) -> array:
        keys = question.narrowed(self.countries).values_list("pk", flat=True)
        if not question.is_watched:
            return array("q", keys)
        asked = ("quality", keys.query.sql_with_params())
        return version.remember(asked, lambda: array("q", keys.iterator(chunk_size=10_000)))

    def count(self) -> int:
        """Return how many findings there are, as paginators ask for it."""
        return sum(map(len, self.keys))

    __len__ = count

    def __getitem__(self, places: slice) -> list[Finding]:
        """Return a page of findings in a number of queries that does not depend on the registry."""
        found: list[tuple[Question, Any]] = []
        start, stop, _step = places.indices(self.count())
        for question, keys in zip(self.asked, self.keys, strict=True):
            wanted = keys[max(start, 0) : max(stop, 0)]
            if wanted:
                rows = question.rows.in_bulk(wanted)
                found += [(question, rows[key]) for key in wanted if key in rows]
            start, stop = start - len(keys), stop - len(keys)
        return _findings(found)

    def __iter__(self) -> Iterator[Finding]:
        """Yield all findings, a few hundred in memory at a time."""
        for start in range(0, self.count(), MOST_IN_MEMORY):
            yield from self[start : start + MOST_IN_MEMORY]


def _findings(found: list[tuple[Question, Any]]) -> list[Finding]:
    keys = {question.key(row) for question, row in found}
    participants = Participant.objects.with_names().in_bulk(keys)
    return [
        Finding(participants[question.key(row)], question.fault, capfirst(question.details(row)))
        for question, row in found
        if question.key(row) in participants
    ]
