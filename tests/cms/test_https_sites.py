"""What is written without a request says https where the sites are read over HTTPS."""

import pytest
from wagtail.models import Site

from participants.applications import mails
from tests.factories import make_application, make_article, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(news_index, participant_index):
    """Return a site as Wagtail makes it, whose port nobody has chosen."""
    Site.objects.update(hostname="testserver", port=80)
    Site.clear_site_root_paths_cache()
    make_article(news_index, participants=[make_participant("megara")])
    yield
    Site.clear_site_root_paths_cache()


def test_mails_lead_to_the_scheme_of_the_site(site, settings, mailoutbox):
    mails.to_applicant(make_application(), "receipt")
    settings.SITES_ARE_HTTPS = True
    mails.to_applicant(make_application(), "receipt")
    first, second = (mail.body for mail in mailoutbox)
    assert "http://testserver/" in first
    assert "https://testserver/" in second
    assert "http://testserver" not in second


def test_a_port_that_somebody_has_chosen_is_kept(site, settings):
    Site.objects.update(port=8080)
    settings.SITES_ARE_HTTPS = True
    assert Site.objects.get().root_url == "http://testserver:8080"
    assert Site.objects.defer("port").get().port == 8080


def test_addresses_of_the_api_do_too(site, settings, client):
    settings.SITES_ARE_HTTPS = True
    [item] = client.get("/api/v2/participants/", secure=True).json()["items"]
    assert item["meta"]["html_url"].startswith("https://testserver/")
    assert b"http://testserver" not in client.get("/api/v2/pages/", secure=True).content
