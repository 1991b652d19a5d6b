"""A plan as the page shows it."""

from hashlib import sha256
from typing import Any

from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.importer.planning.planner import MOST_SHOWN


def plan_context(plan: Plan) -> dict[str, Any]:
    """Return what the template needs to know of a plan."""
    return {
        "counts": [
            (action.label_for(plan.counts[action]), plan.counts[action]) for action in Action
        ],
        "faults": plan.faults[:MOST_SHOWN],
        "more_faults": max(0, len(plan.faults) - MOST_SHOWN),
        "remarks": plan.remarks[:MOST_SHOWN],
        "more_remarks": max(0, len(plan.remarks) - MOST_SHOWN),
        "rejected": len(plan.rejected),
        "lists": [_listed(plan, Action.CREATE), _listed(plan, Action.CHANGE)],
        "to_do": len(plan.to_do),
        "unchanged": plan.counts[Action.UNCHANGED],
        "missing": plan.missing,
        "missing_count": plan.missing_count,
        "more_missing": plan.missing_count - len(plan.missing),
        "digest": digest(plan),
    }


def _listed(plan: Plan, action: Action) -> dict[str, Any]:
    rows: list[PlannedRow] = [row for row in plan.to_do if row.action == action]
    return {"action": action, "rows": rows[:MOST_SHOWN], "more": max(0, len(rows) - MOST_SHOWN)}


def digest(plan: Plan) -> str:
    """Return what tells this plan from another one of the same file, in every language."""
    told = sha256()
    for row in plan.to_do:
        told.update(repr((row.action.value, row.row.row, row.pk, row.slug, row.changes)).encode())
    for fault in plan.faults:
        told.update(repr((fault.row, fault.column, fault.value)).encode())
    return told.hexdigest()
