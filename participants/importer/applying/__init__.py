"""Carry out a plan in one transaction, keep a record of it, and undo it."""

from participants.importer.applying.carrying_out import PlanOutdated, apply_plan, applying
from participants.importer.applying.running import Source
from participants.importer.applying.undo import NotUndoable, undo_import, undoing

__all__ = [
    "NotUndoable",
    "PlanOutdated",
    "Source",
    "apply_plan",
    "applying",
    "undo_import",
    "undoing",
]
