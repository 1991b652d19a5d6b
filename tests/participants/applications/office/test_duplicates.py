"""Whom the office is shown beside an application."""

import pytest

from participants.applications.office.assessment import duplicates_of
from participants.models import MembershipEvent
from tests.factories import make_application, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application()


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "Megara"},
        {"en": "Municipality of Megara"},
        {"en": "Somewhere", "fr": "Mégare"},
        {"en": "Μέγαρα"},
        {"en": "Meggara"},
        {"en": "Megara and Nea Peramos"},
    ],
)
def test_participants_of_like_name_are_shown(application, texts):
    twin = make_participant("twin", texts=texts)
    assert duplicates_of(application).participants == [twin]


def test_drafts_and_former_participants_are_shown(application):
    draft = make_participant("megara", is_public=False, joined=None)
    former = make_participant("former", texts={"en": "Megara"}, number=4)
    former.events = [
        MembershipEvent(kind="admitted", date="2014"),
        MembershipEvent(kind="withdrawn", date="2016"),
    ]
    former.save_revision().publish()
    assert set(duplicates_of(application).participants) == {draft, former}


def test_others_are_not_shown(application):
    make_participant("megara", country="CY")
    make_participant("athens")
    make_participant("metsovo", texts={"en": "Municipality of Metsovo"})
    make_participant("number", texts={"en": "Number"}, number=28591)
    assert not duplicates_of(application)


def test_other_applications_are_shown_once_confirmed(application):
    make_application(is_confirmed=False)
    make_application(names={"en": "Athens"}, name_local="")
    make_application(country="CY")
    second = make_application(names={"en": "City of Megara"}, name_local="")
    assert duplicates_of(application).applications == [second]


def test_what_its_own_acceptance_has_made_is_left_out(application):
    application.participant = make_participant("megara")
    application.save()
    assert not duplicates_of(application)


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow_with_what_is_found(application, at_most, count):
    for place in range(count):
        make_participant(f"megara-{place}", texts={"en": f"Megara {place}"})
        make_application()
    with at_most(5):
        found = duplicates_of(application)
        assert [str(participant) for participant in found.participants]
    assert len(found.participants) == len(found.applications) == count
