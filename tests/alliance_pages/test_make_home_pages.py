"""A new project gets its languages and home pages by one command."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from alliance_pages.models import HomePage, StandardPage
from tests.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_project():
    """Leave what `wagtail start` leaves: one language, and a welcome page that is no HomePage."""
    Page.objects.filter(depth=2).delete()
    Locale.objects.exclude(language_code="en").delete()
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def test_every_language_has_a_home_page_that_answers(new_project, client):
    call_command("make_home_pages")
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "fr"}
    english, french = HomePage.objects.order_by("locale__language_code")
    assert english.translation_key == french.translation_key
    for address in ("/en/", "/fr/"):
        assert client.get(address).status_code == 200
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"


def test_a_second_run_changes_nothing(new_project, capsys):
    call_command("make_home_pages")
    english = HomePage.objects.get(locale__language_code="en")
    make_page(StandardPage, english, title="Kept")
    before = list(Page.objects.order_by("pk").values())
    capsys.readouterr()
    call_command("make_home_pages")
    assert list(Page.objects.order_by("pk").values()) == before
    assert capsys.readouterr().out == ""


def test_a_site_that_shows_a_home_page_keeps_it(client):
    shown = Site.objects.get(is_default_site=True).root_page
    call_command("make_home_pages")
    assert Site.objects.get(is_default_site=True).root_page == shown
