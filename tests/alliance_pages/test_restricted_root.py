"""A restriction on the root of the tree hides all pages, wherever pages are listed."""

import pytest
from wagtail.models import Page, PageViewRestriction

from alliance_pages.models import StandardPage
from alliance_pages.models.base import public_pages, top_pages
from cms.delivery.changes.whereabouts import Whereabouts
from tests.cms.delivery.hooks import make_change
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home, news_index, participant_index):
    make_article(news_index, "Megara joins")
    return make_page(StandardPage, home, title="About", show_in_menus=True)


@pytest.fixture
def restricted(about):
    root = Page.get_first_root_node()
    PageViewRestriction.objects.create(page=root, restriction_type="login")


def listed(client, address):
    return client.get(address).content.decode()


def test_without_one_pages_are_listed(client, about):
    assert client.get("/api/v2/pages/").json()["meta"]["total_count"] > 3
    assert about.slug in listed(client, "/sitemap-pages-1.xml")
    assert any(page.pk == about.pk for page in top_pages())


def test_lists_menus_and_sitemap_are_empty(client, about, restricted):
    assert list(public_pages()) == []
    assert top_pages() == []
    assert client.get("/api/v2/pages/").json()["meta"]["total_count"] == 0
    assert client.get(f"/api/v2/pages/{about.pk}/").status_code == 404
    assert client.get("/api/v2/pages/find/?html_path=/en/about/").status_code == 404
    assert about.slug not in listed(client, "/sitemap-pages-1.xml")
    assert ">About</a>" not in listed(client, "/en/nowhere/")


@pytest.mark.parametrize("address", ["/en/", "/en/about/", "/en/news/", "/en/participants/feed/"])
def test_pages_and_feeds_ask_who_reads(client, restricted, address):
    assert client.get(address).status_code == 302


def test_nobody_outside_is_told_of_a_change(about, restricted):
    change = make_change(about.pk, model="wagtailcore.page", path=about.url_path)
    assert not Whereabouts([change]).may_be_told(change)
