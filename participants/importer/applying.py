"""Carrying out a plan: everything in one transaction, or nothing."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from participants.bulk import collector_spared, refresh_statistics, save_drafts, save_published
from participants.importer.planning.changing import RowApplier
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.importer.planning.planner import BATCH
from participants.models import Participant, RegistryState
from participants.newest_versions import NewestVersions
from participants.standing import Standing

LARGE = 1_000  # rows after which the database's planner must count anew


class PlanOutdated(Exception):  # noqa: N818  it is a state of the plan, not a failure of ours
    """Says that the registry has changed since the plan was made."""


def apply_plan(
    plan: Plan,
    *,
    user: Any,
    publish: bool,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Do what the plan says, and raise what `applying` raises.

    progress: told how many rows are done.
    """
    for done in applying(plan, user=user, publish=publish):
        progress(done)


def applying(plan: Plan, *, user: Any, publish: bool) -> Generator[int, None, None]:
    """Do what the plan says while it is iterated; yield how many rows are done.

    New participants and changes to public ones are published if asked for; changes to drafts
    stay drafts. Everything is written when the iteration ends; whoever closes it before leaves
    the registry as it was. Raises PlanOutdated, ValidationError where a rule forbids a row after
    all, and DatabaseError.
    """
    with collector_spared(), transaction.atomic():
        # From here on nobody else writes.
        list(RegistryState.objects.select_for_update().filter(pk=1))
        if Standing.now() != plan.standing:
            raise PlanOutdated(_("The registry has changed since the plan was made. Look again."))
        applier = RowApplier()
        for start in range(0, len(plan.to_do), BATCH):
            batch = plan.to_do[start : start + BATCH]
            drafts, published = _changed(batch, applier, publish=publish)
            # Planning has held every rule, and the registry is still in that state.
            is_checked = plan.standing.token is not None
            save_drafts(drafts, user, is_checked=is_checked)
            save_published(published, user, is_checked=is_checked)
            yield start + len(batch)
    if len(plan.to_do) > LARGE:
        refresh_statistics()


def _changed(
    batch: Sequence[PlannedRow], applier: RowApplier, *, publish: bool
) -> tuple[list[Participant], list[Participant]]:
    """Return the participants of the batch as they shall be: drafts, and those to publish."""
    versions = NewestVersions(planned.pk for planned in batch if planned.pk)
    drafts: list[Participant] = []
    published: list[Participant] = []
    for planned in batch:
        if planned.action == Action.CREATE:
            participant = Participant(live=publish)
            is_published = publish
        else:
            participant = versions.newest(planned.pk or 0)
            is_published = publish and participant.live
        applier.apply(planned.row, participant)
        if planned.slug:
            participant.slug = planned.slug
        (published if is_published else drafts).append(participant)
    return drafts, published
