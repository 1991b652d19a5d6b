"""What all tests share: a small real site, API and admin clients, counted queries."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils import translation
from wagtail.models import Collection, Locale, Page, Site

from alliance_pages.models import (
    CountryIndexPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from tests.databases import migrated_database, migrated_template
from tests.factories import make_admin, make_page

# The tests in a browser run inside of its event loop, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use a worker more than there are cores: many tests wait for a browser or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with a database that is migrated, so that `migrate` has nothing left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
        return

    def fill(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
        if connection.is_in_memory_db():
            connection_created.disconnect(fill)
            with closing(sqlite3.connect(migrated_database())) as template:
                template.backup(connection.connection)

    connection_created.connect(fill, weak=False)


@pytest.hookimpl(trylast=True)  # pytest itself moves tests with a parametrized fixture forward
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests in a browser last.

    A browser keeps its event loop running until the session ends. Inside of it Django gives each
    context a connection of its own, and two lock each other out of a database in memory.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Forget the addresses of sites, which Wagtail caches beyond a test's transaction."""
    cache.clear()


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """Go on in English after a request in another language, which Django leaves active."""
    with translation.override("en"):
        yield


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
def restored_site(transactional_db) -> None:
    """Bring back what migrations made and the flush of an earlier test has taken away."""
    if Page.objects.exists():
        return
    ContentType.objects.clear_cache()
    cache.clear()
    english = Locale.objects.create(language_code="en")
    Collection.add_root(name="Root")
    Page.add_root(title="Root", slug="root", locale=english)
    import_module("cms.migrations.0001_home_pages").create_home_pages(apps, None)
    for name in ("Editors", "Moderators"):
        Group.objects.create(name=name)
    import_module("cms.migrations.0002_permissions").set_up_groups(apps, None)
    import_module("cms.migrations.0003_announcement_templates").make_templates(apps, None)


@pytest.fixture
def at_most(django_assert_max_num_queries) -> Callable[[int], AbstractContextManager]:
    return django_assert_max_num_queries
