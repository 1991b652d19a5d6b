"""Giving participants back what they said before an import changed them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Revision

from participants.importer.applying.records import UNDO, chunks, data_of_rows, participants_of
from participants.models import (
    ImportedRow,
    ImportRecord,
    IssuedNumber,
    Participant,
    RowAction,
    UndoOutcome,
)
from participants.models.identity.matching import IdentityRow, identity_of, refusal
from participants.registry.bulk import save_drafts, save_published
from participants.registry.bulk.saving import check
from participants.registry.bulk.side_tables import log_all
from participants.registry.identity_index import IdentityIndex
from participants.registry.latest_revisions import NewestVersions

# The content by which an authority is told from others.
IDENTITY = frozenset(
    (
        *("texts", "name_local", "country", "kind", "latitude", "longitude"),
        *("events", "distinct_from"),
    )
)


class Restorer:
    """Restore changed participants: public ones are published, drafts get another draft."""

    def __init__(
        self, record: ImportRecord, pending: Mapping[RowAction, Sequence[int]], user: Any
    ) -> None:
        self.record = record
        self.user = user
        self.refusals = _twins(record, pending)

    def restore(self, rows: Sequence[ImportedRow]) -> None:
        """Restore a batch, and write down the outcome of each row."""
        versions = NewestVersions(row.participant_id or 0 for row in rows)
        numbers = _issued_numbers(rows)
        lost = _lost_successors(rows)
        drafts, published = [], []
        for row in rows:
            participant = self._before(row, versions, numbers)
            if not self._is_public(row):
                drafts.append(participant)
            elif reason := self._refusal(row, participant, lost):
                row.outcome, row.outcome_detail = UndoOutcome.REFUSED, reason
                continue
            else:
                published.append(participant)
            row.outcome = UndoOutcome.RESTORED
            if "number" in row.before and row.participant_id in numbers:
                row.outcome = UndoOutcome.RESTORED_BUT_NUMBER
                row.outcome_detail = str(numbers[row.participant_id])
        self._write(rows, drafts, published)

    def _is_public(self, row: ImportedRow) -> bool:
        """Tell whether the row went public, and not into a draft, alone or beside a public one."""
        return self.record.is_published and row.is_live

    def _before(
        self, row: ImportedRow, versions: NewestVersions, numbers: Mapping[int | None, int]
    ) -> Participant:
        """Return the participant as it was. numbers: issued ones, which stay."""
        key = row.participant_id or 0
        if row.is_live and not self._is_public(row):
            return versions.live(key)
        before = row.before
        if row.participant_id in numbers:
            before = {name: value for name, value in before.items() if name != "number"}
        return versions.restored(key, before)

    def _refusal(self, row: ImportedRow, participant: Participant, lost: set[int]) -> str:
        """Return which rule forbids that the participant is public as it was, or nothing."""
        if row.pk in self.refusals:
            return self.refusals[row.pk]
        if any(event.successor_id in lost for event in participant.events.all()):
            return _("The authority that it merged into has been deleted.")
        try:
            participant.prepare()
            check(participant)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def _write(
        self,
        rows: Sequence[ImportedRow],
        drafts: Sequence[Participant],
        published: Sequence[Participant],
    ) -> None:
        revisions = save_drafts(drafts, self.user, is_checked=True)
        revisions |= save_published(published, self.user, is_checked=True)
        # Beside a public one lies no draft any more: there was none before the import.
        without_draft = [participant.pk for participant in drafts if participant.live]
        Participant.objects.filter(pk__in=without_draft).update(has_unpublished_changes=False)
        data = data_of_rows(rows, self.record)
        log_all([*drafts, *published], UNDO, self.user, revisions, data=data)
        ImportedRow.objects.bulk_update(rows, ["outcome", "outcome_detail"])
        _hand_back([row for row in rows if row.participant_id in revisions], revisions)


def _issued_numbers(rows: Sequence[ImportedRow]) -> dict[int | None, int]:
    issued = IssuedNumber.objects.filter(participant__in=[row.participant_id for row in rows])
    return dict(issued.values_list("participant", "number"))


def _lost_successors(rows: Sequence[ImportedRow]) -> set[int]:
    """Return whom the rows name as successors, and who has been deleted since."""
    named = {event["successor"] for row in rows for event in row.before.get("events", ())} - {None}
    stored = Participant.objects.filter(pk__in=named).values_list("pk", flat=True)
    return named.difference(stored)


def _twins(record: ImportRecord, pending: Mapping[RowAction, Sequence[int]]) -> dict[int, str]:
    """Return rows that would become the same authority as one that is public, with the reason."""
    changed = _with_identity(record, pending[RowAction.CHANGE])
    if not changed:
        return {}
    leaving = set(participants_of(pending[RowAction.CREATE]))
    refusals: dict[int, str] = {}
    while True:
        restored = {key: identity for key, identity in changed.items() if key not in refusals}
        found = _same_as_others(restored, leaving)
        if not found:
            return refusals
        # Those that stay as they are can be in the way of others.
        refusals |= found


def _with_identity(record: ImportRecord, keys: Sequence[int]) -> dict[int, Participant]:
    """Return, by row, the public participants whose identity is restored, as they were."""
    found: dict[int, Participant] = {}
    if not record.is_published:
        return found
    for some in chunks(keys):
        rows = [
            row
            for row in record.rows.filter(pk__in=some)
            if row.is_live and IDENTITY & row.before.keys()
        ]
        versions = NewestVersions(row.participant_id or 0 for row in rows)
        for row in rows:
            found[row.pk] = versions.restored(row.participant_id or 0, row.before)
            found[row.pk].prepare()
    return found


def _same_as_others(restored: Mapping[int, Participant], leaving: set[int]) -> dict[int, str]:
    index = IdentityIndex()
    others = leaving | {participant.pk for participant in restored.values()}
    stored = Participant.objects.filter(live=True).values_list("pk", *IdentityRow._fields)
    for pk, *identity in stored.iterator(chunk_size=5_000):
        if pk not in others:
            index.add(IdentityRow(*identity))
    found = {}
    for key, participant in restored.items():
        if slugs := index.same_as(identity_of(participant)):
            same = Participant.objects.with_names().filter(slug__in=slugs)
            found[key] = refusal(list(same))
        else:
            index.add(IdentityRow.of(participant))
    return found


def _hand_back(rows: Sequence[ImportedRow], revisions: Mapping[int, Revision]) -> None:
    """Let earlier imports be undone too: what they had written stands there again."""
    before = {row.participant_id or 0: row.revision_before for row in rows}
    saved = dict(Revision.objects.filter(pk__in=before.values()).values_list("pk", "created_at"))
    stored = Participant.objects.in_bulk(list(before))
    earlier = []
    for row in ImportedRow.objects.filter(
        participant__in=list(before), revision__in=list(before.values())
    ):
        key = row.participant_id or 0
        if row.revision == before[key] and row.saved_at == saved.get(row.revision):
            row.revision, row.saved_at = revisions[key].pk, revisions[key].created_at
            row.live_revision = stored[key].live_revision_id or 0
            earlier.append(row)
    ImportedRow.objects.bulk_update(earlier, ["revision", "saved_at", "live_revision"])
