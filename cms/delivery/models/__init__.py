"""Changes, messages and mails on their way out."""

from cms.delivery.models.message import State, WebhookMessage
from cms.delivery.models.outbox import Action, Change, ContentVersion, Purge, QueuedMail
from cms.delivery.models.webhook import Webhook

__all__ = [
    "Action",
    "Change",
    "ContentVersion",
    "Purge",
    "QueuedMail",
    "State",
    "Webhook",
    "WebhookMessage",
]
