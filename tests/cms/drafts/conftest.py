"""One scenario for all tests of a module, taken back at its end."""

import pytest

from tests.cms.drafts.doors import Doors
from tests.cms.drafts.scenario import make_everything
from tests.databases import taken_back


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Make everything once; what a test does to it is taken back by the test's own transaction."""
    with taken_back(django_db_blocker):
        yield make_everything()


@pytest.fixture(scope="module")
def doors(made, django_db_blocker):
    with django_db_blocker.unblock():
        return Doors(made)
