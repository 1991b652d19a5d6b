"""The data migrations, forward and back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_admin

pytestmark = pytest.mark.usefixtures("restored_site")


@pytest.fixture(autouse=True)
def newest_state_again(restored_site):
    yield
    call_command("migrate", verbosity=0)


def test_home_pages_come_and_go():
    executor = MigrationExecutor(connection)
    executor.migrate([("cms", None)])
    apps = executor.loader.project_state([("alliance_pages", "0001_initial")]).apps
    assert not apps.get_model("alliance_pages", "HomePage").objects.exists()
    assert apps.get_model("wagtailcore", "Page").objects.count() == 1
    call_command("migrate", verbosity=0)
    from wagtail.models import Locale, Page, Site

    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "fr"}
    homes = Page.objects.filter(depth=2).specific()
    assert [home.locale.language_code for home in homes] == ["en", "fr"]
    assert len({home.translation_key for home in homes}) == 1
    assert Site.objects.get().root_page.locale.language_code == "en"
    assert not Page.find_problems()[0]


def test_home_page_can_be_edited_after_migrating(client):
    from wagtail.models import Page

    client.force_login(make_admin())
    home = Page.objects.get(depth=2, locale__language_code="en")
    assert client.get(f"/admin/pages/{home.pk}/edit/").status_code == 200


def test_announcement_templates_come_and_go():
    from alliance_pages.models import AnnouncementTemplate
    from tests.factories import locale

    call_command("migrate", "cms", "0002", verbosity=0)
    assert not AnnouncementTemplate.objects.exists()
    AnnouncementTemplate.objects.create(locale=locale("fr"), title="Ours", introduction="Ours")
    call_command("migrate", verbosity=0)
    templates = {row.locale.language_code: row for row in AnnouncementTemplate.objects.all()}
    assert templates.keys() == {"en", "fr"}
    assert templates["fr"].title == "Ours"
    assert "{measures}" in templates["en"].body[-1].value.source
    templates["en"].full_clean()


def test_no_announcement_template_is_made_for_a_language_that_is_not_there():
    from wagtail.models import Locale

    from alliance_pages.models import AnnouncementTemplate
    from tests.factories import locale

    call_command("migrate", "cms", "0002", verbosity=0)
    Locale.objects.filter(language_code="fr").update(language_code="de")
    call_command("migrate", verbosity=0)
    assert AnnouncementTemplate.objects.get().locale == locale("en")
