"""The site, its people, and an application in every state."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from alliance_pages.models import CountryIndexPage, JoinPage, NewsIndexPage, ParticipantIndexPage
from tests.cms.private_data.scenario import in_every_state
from tests.factories import make_page

OFFICERS = "Accession officers"
INDEXES = (NewsIndexPage, CountryIndexPage, ParticipantIndexPage, JoinPage)


@pytest.fixture
def people(db, django_user_model):
    """Return somebody of each group, with its name as password."""

    def person(name, group):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", "pw")
        user.groups.add(Group.objects.get(name=group))
        return user

    groups = {"editor": "Editors", "moderator": "Moderators", "officer": OFFICERS}
    return {name: person(name, group) for name, group in groups.items()}


@pytest.fixture
def signed_in(people):
    """Return a function that gives the browser of somebody."""

    def open_for(name):
        client = Client()
        client.force_login(people[name])
        return client

    return open_for


@pytest.fixture
def site_in_two_languages(home, french_home):
    """Let everything that acceptance drafts have its place."""
    for parent in (home, french_home):
        for model in INDEXES:
            make_page(model, parent, title=model.__name__)


@pytest.fixture
def applications(settings, people, site_in_two_languages):
    """Return an application for each state; their mails wait in the queue."""
    settings.EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
    return in_every_state(people["officer"])
