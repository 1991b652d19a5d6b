"""Saving, publishing and indexing many participants at once, as Wagtail does it one by one."""

from participants.bulk.saving import save_drafts, save_published
from participants.bulk.statistics import refresh_statistics

__all__ = ["refresh_statistics", "save_drafts", "save_published"]
