"""What a webhook is told, and what became of it: the delivery log."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.delivery.models.webhook import Webhook


class State(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("given up")


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    """The vocabulary of the delivery log."""

    def due(self, now: datetime) -> "WebhookMessageQuerySet":
        """Return what can be sent now: a message waits for those before it of the same object."""
        earlier = WebhookMessage.objects.filter(
            webhook=OuterRef("webhook"),
            state=State.WAITING,
            model=OuterRef("model"),
            object_id=OuterRef("object_id"),
            pk__lt=OuterRef("pk"),
        )
        return self.filter(
            Q(webhook__resting_until=None) | Q(webhook__resting_until__lte=now),
            ~Exists(earlier),
            webhook__is_enabled=True,
            state=State.WAITING,
            next_attempt_at__lte=now,
        )


class WebhookMessage(models.Model):
    """One message to one webhook, kept as it is sent.

    message_id: the "webhook-id" header, the same for every attempt; model and object_id: of the
    object whose messages keep their order; waiting_since: when the day began after which it is
    given up; status, response_body (its beginning), error and duration_ms: of the last attempt.
    """

    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="messages", verbose_name=_("webhook")
    )
    message_id = models.CharField(_("message id"), max_length=40, unique=True)
    event_type = models.CharField(_("type"), max_length=220, db_index=True)
    model = models.CharField(max_length=200, default="")
    object_id = models.CharField(max_length=255, default="")
    payload = models.TextField(_("payload"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, db_index=True)
    waiting_since = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    attempted_at = models.DateTimeField(_("last attempt at"), null=True)
    status = models.PositiveSmallIntegerField(_("status of the response"), null=True)
    response_body = models.TextField(_("response"), default="")
    error = models.TextField(_("error"), default="")
    duration_ms = models.PositiveIntegerField(_("duration in milliseconds"), null=True)

    objects = WebhookMessageQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("delivery log")
        ordering = ["-pk"]
        # Written by the worker only; whoever may change the webhook may have it sent again.
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["webhook", "state", "id"], name="delivery_message_waiting"),
            models.Index(
                fields=["webhook", "state", "model", "object_id"], name="delivery_message_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.object_id}".rstrip()

    def send_again(self) -> None:
        """Put the message back into the queue under its id, with a day of attempts before it."""
        now = timezone.now()
        fresh: dict[str, Any] = {
            "state": State.WAITING,
            "waiting_since": now,
            "next_attempt_at": now,
            "attempts": 0,
        }
        WebhookMessage.objects.filter(pk=self.pk).update(**fresh)
