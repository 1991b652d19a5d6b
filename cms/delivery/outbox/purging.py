"""Telling the CDN what it must fetch anew."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.models import Site

from cms.delivery.models import Purge

BATCH = 500


class PurgeFailedError(Exception):
    """The CDN has not been reached, or has refused."""


def is_configured() -> bool:
    """Tell whether there is a CDN to purge."""
    return any(
        getattr(settings, name, None)
        for name in ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    )


def everything() -> list[str]:
    """Return an address for each site that stands for all of it, where the CDN knows wildcards."""
    return [f"{site.root_url}/*" for site in Site.objects.all()]


def purge_pending() -> int:
    """Purge what is pending, all at once, and return how many addresses that were.

    A row goes when the CDN has taken it. Raises PurgeFailedError.
    """
    pending = list(Purge.objects.order_by("pk")[:BATCH])
    if pending:
        with _failures_raised():
            purge_urls_from_cache_task.call(sorted({purge.address for purge in pending}))
        Purge.objects.filter(pk__in=[purge.pk for purge in pending]).delete()
    return len(pending)


@contextmanager
def _failures_raised() -> Iterator[None]:
    """Raise what Wagtail's backends report in the log, and nowhere else."""
    heard = _Errors()
    # Most write to the logger of their own, Cloudflare's also to the root.
    loggers = [logging.getLogger("wagtail.frontendcache"), logging.getLogger()]
    for logger in loggers:
        logger.addHandler(heard)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(heard)
    if heard.messages:
        raise PurgeFailedError(heard.messages[0])


class _Errors(logging.Handler):
    """Keeps the errors that the thread logs which has made it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.thread = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.messages.append(record.getMessage())
