"""“The newest participant” is computed, and moves by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants.admission.issuing import admit
from participants.models import MembershipEvent, Participant
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest(api, client, home):
    """Return a function that says who is the newest: in the API and on the home page."""

    def ask() -> str:
        in_api = api("participants/summary/")[1]["newest"]["slug"]
        assert next(iter(client.get(home.url).context_data["newest"])).slug == in_api
        return in_api

    make_participant("first", number=1, joined="2014")
    make_participant("second", number=2, joined="2015")
    return ask


def second() -> Participant:
    return Participant.objects.get(slug="second")


def test_newest_is_the_one_admitted_last_once_it_is_published(newest):
    draft = make_participant("third", joined=None, is_public=False)
    assert newest() == "second"
    admit(draft, user=None, when=None)
    assert newest() == "second"
    Participant.objects.get(slug="third").latest_revision.publish()
    assert newest() == "third"


def test_newest_is_another_when_it_withdraws(newest):
    participant = second()
    participant.events.add(MembershipEvent(kind="withdrawn", date="2016", sort_order=5))
    participant.save_revision().publish()
    assert newest() == "first"


def test_newest_is_another_when_it_is_unpublished(newest):
    second().unpublish()
    assert newest() == "first"
    second().latest_revision.publish()
    assert newest() == "second"


def test_newest_is_another_when_it_expires(newest):
    Participant.objects.filter(slug="second").update(
        expire_at=timezone.now() - timedelta(seconds=1)
    )
    assert newest() == "first"


def test_newest_is_another_when_it_is_deleted(newest):
    second().delete()
    assert newest() == "first"
