"""A participant with a profile, and somebody who settles what visitors say of it."""

import pytest
from wagtail.models import Page

from alliance_pages.models import ParticipantIndexPage
from participants.models import Participant
from tests.factories import make_page, make_participant
from tests.participants.applications.office.inbox import sign_in


@pytest.fixture
def index(home: Page) -> Page:
    return make_page(ParticipantIndexPage, home, title="Participants", slug="participants")


@pytest.fixture
def megara(index: Page) -> Participant:
    return make_participant("megara")


@pytest.fixture
def officer(client, django_user_model):
    return sign_in(client, django_user_model, "Accession officers")
