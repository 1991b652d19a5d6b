"""From a change to what the webhooks are told of it."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from cms.delivery.changes.log import as_told
from cms.delivery.models import Action, Change, LoggedChange, State, Webhook, WebhookMessage

TEST = "delivery.webhook.tested"


def messages_for(
    entries: Iterable[tuple[Change, LoggedChange]], webhooks: list[Webhook]
) -> Iterator[WebhookMessage]:
    """Yield a message for each entry and each webhook whose filters let it pass, not yet saved."""
    for change, entry in entries:
        action = Action.UNPUBLISHED if change.action == Action.RESTRICTED else change.action
        event_type = f"{entry.type}.{action}"
        payload = ""
        for webhook in webhooks:
            if webhook.wants(action, entry.type, entry.locale or None):
                payload = payload or _payload(event_type, entry.changed_at, as_told(entry))
                yield _message(
                    webhook, event_type, payload, model=change.model, object_id=change.object_id
                )


def queue_test(webhook: Webhook) -> WebhookMessage:
    """Queue a message that tells the receiver of nothing but itself."""
    message = _message(webhook, TEST, _payload(TEST, timezone.now(), {"webhook": webhook.name}))
    message.save()
    return message


def _message(webhook: Webhook, event_type: str, payload: str, **of_object: str) -> WebhookMessage:
    return WebhookMessage(
        webhook=webhook,
        message_id=f"msg_{uuid4().hex}",
        event_type=event_type,
        payload=payload,
        **of_object,
    )


def _payload(event_type: str, timestamp: Any, data: dict[str, Any]) -> str:
    whole = {"type": event_type, "timestamp": timestamp, "data": data}
    return json.dumps(whole, cls=DjangoJSONEncoder, separators=(",", ":"))


def forget_old_messages() -> None:
    """Delete what was delivered or given up longer ago than DELIVERY_LOG_DAYS, 30 by default."""
    oldest = timezone.now() - timedelta(days=getattr(settings, "DELIVERY_LOG_DAYS", 30))
    old = WebhookMessage.objects.filter(created_at__lt=oldest)
    old.exclude(state=State.WAITING).delete()
