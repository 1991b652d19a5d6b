"""The API chooses a site as Wagtail does."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page, Site

from participants.api.base import remember_site

pytestmark = pytest.mark.django_db

SITES = {
    "none": [],
    "default alone": [("localhost", 80, True)],
    "no default": [("a.example", 80, False)],
    "two of a host, no default": [("a.example", 80, False), ("a.example", 81, False)],
    "default and another": [("localhost", 80, True), ("a.example", 80, False)],
    "default shares its host": [("a.example", 80, True), ("a.example", 81, False)],
    "two of a host beside the default": [
        ("localhost", 80, True),
        ("a.example", 81, False),
        ("a.example", 82, False),
    ],
}


@pytest.mark.parametrize("host", ["localhost", "a.example", "a.example:81", "b.example", "[::1]:8"])
@pytest.mark.parametrize("sites", SITES.values(), ids=SITES)
def test_choice_is_wagtails(sites, host, home):
    Site.objects.all().delete()
    for hostname, port, is_default in sites:
        root = Page.objects.get(pk=home.pk)
        Site.objects.create(
            hostname=hostname, port=port, is_default_site=is_default, root_page=root
        )
    port = host.rpartition(":")[2] if ":8" in host else "80"
    request = RequestFactory().get("/", headers={"host": host}, SERVER_PORT=port)
    remember_site(request)
    stock = RequestFactory().get("/", headers={"host": host}, SERVER_PORT=port)
    assert request._wagtail_site == Site.find_for_request(stock)


def test_a_change_of_the_site_shows_in_the_next_answer(api, home):
    assert api(f"pages/{home.pk}/")[1]["meta"]["detail_url"].startswith("http://localhost/")
    Site.objects.update(hostname="alliance.example", port=443)
    _, answer = api(f"pages/{home.pk}/")
    assert answer["meta"]["detail_url"].startswith("https://alliance.example/")
