"""Telling the CDN what it must fetch anew."""

from django.conf import settings
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.models import Site

from cms.delivery.models import Purge
from cms.delivery.outbox.backends import backend_settings

BATCH = 500


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

    A row goes when the CDN has taken it. Raises what its backend raises.
    """
    pending = list(Purge.objects.order_by("pk")[:BATCH])
    if pending:
        addresses = sorted({purge.address for purge in pending})
        purge_urls_from_cache_task.call(addresses, backend_settings())
        Purge.objects.filter(pk__in=[purge.pk for purge in pending]).delete()
    return len(pending)
