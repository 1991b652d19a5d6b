"""One attempt to send a message."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException

from django.utils import timezone
from standardwebhooks import Webhook as Signer

from cms.delivery.models import WebhookMessage
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
