"""What has happened to a participant, in the order of time."""

import pytest

from participants.models import MembershipEvent
from participants.registry.listing.timeline import (
    Happening,
    in_order_of_time,
    membership_steps,
)
from participants.values.dates import PartialDate
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


def happened(participant, *events):
    participant.events = [
        MembershipEvent(kind=kind, date=date, sort_order=place, **further)
        for place, (kind, date, further) in enumerate(events)
    ]
    participant.save_revision().publish()
    return participant


def steps_of(participant, *articles):
    articles = [Happening(PartialDate.parse(date), "Interview") for date in articles]
    steps = in_order_of_time(membership_steps(participant), articles)
    return [(str(step.when or ""), step.statement) for step in steps]


def test_what_was_told_stands_between_what_has_happened():
    place = happened(
        make_participant("megara", number=124),
        ("admitted", "2014", {}),
        ("suspended", "2016-03", {}),
        ("reinstated", "2017-05-02", {}),
        ("renamed", "2018", {}),
        ("withdrawn", "2019", {}),
    )
    assert steps_of(place, "2016-12-05", "2012-01-01") == [
        ("1 January 2012", "Interview"),
        ("2014", "Joined the Alliance as participant no. 124"),
        ("March 2016", "Participation suspended"),
        ("5 December 2016", "Interview"),
        ("2 May 2017", "Participation resumed"),
        ("2018", "Renamed"),
        ("2019", "Withdrew from the Alliance"),
    ]


def test_a_step_of_unknown_date_stays_behind_the_one_before_it():
    place = happened(
        make_participant("megara"),
        ("admitted", "2014", {}),
        ("suspended", "", {}),
        ("reinstated", "2018", {}),
    )
    assert steps_of(place, "2016") == [
        ("2014", "Joined the Alliance"),
        ("", "Participation suspended"),
        ("2016", "Interview"),
        ("2018", "Participation resumed"),
    ]


def test_a_successor_is_led_to_once_it_is_public():
    attica, athens = make_participant("attica"), make_participant("athens")
    merged = {"successor": attica, "source_url": "https://example.org/merger"}
    place = happened(athens, ("admitted", "2014", {}), ("merged", "2018", merged))
    step = membership_steps(place)[1]
    assert (step.statement, step.successor) == ("Merged into another authority", attica)
    assert step.source_url == "https://example.org/merger"
    attica.unpublish()
    place.refresh_from_db()
    assert membership_steps(type(place).objects.get(pk=place.pk))[1].successor is None
