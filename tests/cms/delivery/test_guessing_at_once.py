"""Attempts that come at once are counted before they are checked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from cms.access import attempts


@pytest.mark.usefixtures("restored_site", "database_for_threads")
def test_attempts_at_once_do_not_pass_the_limit_together():
    def take(_number):
        try:
            return attempts.take("editor", "192.0.2.1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(take, range(40)))
    assert 1 <= sum(lock is None for lock in found) <= attempts.MOST_OF_PAIR
