"""The headers by which a receiver knows who sends, and what it has seen before.

They are those of https://www.standardwebhooks.com, so that any of its libraries verifies them.
"""

from collections.abc import Iterable
from datetime import datetime

from standardwebhooks import Webhook as Signer


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
