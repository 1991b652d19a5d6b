"""A site in two languages that news and countries can be drafted on."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Page

from alliance_pages.models import CountryIndexPage, NewsIndexPage, ParticipantIndexPage
from tests.factories import make_page

INDEXES = {
    NewsIndexPage: ("News", "Actualités"),
    CountryIndexPage: ("Countries", "Pays"),
    ParticipantIndexPage: ("Participants", "Participants"),
}


@pytest.fixture
def bilingual_site(home: Page, french_home: Page) -> None:
    for model, titles in INDEXES.items():
        for parent, title in zip((home, french_home), titles, strict=True):
            make_page(model, parent, title=title)


def make_member(group: str):
    user = get_user_model().objects.create_user(group, f"{len(group)}@example.org", "pw")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def officer(db):
    return make_member("Accession officers")


@pytest.fixture
def moderator(db):
    return make_member("Moderators")
