"""Sending what is due, one message after the other, and what follows from how it went."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from threading import Event

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from standardwebhooks import Webhook as Signer
from wagtail.admin.mail import send_mail
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from cms.delivery.models import State, Webhook, WebhookMessage
from cms.delivery.monitoring.metrics import record_attempt
from cms.delivery.scheduled_tasks import LONGEST_REST, LONGEST_WAIT, back_off
from cms.delivery.targets import ForbiddenTargetError
from cms.delivery.webhooks.post import MOST_BYTES_READ, TooManyRedirectsError, post

# For the whole exchange, redirects included. Seconds.
TIMEOUT = 10.0
# By which a receiver says that it wants no more, according to Standard Webhooks.
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """How an attempt went. status: None if there was no answer; error: empty if there was."""

    status: int | None = None
    body: str = ""
    error: str = ""
    duration_ms: int = 0

    @property
    def word(self) -> str:
        """Return the outcome as the metrics name it."""
        if self.status is None:
            return "unanswered"
        return "delivered" if self.is_success else "refused"

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_refusal_for_good(self) -> bool:
        return self.status == GONE


def attempt(message: WebhookMessage) -> Outcome:
    """Post a message once, signed anew."""
    webhook, started = message.webhook, time.monotonic()
    headers = signed_headers(
        message.message_id, message.payload, webhook.secrets_in_force, timezone.now()
    )
    try:
        answer = post(webhook.address, message.payload.encode(), headers, seconds=TIMEOUT)
    except (ForbiddenTargetError, TooManyRedirectsError, OSError, HTTPException) as error:
        reason = _storable(f"{type(error).__name__}: {error}")
        return Outcome(error=reason, duration_ms=_ms_since(started))
    return Outcome(answer.status, _storable(answer.body), duration_ms=_ms_since(started))


def _storable(text: str) -> str:
    # PostgreSQL stores no NUL.
    return text.replace("\0", "\ufffd")[:MOST_BYTES_READ]


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def signed_headers(
    message_id: str, payload: str, secrets: Iterable[str], now: datetime
) -> dict[str, str]:
    """Return the headers of one attempt, signed with each secret. now: the attempt's time, UTC."""
    signatures = (Signer(secret).sign(message_id, now, payload) for secret in secrets)
    return {
        "Content-Type": "application/json",
        "User-Agent": "alliance-cms-delivery",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


TEMPLATE = "delivery/email/webhook_disabled.txt"


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
        notify_of_disabling(webhook)


def notify_of_disabling(webhook: Webhook) -> None:
    """Write to everybody who may change webhooks, each in their language."""
    policy = policy_registry.get_by_type(Webhook)
    path = reverse("delivery_webhooks:inspect", args=[webhook.pk])
    address = getattr(settings, "WAGTAILADMIN_BASE_URL", "") + path
    for user in policy.users_with_permission("change").exclude(email="").order_by("pk"):
        with override(UserProfile.get_for_user(user).get_preferred_language()):
            # A name may hold line breaks, a subject may not.
            name = " ".join(webhook.name.split())
            subject = _("Webhook disabled: %(name)s") % {"name": name}
            text = render_to_string(
                TEMPLATE,
                {
                    "webhook": webhook,
                    "reason": _(webhook.disabled_reason),
                    "address": address,
                },
            )
            try:
                send_mail(subject, text, [user.email])
            except ValueError:
                # An account may have been given any address. The administration shows it too.
                logger.warning("A notice could not be mailed to the user %s", user.pk)
