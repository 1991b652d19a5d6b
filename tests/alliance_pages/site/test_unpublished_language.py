"""A language whose home page is not public is nowhere, and its addresses lead to the main one."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction, Site

from alliance_pages.models import HomePage
from tests.alliance_pages.site.conftest import Told
from tests.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["unpublished", "with all below", "expired"])
def without_french(request, bilingual, french_home):
    if request.param == "expired":
        yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
        HomePage.objects.filter(pk=french_home.pk).update(expire_at=yesterday)
        return
    french_home.unpublish()
    if request.param == "with all below":
        for page in french_home.get_descendants().specific():
            page.save_revision().publish()
            type(page).objects.get(pk=page.pk).unpublish()


def test_its_addresses_lead_to_the_same_in_the_main_language(visit, find, without_french):
    for path, location in (
        ("/fr/", "/en/"),
        ("/fr", "/en/"),
        ("/fr/actualités/", "/en/news/"),
        ("/fr/les-participants/megara/", "/en/participants/megara/"),
        ("/fr/les-participants/feed/", "/en/participants/feed/"),
        ("/fr/adhérer/form/", "/en/join/form/"),
        ("/fr/news/", "/en/news/"),
        ("/fr/nowhere/", "/en/"),
    ):
        assert visit(path) == find(path) == Told(location, is_permanent=False), path


def test_nothing_leads_there(client, without_french, site):
    for path in ("/en/", "/en/news/", "/en/participants/megara/", "/sitemap.xml"):
        page = client.get(path).content.decode()
        assert 'hreflang="fr"' not in page
        assert "/fr/" not in page
    for section in ("pages-1", "participants-1"):
        page = client.get(f"/sitemap-{section}.xml").content.decode()
        assert "/en/" in page
        assert "/fr/" not in page
    response = client.get("/", headers={"accept-language": "fr"})
    assert (response.status_code, response["Location"]) == (302, "/en/")


def test_it_is_there_again_when_it_is_published(client, visit, bilingual, french_home):
    french_home.unpublish()
    assert visit("/fr/").location == "/en/"
    HomePage.objects.get(pk=french_home.pk).save_revision().publish()
    page = client.get("/fr/")
    assert (page.status_code, page["Content-Language"]) == (200, "fr")
    assert 'hreflang="fr"' in client.get("/en/").content.decode()


def test_no_draft_is_told_by_where_it_leads(visit, find, bilingual, french_home):
    make_page(
        type(bilingual["about"]),
        french_home,
        title="Brouillon",
        live=False,
        translation_key=bilingual["about"].translation_key,
    )
    french_home.unpublish()
    for path in ("/fr/brouillon/", "/fr/nowhere/"):
        assert visit(path) == find(path) == Told("/en/", is_permanent=False)


def test_the_password_of_a_private_language_can_be_given(client, find, bilingual, french_home):
    PageViewRestriction.objects.create(
        page=french_home, restriction_type="password", password="open sesame"
    )
    page = client.get("/fr/")
    assert page.status_code == 200
    assert b'type="password"' in page.content
    assert find("/fr/") is None
    assert 'hreflang="fr"' not in client.get("/en/").content.decode()


def test_without_a_main_language_there_is_nothing(visit, find, bilingual):
    Site.objects.get(is_default_site=True).root_page.specific.unpublish()
    for path in ("/en/", "/en/news/"):
        assert visit(path) is find(path) is None
    assert visit("/fr/") == find("/fr/") == Told("/fr/")
