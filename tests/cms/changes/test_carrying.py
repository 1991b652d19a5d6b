"""What the response cache keeps when something changes is what would be answered now."""

import os

import pytest

from tests.cms.changes.carrying import measure
from tests.cms.delivery.conftest import one_connection

__all__ = ["one_connection"]

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
CHANGES = int(os.environ.get("CARRYING_CHANGES", "8"))
SEED = int(os.environ.get("CARRYING_SEED", "1"))


def test_what_is_kept_is_what_would_be_answered(demonstrated):
    found = measure(CHANGES, SEED)
    assert found.stale == []
    assert found.median_share > 0.5
