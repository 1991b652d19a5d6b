"""How long the delivery log is kept."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cms.delivery.models import State, WebhookMessage


def forget_old_messages() -> None:
    """Delete what was delivered or given up longer ago than DELIVERY_LOG_DAYS, 30 by default."""
    oldest = timezone.now() - timedelta(days=getattr(settings, "DELIVERY_LOG_DAYS", 30))
    old = WebhookMessage.objects.filter(created_at__lt=oldest)
    old.exclude(state=State.WAITING).delete()
