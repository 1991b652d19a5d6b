"""What is due is done by whoever notices, and what cannot be done stops nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.delivery.content_version import schedule
from participants.models import Participant
from tests.factories import build_participant, make_participant

SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def nothing_given_up(monkeypatch):
    monkeypatch.setattr(schedule, "_given_up", set())


def due(participant):
    participant.go_live_at = timezone.now() + SOON
    participant.save_revision().publish()


def test_nothing_due_costs_one_question(db, django_assert_num_queries):
    make_participant()
    with django_assert_num_queries(1):
        assert schedule.publish_due() == 0


def test_one_that_cannot_be_published_does_not_stop_the_next(db, caplog):
    never_admitted = build_participant("volos", joined=None)
    never_admitted.save()
    due(never_admitted)
    due(make_participant("megara", is_public=False))
    with time_machine.travel(timezone.now() + 2 * SOON):
        assert schedule.publish_due() == 1
        assert "What was scheduled cannot be done" in caplog.text
        assert list(Participant.objects.public().values_list("slug", flat=True)) == ["megara"]
        caplog.clear()
        assert schedule.publish_due() == 0
        assert caplog.text == ""


def test_expired_objects_are_taken_down(db):
    participant = make_participant()
    participant.expire_at = timezone.now() + SOON
    participant.save_revision().publish()
    with time_machine.travel(timezone.now() + 2 * SOON):
        assert schedule.publish_due() == 1
    participant.refresh_from_db()
    assert (participant.live, participant.expired) == (False, True)


def test_the_next_moment_is_the_earliest_of_all(db):
    tonight = schedule.next_moment(timezone.now())
    assert tonight - timezone.now() <= timedelta(days=1)
    scheduled = make_participant("megara", is_public=False)
    due(scheduled)
    assert schedule.next_moment(timezone.now()) == min(scheduled.go_live_at, tonight)
