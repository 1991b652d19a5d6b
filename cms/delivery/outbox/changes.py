"""From changes to messages, purges and invalidations in one step, and the purging of the CDN."""

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.models import Site

from cms.delivery.changes.dependencies import registered
from cms.delivery.changes.last_known import begin
from cms.delivery.changes.log import Read, read_entries
from cms.delivery.changes.whereabouts import Whereabouts
from cms.delivery.models import (
    Action,
    Change,
    ContentVersion,
    Purge,
    Webhook,
    WebhookMessage,
)
from cms.delivery.outbox.backends import (
    backend_settings,
    knows_addresses,
    knows_tags,
    purge_tags,
)
from cms.delivery.webhooks.messages import messages_for

BATCH = 500
# How often changes are read before it is given up to be exact while others write.
MOST_READINGS = 4
# On SQLite all transactions have the same number. What is read gets another, so that nothing that
# comes after is left out as its repetition.
READ = -1


class ChangedMeanwhileError(Exception):
    """Content has changed while it was worked out what changes touch."""


class TakenByAnotherError(Exception):
    """Another deliverer has been at the same changes."""


def take_changes() -> int:
    """Put log entries, messages and purges in the place of the oldest changes; return how many.

    What is written is worked out before the transaction, which must not keep editors waiting.
    Raises TakenByAnotherError, and nothing has happened then.
    """
    is_anew = begin(registered())
    for _reading in range(MOST_READINGS - 1):
        with suppress(ChangedMeanwhileError):
            return _take_once(is_anew=is_anew, must_be_exact=True)
    return _take_once(is_anew=is_anew, must_be_exact=False)


def _take_once(*, is_anew: bool, must_be_exact: bool) -> int:
    """Do it, or raise ChangedMeanwhileError where it must be exact and is not.

    is_anew: everything was looked at just now.
    """
    version = ContentVersion.objects.get(pk=1)
    changes = _read_changes()
    if not changes:
        if not is_anew and version.token != version.invalidated_to:
            version.lead_on([])
        return 0
    announced = without_repetitions(changes)
    whereabouts = Whereabouts(announced)
    whereabouts.complete(announced)
    webhooks = list(Webhook.objects.filter(is_enabled=True))
    read = read_entries(changes, announced, whereabouts, is_anew=is_anew)
    purges = [*_purges_by_address(announced, whereabouts), *_purges_by_tag(read)]
    with transaction.atomic():
        deleted, _ = Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
        if deleted != len(changes):
            raise TakenByAnotherError
        read.write()
        # They carry the numbers of the entries.
        WebhookMessage.objects.bulk_create(messages_for(read.entries, webhooks))
        Purge.objects.bulk_create(purges)
        # Last, as editors wait for the row of the version.
        is_all = len(changes) < BATCH
        if not (is_all and version.lead_on(read.touched)) and version.invalidated_to:
            if is_all and must_be_exact:
                raise ChangedMeanwhileError
            version.lead_nowhere()
    return len(changes)


def _read_changes() -> list[Change]:
    changes = list(Change.objects.order_by("pk")[:BATCH])
    of_sqlite = [change.pk for change in changes if change.transaction_id == 0]
    if of_sqlite:
        Change.objects.filter(pk__in=of_sqlite).update(transaction_id=READ)
    return changes


def without_repetitions(changes: list[Change]) -> list[Change]:
    """Leave out each update that is followed by another change of the same object.

    What is not told of an object says nothing beside what is told of it.
    """
    last = {(change.model, change.object_id): change.pk for change in changes}
    last |= {(change.model, change.object_id): change.pk for change in changes if change.is_told}
    return [
        change
        for change in changes
        if last[change.model, change.object_id] == change.pk
        or (change.is_told and change.action != Action.UPDATED)
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
    told = {tag for _change, entry in read.entries for tag in entry.tags}
    return [Purge(address=tag, is_tag=True) for tag in sorted(told | read.touched)]


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
