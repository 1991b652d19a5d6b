"""Purging the CDN: all at once, until it has worked, and in nobody's way."""

import json
import logging

import pytest
from wagtail.models import Site

from cms.delivery.models import Purge
from cms.delivery.outbox.backends import (
    IN_PLACE_OF,
    CloudflareBackend,
    CloudfrontBackend,
    PurgeFailedError,
)
from cms.delivery.outbox.changes import purge_pending, take_changes
from tests.cms.delivery.cdn import answering, purging_receiver
from tests.cms.delivery.conftest import settle
from tests.cms.delivery.hooks import make_change
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def cdn(settings):
    """Give a CDN that notes what it is to forget, and fails as long as it is told to."""
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {"BACKEND": "tests.cms.delivery.cdn.NotingBackend", "HOSTNAMES": ["example.org"]}
    }
    from tests.cms.delivery.cdn import NotingBackend

    NotingBackend.batches.clear()
    NotingBackend.failure = None
    return NotingBackend


def make_purges(*paths):
    Purge.objects.bulk_create(Purge(address=f"https://example.org{path}") for path in paths)


def test_what_is_pending_is_purged_at_once_and_each_address_once(cdn):
    make_purges("/*", "/a/", "/*", "/b/")
    assert purge_pending() == 4
    assert cdn.batches == [
        ["https://example.org/*", "https://example.org/a/", "https://example.org/b/"]
    ]
    assert not Purge.objects.exists()
    assert purge_pending() == 0


def test_purge_that_failed_is_tried_again(cdn):
    def fail():
        raise ConnectionError("no CDN")

    cdn.failure = staticmethod(fail)
    make_purges("/a/")
    with pytest.raises(ConnectionError):
        purge_pending()
    assert Purge.objects.count() == 1
    cdn.failure = None
    purge_pending()
    assert not Purge.objects.exists()


def test_log_decides_nothing(cdn):
    logger = logging.getLogger("wagtail.frontendcache")
    cdn.failure = staticmethod(lambda: logger.error("Couldn't find the moon"))
    make_purges("/a/")
    purge_pending()
    assert not Purge.objects.exists()


@pytest.mark.parametrize("log_level", [logging.NOTSET, logging.CRITICAL])
def test_backend_of_wagtail_that_is_away_counts_as_failed_whatever_is_logged(settings, log_level):
    settings.WAGTAILFRONTENDCACHE_LOCATION = "http://127.0.0.1:9/"
    make_purges("/a/")
    logging.disable(log_level)
    try:
        with pytest.raises(PurgeFailedError, match="/a/"):
            purge_pending()
    finally:
        logging.disable(logging.NOTSET)
    assert Purge.objects.exists()


def test_every_backend_of_wagtail_has_one_that_raises():
    from wagtail.contrib.frontend_cache import backends as stock
    from wagtail.contrib.frontend_cache.backends.base import BaseBackend

    theirs = {
        found
        for found in vars(stock).values()
        if isinstance(found, type) and issubclass(found, BaseBackend)
    }
    assert set(IN_PLACE_OF) == theirs - {BaseBackend, stock.AzureBaseBackend}


@pytest.mark.parametrize(
    ("status", "body", "is_refused"),
    [
        (200, b'{"success": true}', False),
        (200, b'{"success": false, "errors": [{"message": "no such zone"}]}', True),
        (200, b"<html>", True),
        (403, b'{"success": false}', True),
    ],
)
def test_cloudflare_says_whether_it_has_purged(status, body, is_refused):
    backend = CloudflareBackend({"ZONEID": "zone", "BEARER_TOKEN": "secret"})
    with answering(status, body) as address:
        backend.cloudflare_purge_endpoint_url = address
        if is_refused:
            with pytest.raises(PurgeFailedError, match="Cloudflare"):
                backend.purge_batch(["https://example.org/"])
        else:
            backend.purge_batch(["https://example.org/"])


def test_cloudfront_passes_on_what_its_client_raises():
    class Refusing:
        def create_invalidation(self, **options):
            assert options["InvalidationBatch"]["Paths"]["Items"] == ["/en/"]
            raise ConnectionError("throttled")

    backend = object.__new__(CloudfrontBackend)
    backend.client = Refusing()
    backend.cloudfront_distribution_id = "E1"
    with pytest.raises(ConnectionError):
        backend.purge("https://example.org/en/")


def test_backend_of_wagtail_asks_over_http(settings):
    with purging_receiver() as (address, purged):
        settings.WAGTAILFRONTENDCACHE_LOCATION = address
        make_purges("/*", "/en/")
        purge_pending()
    # Wagtail asks for the other languages of an address too.
    assert purged == ["/*", "/en/", "/fr/"]


def test_purge_that_comes_while_purging_is_not_lost(cdn):
    make_purges("/a/")
    cdn.failure = staticmethod(lambda: make_purges("/a/"))
    purge_pending()
    assert Purge.objects.count() == 1


def test_wrongly_configured_cdn_does_not_stop_the_outbox(settings):
    from cms.delivery.outbox.changes import take_changes

    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "no.such.Backend"}}
    make_change()
    take_changes()
    assert Purge.objects.exists()


# By tag


def make_tags(*tags):
    Purge.objects.bulk_create(Purge(address=tag, is_tag=True) for tag in tags)


def test_change_purges_the_tags_that_it_touches_where_the_cdn_knows_tags(
    settings, project, news_index
):
    with purging_receiver() as (address, purged):
        settings.WAGTAILFRONTENDCACHE = {
            "varnish": {
                "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
                "LOCATION": address,
                "BY_TAG": True,
            }
        }
        article = make_article(news_index, "One", slug="one")
        settle()
        take_changes()
        assert not Purge.objects.filter(is_tag=False).exists()
        purge_pending()
    [sent] = purged
    path, tags = sent.split(" ")
    assert path == "/"
    assert {f"page:{article.pk}", "articles:en", "pages"} <= set(tags.split(","))
    assert "counts" not in tags.split(",")
    assert not Purge.objects.exists()


def test_cdn_without_tags_is_told_addresses_beside_one_with_them(settings, cdn):
    with purging_receiver() as (address, purged):
        settings.WAGTAILFRONTENDCACHE["varnish"] = {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": address,
            "BY_TAG": True,
        }
        Site.objects.update(hostname="example.org")
        make_change()
        take_changes()
        purge_pending()
    assert purged == ["/ all"]
    assert cdn.batches
    assert not any("all" in batch for batch in cdn.batches)


@pytest.mark.parametrize(("size", "requests"), [(30, 1), (31, 2)])
def test_cloudflare_is_told_thirty_tags_at_a_time(size, requests):
    backend = CloudflareBackend({"ZONEID": "zone", "BEARER_TOKEN": "secret"})
    heard, tags = [], [f"page:{number:03}" for number in range(size)]
    with answering(200, b'{"success": true}', heard) as address:
        backend.cloudflare_purge_endpoint_url = address
        backend.purge_tags(tags)
    assert len(heard) == requests
    assert [tag for body in heard for tag in json.loads(body)["tags"]] == tags


def test_tags_that_were_not_purged_are_tried_again(settings):
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://127.0.0.1:9/",
            "BY_TAG": True,
        }
    }
    make_tags("page:1")
    with pytest.raises(PurgeFailedError):
        purge_pending()
    assert Purge.objects.count() == 1
