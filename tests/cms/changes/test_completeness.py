"""Whoever drops what a change names keeps nothing that is no longer so, and drops little else."""

import os

import pytest

from tests.cms.changes.completeness import measure

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
CHANGES = int(os.environ.get("NAMED_CHANGES", "6"))
SEED = int(os.environ.get("NAMED_SEED", "1"))


def test_all_that_changed_is_named(demonstrated):
    found = measure(CHANGES, SEED)
    assert found.missed == []
    assert found.untagged == set()
    assert found.named, "there was something to name"
    assert found.median_named < 0.2
