"""Copies, aliases and translations of a page that had a numbered address on the old site."""

import pytest
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction

from alliance_pages.models import NewsArticlePage
from tests.factories import locale, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(news_index):
    return make_article(news_index, slug="megara-joins", legacy_number=50)


def test_alias_leaves_the_old_address_to_its_source(article, news_index, admin_client, client):
    answer = admin_client.post(
        f"/admin/pages/{article.pk}/copy/",
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": news_index.pk, "alias": "on"},
    )
    assert answer.status_code == 302
    alias = NewsArticlePage.objects.get(slug="copy")
    assert alias.alias_of_id == article.pk
    old = client.get("/en/news/50-megara.html")
    assert old.status_code == 301
    assert old["Location"] == article.get_url()
    article.title = "Megara has joined"
    article.save_revision().publish()
    alias.refresh_from_db()
    assert alias.title == "Megara has joined"
    assert client.get("/en/news/50-megara.html")["Location"] == article.get_url()


def test_copy_leaves_the_old_address_to_the_original(article, news_index, admin_client, client):
    answer = admin_client.post(
        f"/admin/pages/{article.pk}/copy/",
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": news_index.pk,
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 302
    copy = NewsArticlePage.objects.get(slug="copy")
    assert (copy.live, copy.legacy_number) == (True, None)
    assert copy.get_latest_revision_as_object().legacy_number is None
    assert client.get("/en/news/50-megara.html")["Location"] == article.get_url()


def test_translation_has_the_old_address_too(article):
    french = CopyPageForTranslationAction(article, locale("fr"), copy_parents=True).execute()
    assert NewsArticlePage.objects.get(pk=french.pk).legacy_number == 50
    assert french.get_latest_revision_as_object().legacy_number == 50
