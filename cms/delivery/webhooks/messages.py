"""From a change to what the webhooks are told of it."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import Locale

from cms.delivery.addresses import Whereabouts
from cms.delivery.content_version.watched import type_label
from cms.delivery.models import Action, Change, State, Webhook, WebhookMessage

TEST = "delivery.webhook.tested"


def messages_for(
    changes: Iterable[Change], webhooks: list[Webhook], whereabouts: Whereabouts
) -> Iterator[WebhookMessage]:
    """Yield a message for each change and each webhook whose filters let it pass, not yet saved.

    A page behind a restriction is nobody's business; one that has just got it is no longer public.
    """
    locales = dict(Locale.objects.values_list("pk", "language_code"))
    for change in changes:
        label = type_label(change.model, change.content_type_id)
        locale = locales.get(change.locale_id)
        action = Action.UNPUBLISHED if change.action == Action.RESTRICTED else change.action
        receivers = [webhook for webhook in webhooks if webhook.wants(action, label, locale)]
        if not receivers or not whereabouts.may_be_told(change):
            continue
        event_type = f"{label}.{action}"
        data = {
            "model": label,
            "id": _key(change),
            "action": action,
            "locale": locale,
            "addresses": whereabouts.public(change),
        }
        payload = _payload(event_type, change.created_at, data)
        for webhook in receivers:
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


def _key(change: Change) -> Any:
    try:
        model = apps.get_model(change.model)
    except LookupError:
        # Its app has been removed since.
        return change.object_id
    return model._meta.pk.to_python(change.object_id)


def forget_old_messages() -> None:
    """Delete what was delivered or given up longer ago than DELIVERY_LOG_DAYS, 30 by default."""
    oldest = timezone.now() - timedelta(days=getattr(settings, "DELIVERY_LOG_DAYS", 30))
    old = WebhookMessage.objects.filter(created_at__lt=oldest)
    old.exclude(state=State.WAITING).delete()
