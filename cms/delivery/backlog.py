"""How far the worker is behind the changes."""

from django.utils import timezone

from cms.delivery.models import Change


def outbox_lag() -> float:
    """Return for how many seconds the oldest change has waited; 0 if none waits."""
    oldest = Change.objects.order_by("pk").values_list("created_at", flat=True).first()
    if oldest is None:
        return 0.0
    # The clocks of database and server may differ a little.
    return max((timezone.now() - oldest).total_seconds(), 0.0)
