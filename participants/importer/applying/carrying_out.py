"""Carrying out a plan: everything in one transaction, or nothing."""

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from participants.importer.applying.records import AppliedRow, RowRecorder, chunks
from participants.importer.applying.running import Source, lock_row, recorded
from participants.importer.planning.changing import RowApplier
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.models import ImportRecord, Participant, RegistryState
from participants.registry.bulk import (
    collector_spared,
    refresh_statistics,
    save_drafts,
    save_published,
)
from participants.registry.latest_revisions import NewestVersions
from participants.registry.registry_cache import RegistryVersion

LARGE = 1_000  # rows after which the database's planner must count anew


class PlanOutdated(Exception):  # noqa: N818  it is a state of the plan, not a failure of ours
    """Says that the registry has changed since the plan was made."""


def apply_plan(
    plan: Plan,
    *,
    user: Any,
    publish: bool,
    source: Source,
    progress: Callable[[int], None] = lambda done: None,
) -> ImportRecord:
    """Do what the plan says, and return and raise what `applying` does.

    progress: told how many rows are done.
    """
    steps = applying(plan, user=user, publish=publish, source=source)
    while True:
        try:
            progress(next(steps))
        except StopIteration as end:
            record: ImportRecord = end.value
            return record


def applying(
    plan: Plan, *, user: Any, publish: bool, source: Source
) -> Generator[int, None, ImportRecord]:
    """Do what the plan says while it is iterated; yield how many rows are done.

    New participants and changes to public ones are published if asked for; changes to drafts
    stay drafts. Everything is written when the iteration ends; whoever closes it before leaves
    the registry as it was. Return the record of the import, which is there from the beginning.
    Raises PlanOutdated, ValidationError where a rule forbids a row after all, and DatabaseError.
    """
    with recorded(plan, source, user=user, publish=publish) as record:
        with collector_spared(), transaction.atomic():
            lock_row(record)
            # From here on nobody else writes.
            list(RegistryState.objects.select_for_update().filter(pk=1))
            if RegistryVersion.now() != plan.version:
                raise PlanOutdated(
                    _("The registry has changed since the plan was made. Look again.")
                )
            applier, recorder = RowApplier(), RowRecorder(record, user)
            # Planning has held every rule, and the registry is still in that state.
            is_checked = plan.version.token is not None
            done = 0
            for batch in chunks(plan.to_do):
                rows = _changed(batch, applier, publish=publish)
                drafts = [row.participant for row in rows if not row.is_published]
                published = [row.participant for row in rows if row.is_published]
                revisions = save_drafts(drafts, user, is_checked=is_checked)
                revisions |= save_published(published, user, is_checked=is_checked)
                recorder.add(rows, revisions)
                done += len(batch)
                yield done
            recorder.add_faults(plan.faults)
            recorder.finish()
        if len(plan.to_do) > LARGE:
            refresh_statistics()
        return record


def _changed(
    batch: Sequence[PlannedRow], applier: RowApplier, *, publish: bool
) -> list[AppliedRow]:
    """Return the rows of the batch with their participants as they shall be."""
    versions = NewestVersions(planned.pk for planned in batch if planned.pk)
    rows = []
    for planned in batch:
        before: Mapping[str, Any] = {}
        if planned.action == Action.CREATE:
            participant = Participant(live=publish)
            is_published = publish
        else:
            participant = versions.newest(planned.pk or 0)
            is_published = publish and participant.live
            before = participant.serializable_data()
        applier.apply(planned.row, participant)
        if planned.slug:
            participant.slug = planned.slug
        rows.append(AppliedRow(planned, participant, before, is_published))
    return rows
