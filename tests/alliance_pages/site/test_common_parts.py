"""What pages have in common is worked out once for a version, and never older than a change."""

import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from alliance_pages.models import CountryPage, JoinPage, StandardPage, TerminologyNotePage
from cms.delivery.content_version import reading
from participants.models import Participant
from tests.factories import make_article, make_page, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home, participant_index, country_index, news_index):
    """Return a page with menu, counts and note around it."""
    note = {"umbrella_term": "Roma", "summary": "The words and whom they cover."}
    make_page(TerminologyNotePage, home, title="Terminology", **note)
    make_page(CountryPage, country_index, title="Greece", country="GR")
    make_participant("megara", latitude=38, longitude=23)
    return make_page(StandardPage, home, title="About")


@pytest.fixture
def read(client, about):
    """Return a function that reads a page, "about" unless told otherwise; each was read before."""
    addresses = ("/en/about/", "/en/", "/en/countries/greece/", "/en/participants/")
    for address in addresses:
        assert client.get(address).status_code == 200
    return lambda address="/en/about/": client.get(address).content.decode()


def publish(page, **values):
    page = page.specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_menu_follows_the_very_next_request(read, news_index, home):
    assert ">News</a>" in read()
    publish(news_index, title="Latest")
    assert ">Latest</a>" in read()
    publish(news_index, slug="latest")
    assert 'href="/en/latest/"' in read()
    make_page(JoinPage, home, title="Join us", show_in_menus=True)
    assert ">Join us</a>" in read()
    publish(news_index, show_in_menus=False)
    assert ">Latest</a>" not in read()


def test_section_that_is_no_longer_public_leaves_the_menu_and_is_found_no_more(
    read, client, news_index
):
    article = make_article(news_index, "Megara joins")
    assert client.get(article.url).status_code == 200
    restriction = PageViewRestriction.objects.create(
        page=news_index, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert ">News</a>" not in read()
    assert "Password required" in client.get(article.url).content.decode()
    restriction.delete()
    assert "Megara joins" in client.get(article.url).content.decode()
    news_index.unpublish()
    assert ">News</a>" not in read()
    assert client.get(article.url).status_code == 404


def test_restriction_above_all_pages_counts_too(read, home):
    PageViewRestriction.objects.create(
        page=home.get_root(), restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert "Password required" in read()


def test_foot_follows_note_and_join_page(read, home):
    note = TerminologyNotePage.objects.get()
    publish(note, summary="Other words.")
    assert "Other words." in read()
    note.refresh_from_db()
    note.summary = "A draft."
    note.save_revision()
    assert "A draft." not in read()
    assert "/en/join/" not in read()
    make_page(JoinPage, home, title="Join")
    assert 'href="/en/join/"' in read()


def test_counts_maps_and_cards_follow_the_registry(read):
    assert "1 city or region from 1 country" in read()
    samos = make_participant("samos", latitude=37.75, longitude=27)
    assert "2 cities and regions from 1 country" in read()
    for address in ("/en/", "/en/countries/greece/"):
        assert read(address).count('<circle class="map__point"') == 2
        assert "/en/participants/samos/" in read(address)
    samos.texts.update(name="Island of Samos")
    for address in ("/en/", "/en/countries/greece/", "/en/participants/"):
        assert "Island of Samos" in read(address)
    Participant.objects.filter(slug="samos").update(live=False)
    assert "1 city or region from 1 country" in read()
    for address in ("/en/", "/en/countries/greece/", "/en/participants/"):
        assert "Samos" not in read(address)


def test_what_was_taken_back_is_not_shown(read):
    with transaction.atomic():
        make_participant("samos")
        assert "2 cities and regions from 1 country" in read()
        assert "Samos" in read("/en/countries/greece/")
        transaction.set_rollback(True)
    assert "1 city or region from 1 country" in read()
    assert "Samos" not in read("/en/countries/greece/")


def test_addresses_of_profiles_follow_their_index(read, participant_index):
    publish(participant_index, slug="members")
    for address in ("/en/", "/en/countries/greece/"):
        assert 'href="/en/members/megara/"' in read(address)
        assert "/en/participants/" not in read(address)


def test_expiry_is_seen_although_nothing_is_written(read, news_index):
    soon = timezone.now() + timedelta(seconds=1)
    type(news_index).objects.filter(pk=news_index.pk).update(expire_at=soon)
    assert ">News</a>" in read()
    time.sleep(max((soon - timezone.now()).total_seconds(), 0) + 0.1)
    assert ">News</a>" not in read()


def test_transaction_of_postgresql_keeps_nothing(read, monkeypatch):
    assert reading.content_version()
    monkeypatch.setattr(connection, "vendor", "postgresql")
    assert reading.content_version() is None


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("size", [1, 20])
def test_common_parts_cost_queries_once(read, client, about, news_index, size):
    for place in range(size):
        article = make_article(news_index, f"News {place}")
        make_participant(f"place-{place}")
    addresses = {"/en/about/": 3, article.url: 6, "/en/countries/greece/": 7, "/en/": 6}
    for address in addresses:
        client.get(address)
    for address, most in addresses.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, address
