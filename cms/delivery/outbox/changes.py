"""From changes to messages and purges in one step, and the purging of the CDN."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.models import Site

from cms.delivery.changes.dependencies import registered
from cms.delivery.changes.last_known import begin
from cms.delivery.changes.log import Read, read_entries
from cms.delivery.changes.whereabouts import Whereabouts
from cms.delivery.models import Action, Change, Purge, Webhook, WebhookMessage
from cms.delivery.outbox.backends import (
    backend_settings,
    knows_addresses,
    knows_tags,
    purge_tags,
)
from cms.delivery.webhooks.messages import messages_for

BATCH = 500


class TakenByAnotherError(Exception):
    """Another deliverer has been at the same changes."""


def take_changes() -> int:
    """Put log entries, messages and purges in the place of the oldest changes; return how many.

    What is written is worked out before the transaction, which must not keep editors waiting.
    Raises TakenByAnotherError, and nothing has happened then.
    """
    begin(registered())
    changes = list(Change.objects.order_by("pk")[:BATCH])
    if not changes:
        return 0
    announced = without_repetitions(changes)
    whereabouts = Whereabouts(announced)
    webhooks = list(Webhook.objects.filter(is_enabled=True))
    read = read_entries(changes, announced, whereabouts)
    purges = [*_purges_by_address(announced, whereabouts), *_purges_by_tag(read)]
    with transaction.atomic():
        deleted, _ = Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
        if deleted != len(changes):
            raise TakenByAnotherError
        read.write()
        # They carry the numbers of the entries.
        WebhookMessage.objects.bulk_create(messages_for(read.entries, webhooks))
        Purge.objects.bulk_create(purges)
    return len(changes)


def without_repetitions(changes: list[Change]) -> list[Change]:
    """Leave out each update that is followed by another change of the same object."""
    last = {(change.model, change.object_id): change.pk for change in changes}
    return [
        change
        for change in changes
        if change.action != Action.UPDATED or last[change.model, change.object_id] == change.pk
    ]


def _purges_by_address(changes: Iterable[Change], whereabouts: Whereabouts) -> list[Purge]:
    if not knows_addresses():
        return []
    changed = (address for change in changes for address in whereabouts.all(change))
    addresses = dict.fromkeys([*_everything(), *changed])
    return [Purge(address=address) for address in addresses]


def _purges_by_tag(read: Read) -> list[Purge]:
    if not knows_tags():
        return []
    tags = {tag for _change, entry in read.entries for tag in entry.tags}
    return [Purge(address=tag, is_tag=True) for tag in sorted(tags)]


def _everything() -> list[str]:
    """Return an address for each site that stands for all of it, where the CDN knows wildcards."""
    return [f"{site.root_url}/*" for site in Site.objects.all()]


def purge_pending() -> int:
    """Purge what is pending, all at once, and return how many addresses that were.

    A row goes when the CDN has taken it. Raises what its backend raises.
    """
    pending = list(Purge.objects.order_by("pk")[:BATCH])
    if pending:
        addresses = {purge.address for purge in pending if not purge.is_tag}
        purge_urls_from_cache_task.call(sorted(addresses), backend_settings(by_tag=False))
        purge_tags(sorted({purge.address for purge in pending if purge.is_tag}))
        Purge.objects.filter(pk__in=[purge.pk for purge in pending]).delete()
    return len(pending)
