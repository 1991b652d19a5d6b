from cms.delivery.models.change import Action, Change, Purge
from cms.delivery.models.mail import QueuedMail
from cms.delivery.models.message import State, WebhookMessage
from cms.delivery.models.version import ContentVersion
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
