"""What all tests share: a small real site, API and admin clients, counted queries."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.template import Template
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from wagtail.models import Collection, Locale, Page, Site

from alliance_pages.content_version import answers
from alliance_pages.models import CountryIndexPage, HomePage, NewsIndexPage, ParticipantIndexPage
from participants.templatetags.participant_tags import fragments
from tests.databases import fill, migrated_database, migrated_template
from tests.described_answers import check_answer
from tests.factories import make_admin, make_page

# The tests in a browser run inside of its event loop, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# An example takes back what it has made, and a busy machine is no fault of it.
ON_ANY_MACHINE = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("fixed", ON_ANY_MACHINE, derandomize=True)
settings.register_profile("random", ON_ANY_MACHINE, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Try the same examples in each run, unless a seed asks for others."""
    is_fixed = config.getoption("--hypothesis-seed") is None
    settings.load_profile("fixed" if is_fixed else "random")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use a worker more than there are cores: many tests wait for a browser or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def described_answers() -> Iterator[None]:
    """Hold every answer of the public API against its description."""
    ask = Client.request

    def ask_and_check(self: Client, **asked: Any) -> Any:
        response = ask(self, **asked)
        check_answer(response)
        return response

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Client, "request", ask_and_check)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave modules and tests out of what Python searches for garbage: a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


RENDER = Template._render


@pytest.fixture(scope="session", autouse=True)
def plain_templates(django_test_environment: None) -> None:
    """Render as a server does: Django's tests copy the context of each template of a page.

    Tests that look into a context read `context_data` of the response.
    """
    Template._render = RENDER


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with a database that is migrated, so that `migrate` has nothing left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
        return

    def fill_once(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
        if connection.is_in_memory_db():
            connection_created.disconnect(fill_once)
            fill(connection, migrated_database())

    connection_created.connect(fill_once, weak=False)


@pytest.fixture(scope="session", autouse=True)
def migrated_again() -> Iterator[None]:
    """After a test that commits, copy the migrated database: to empty each table takes a second."""
    if connection.vendor == "postgresql":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        copy = lambda case: fill(connection, migrated_database())  # noqa: E731
        patch.setattr(TransactionTestCase, "_fixture_teardown", copy)
        yield


@pytest.hookimpl(trylast=True)  # pytest itself moves tests with a parametrized fixture forward
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests in a browser last.

    A browser keeps its event loop running until the session ends. Inside of it Django gives each
    context a connection of its own, and two lock each other out of a database in memory.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Forget the addresses of sites, which Wagtail caches beyond a test's transaction.

    What pages have in common depends on settings too, which are others in some tests.
    """
    cache.clear()
    answers.clear()
    fragments.clear()


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """Go on in English after a request in another language, which Django leaves active."""
    with translation.override("en"):
        yield


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> str:
    """Return what random walks begin with: the seed of the command line, or always the same."""
    return request.config.getoption("--hypothesis-seed") or ""


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


@pytest.fixture
def keeping(db) -> None:
    """Skip what counts on kept answers where a test's own transaction keeps none."""
    if connection.vendor == "postgresql":
        pytest.skip("nothing is kept in a transaction")
