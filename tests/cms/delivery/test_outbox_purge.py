"""Purging the CDN: all at once, until it has worked, and in nobody's way."""

import pytest

from cms.delivery.models import Purge
from cms.delivery.outbox.purging import PurgeFailedError, purge_pending
from tests.cms.delivery.hooks import make_change

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


def raising():
    raise ConnectionError("no CDN")


def logging_only():
    import logging

    logging.getLogger("wagtail.frontendcache").error("Couldn't purge")


def logging_to_the_root():
    import logging

    logging.exception("Couldn't purge")


@pytest.mark.parametrize("failure", [raising, logging_only, logging_to_the_root])
def test_purge_that_failed_is_tried_again(failure, cdn):
    cdn.failure = staticmethod(failure)
    make_purges("/a/")
    with pytest.raises((PurgeFailedError, ConnectionError)):
        purge_pending()
    assert Purge.objects.count() == 1
    cdn.failure = None
    purge_pending()
    assert not Purge.objects.exists()


def test_backend_of_wagtail_that_is_away_counts_as_failed(settings):
    settings.WAGTAILFRONTENDCACHE_LOCATION = "http://127.0.0.1:9/"
    make_purges("/a/")
    with pytest.raises(PurgeFailedError, match="Couldn't purge"):
        purge_pending()
    assert Purge.objects.exists()


def test_backend_of_wagtail_asks_over_http(settings):
    from tests.cms.delivery.cdn import purging_receiver

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


def test_errors_of_other_threads_are_not_failures_of_the_purge(cdn):
    import logging
    from threading import Thread

    def elsewhere():
        thread = Thread(target=logging.getLogger("another").error, args=("not about purging",))
        thread.start()
        thread.join()

    cdn.failure = staticmethod(elsewhere)
    make_purges("/a/")
    purge_pending()
    assert not Purge.objects.exists()


def test_wrongly_configured_cdn_does_not_stop_the_outbox(settings):
    from cms.delivery.outbox.changes import take_changes

    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "no.such.Backend"}}
    make_change()
    take_changes()
    assert Purge.objects.exists()
