"""From changes to messages and purges, in one step that happens wholly or not at all."""

from collections.abc import Iterable

from django.db import transaction

from cms.delivery.addresses import Whereabouts
from cms.delivery.models import Action, Change, Purge, Webhook, WebhookMessage
from cms.delivery.outbox.purging import everything, is_configured
from cms.delivery.webhooks.messages import messages_for

BATCH = 500


class TakenByAnotherError(Exception):
    """Another deliverer has been at the same changes."""


def take_changes() -> int:
    """Put messages and purges in the place of the oldest changes; return how many there were.

    What is written is worked out before the transaction, which must not keep editors waiting.
    Raises TakenByAnotherError, and nothing has happened then.
    """
    changes = list(Change.objects.order_by("pk")[:BATCH])
    if not changes:
        return 0
    told = without_repetitions(changes)
    whereabouts = Whereabouts(told)
    webhooks = list(Webhook.objects.filter(is_enabled=True))
    messages = list(messages_for(told, webhooks, whereabouts))
    addresses = _addresses(told, whereabouts) if is_configured() else ()
    purges = [Purge(address=address) for address in addresses]
    with transaction.atomic():
        deleted, _ = Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
        if deleted != len(changes):
            raise TakenByAnotherError
        WebhookMessage.objects.bulk_create(messages)
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


def _addresses(changes: Iterable[Change], whereabouts: Whereabouts) -> Iterable[str]:
    changed = (address for change in changes for address in whereabouts.all(change))
    return dict.fromkeys([*everything(), *changed])
