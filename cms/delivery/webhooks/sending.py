"""Sending what is due, one message after the other, and what follows from how it went."""

import logging
from datetime import datetime, timedelta
from threading import Event

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from cms.delivery.models import State, Webhook, WebhookMessage
from cms.delivery.monitoring.metrics import record_attempt
from cms.delivery.scheduled_tasks import LONGEST_REST, LONGEST_WAIT, back_off
from cms.delivery.webhooks.attempt import Outcome, attempt
from cms.delivery.webhooks.notices import tell_disabled

logger = logging.getLogger(__name__)

GIVEN_UP_AFTER = timedelta(days=1)

UNREACHABLE = gettext_noop("No message arrived for a day.")
UNWANTED = gettext_noop("The receiver answered 410: it wants no more messages.")


def send_due(webhook_id: int, stop: Event) -> None:
    """Send what is due to one webhook, oldest first, until nothing is or `stop` is set."""
    while not stop.is_set():
        due = WebhookMessage.objects.due(timezone.now()).filter(webhook=webhook_id)
        message = due.select_related("webhook").order_by("pk").first()
        if message is None:
            return
        record(message, attempt(message))


def record(message: WebhookMessage, outcome: Outcome) -> None:
    """Write down how an attempt went, and when the next one is."""
    record_attempt(outcome.word)
    now = timezone.now()
    attempts = message.attempts + 1
    is_dead = not outcome.is_success and (
        outcome.is_refusal_for_good or now >= message.waiting_since + GIVEN_UP_AFTER
    )
    failed = State.DEAD if is_dead else State.WAITING
    with transaction.atomic():
        WebhookMessage.objects.filter(pk=message.pk).update(
            state=State.DELIVERED if outcome.is_success else failed,
            attempts=attempts,
            attempted_at=now,
            # Longer than the webhook rests, so that other messages have their turn before.
            next_attempt_at=now + back_off(attempts + 1, LONGEST_WAIT),
            status=outcome.status,
            response_body=outcome.body,
            error=outcome.error,
            duration_ms=outcome.duration_ms,
        )
        if outcome.is_success:
            _note_success(message.webhook)
        else:
            _note_failure(message.webhook, now)
    if is_dead:
        _disable_if_hopeless(message.webhook_id, outcome, now)


def _note_success(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk, failures__gt=0).update(
        failures=0, failing_since=None, resting_until=None
    )


def _note_failure(webhook: Webhook, now: datetime) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", now),
        resting_until=now + back_off(webhook.failures + 1, LONGEST_REST),
    )


def _disable_if_hopeless(webhook_id: int, outcome: Outcome, now: datetime) -> None:
    enabled = Webhook.objects.filter(pk=webhook_id, is_enabled=True)
    if outcome.is_refusal_for_good:
        reason = UNWANTED
    else:
        reason = UNREACHABLE
        enabled = enabled.filter(failing_since__lte=now - GIVEN_UP_AFTER)
    if enabled.update(is_enabled=False, disabled_at=now, disabled_reason=reason):
        webhook = Webhook.objects.get(pk=webhook_id)
        logger.error("Webhook disabled: %s. %s", webhook, reason)
        tell_disabled(webhook)
