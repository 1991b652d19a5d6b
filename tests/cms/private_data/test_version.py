"""Work on applications is not public: answers are kept, and nobody is told, until publication."""

import pytest

from participants.applications.office.drafts import publish_drafts
from tests.cms.delivery.conftest import announcements, version
from tests.cms.private_data.scenario import in_every_state
from tests.factories import make_admin, make_theme

pytestmark = pytest.mark.django_db


def test_no_step_up_to_acceptance_changes_what_is_public(people, site_in_two_languages):
    make_theme()
    before = version()
    announcements()
    accepted = in_every_state(people["officer"])["accepted"]
    assert version() == before
    assert announcements() == []
    publish_drafts(accepted, user=make_admin())
    assert version() != before
    assert ("participants.participant", "published") in announcements()
