"""Changes, messages and mails on their way out."""

from cms.delivery.models.log import LastKnown, LoggedAction, LoggedChange
from cms.delivery.models.message import State, WebhookMessage
from cms.delivery.models.outbox import (
    Action,
    Change,
    ContentVersion,
    Invalidation,
    Purge,
    QueuedMail,
)
from cms.delivery.models.webhook import Webhook

__all__ = [
    "Action",
    "Change",
    "ContentVersion",
    "Invalidation",
    "LastKnown",
    "LoggedAction",
    "LoggedChange",
    "Purge",
    "QueuedMail",
    "State",
    "Webhook",
    "WebhookMessage",
]
