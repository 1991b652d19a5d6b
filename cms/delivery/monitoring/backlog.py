"""How far the worker is behind what it has to send."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from cms.delivery.models import Change, QueuedMail


def outbox_lag() -> float:
    """Return for how many seconds the oldest change has waited; 0 if none waits."""
    oldest = Change.objects.order_by("pk").values_list("created_at", flat=True).first()
    return _seconds_since(oldest)


@dataclass(frozen=True)
class MailBacklog:
    """What the mail queue holds.

    lag: seconds that the oldest mail has waited; overdue: seconds since one should have been
    offered to the mail server; both 0 if none waits.
    """

    waiting: int
    given_up: int
    lag: float
    overdue: float


def mail() -> MailBacklog:
    """Return what the mail queue holds, asked at once."""
    is_waiting = Q(given_up_at=None)
    found = QueuedMail.objects.aggregate(
        waiting=Count("pk", filter=is_waiting),
        given_up=Count("pk", filter=~is_waiting),
        oldest=Min("waiting_since", filter=is_waiting),
        due_at=Min("due_at", filter=is_waiting),
    )
    return MailBacklog(
        waiting=found["waiting"],
        given_up=found["given_up"],
        lag=_seconds_since(found["oldest"]),
        overdue=_seconds_since(found["due_at"]),
    )


def _seconds_since(moment: datetime | None) -> float:
    if moment is None:
        return 0.0
    # The clocks of database and server may differ a little.
    return max((timezone.now() - moment).total_seconds(), 0.0)
