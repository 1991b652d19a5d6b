"""What all tests share: a small real site, API and admin clients, counted queries."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from alliance_pages.models import (
    CountryIndexPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from tests.factories import make_admin, make_page


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def french(db) -> Locale:
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def home(english: Locale) -> HomePage:
    return HomePage.objects.get(locale=english)


@pytest.fixture
def french_home(french: Locale) -> HomePage:
    return HomePage.objects.get(locale=french)


@pytest.fixture
def news_index(home: HomePage) -> Page:
    return make_page(NewsIndexPage, home, title="News", show_in_menus=True)


@pytest.fixture
def participant_index(home: HomePage) -> Page:
    return make_page(ParticipantIndexPage, home, title="Participants", show_in_menus=True)


@pytest.fixture
def country_index(home: HomePage) -> Page:
    return make_page(CountryIndexPage, home, title="Countries", show_in_menus=True)


@pytest.fixture
def site(db) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def api(client: Client) -> Callable:
    """Return a function that asks the public API and gives (status, answer)."""

    def ask(path: str, **parameters):
        response = client.get(f"/api/v2/{path}", parameters)
        return response.status_code, response.json()

    return ask


@pytest.fixture
def admin_client(client: Client, db) -> Client:
    client.force_login(make_admin())
    return client


@pytest.fixture
def at_most(django_assert_max_num_queries) -> Callable[[int], AbstractContextManager]:
    return django_assert_max_num_queries
