"""The pages in both languages that the tests of addresses have, and many that are listed."""

import pytest

from alliance_pages.models import HomePage, NewsIndexPage, ParticipantIndexPage
from tests.alliance_pages.site.conftest import bilingual, moved, published
from tests.databases import taken_back
from tests.factories import (
    locale,
    make_article,
    make_full_participant,
    make_many_participants,
    make_page,
    make_participant,
    make_theme,
)

__all__ = ["bilingual", "moved", "published"]


@pytest.fixture
def ask(client):
    """Return a function that asks for what is at a path, with its lists."""

    def asked(path, **parameters):
        given = {"path": path, "links": "relative", "lists": "true", **parameters}
        return client.get("/api/v2/resolve/", given)

    return asked


@pytest.fixture
def lists(ask):
    return lambda path, **parameters: ask(path, **parameters).json()["lists"]


@pytest.fixture(scope="class")
def crowd(django_db_setup, django_db_blocker):
    """Make more than one page of participants and of articles, for all tests of a class."""
    with taken_back(django_db_blocker):
        home = HomePage.objects.get(locale=locale())
        news = make_page(NewsIndexPage, home, title="News", show_in_menus=True)
        make_page(ParticipantIndexPage, home, title="Participants", show_in_menus=True)
        make_many_participants(60)
        theme = make_theme("health")
        make_theme("housing")
        for number in range(30):
            year = 2014 if number % 2 else 2015
            article = make_article(
                news, f"News {number}", date=f"{year}-01-{number % 28 + 1:02}", participants=[]
            )
            if number % 3 == 0:
                article.themes.add(theme)
                article.save()
        make_full_participant("megara", country="FR")
        make_participant("agia-varvara", country="FR", name_local="Αγία Βαρβάρα")
        yield
