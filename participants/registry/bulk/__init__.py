"""Saving, publishing and indexing many participants at once, as Wagtail does it one by one."""

from participants.registry.bulk.saving import save_drafts, save_published, unpublish
from participants.registry.bulk.side_tables import (
    collector_spared,
    refresh_statistics,
    without_query_log,
)

__all__ = [
    "collector_spared",
    "refresh_statistics",
    "save_drafts",
    "save_published",
    "unpublish",
    "without_query_log",
]
