"""Webhooks and changes as the tests need them, and time that passes when they say so."""

from datetime import timedelta
from threading import Event

from django.utils import timezone

from cms.delivery.models import Change, Webhook, WebhookMessage
from cms.delivery.outbox.changes import take_changes
from cms.delivery.webhooks.sending import send_due

PARTICIPANT = "participants.participant"


def make_webhook(address, name="Frontend", **fields) -> Webhook:
    return Webhook.objects.create(name=name, address=address, **fields)


def make_change(key=1, action="published", model=PARTICIPANT, **fields) -> Change:
    fields.setdefault("created_at", timezone.now())
    return Change.objects.create(model=model, object_id=str(key), action=action, **fields)


def let_pass(**time) -> None:
    """Let all that is waiting have waited for longer."""
    span = timedelta(**time)
    for message in WebhookMessage.objects.all():
        message.waiting_since -= span
        message.next_attempt_at -= span
        message.save()
    for webhook in Webhook.objects.all():
        for name in ("failing_since", "resting_until", "rotated_at"):
            value = getattr(webhook, name)
            if value is not None:
                setattr(webhook, name, value - span)
        webhook.save()


def send(webhook) -> None:
    send_due(webhook.pk, Event())


def deliver(*webhooks) -> None:
    """Take all changes and send what is due."""
    while take_changes():
        pass
    for webhook in webhooks:
        send(webhook)
