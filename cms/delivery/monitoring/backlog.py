"""How far the worker is behind what it has to send, and what else the database tells a scrape."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import Error
from django.db.models import Count, Min, Q
from django.utils import timezone
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from cms.delivery.models import Change, ContentVersion, QueuedMail, State, WebhookMessage


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


class DatabaseFigures(Collector):
    """What stands in the database, asked once for all workers at the time of the scrape."""

    def collect(self) -> Iterator[Metric]:
        found: list[Metric] = []
        with suppress(Error):
            found = self._read()
        yield GaugeMetricFamily("delivery_database_up", "Whether it answers.", bool(found))
        yield from found

    def _read(self) -> list[Metric]:
        version = ContentVersion.current()
        waiting = WebhookMessage.objects.filter(state=State.WAITING).count()
        mails = mail()
        return [
            GaugeMetricFamily(
                "delivery_outbox_lag_seconds",
                "For how long the oldest change has been waiting for the worker.",
                outbox_lag(),
            ),
            GaugeMetricFamily(
                "delivery_webhook_messages_waiting",
                "Messages that are neither delivered nor given up.",
                waiting,
            ),
            GaugeMetricFamily(
                "delivery_mail_waiting", "Mails that the mail server has not taken.", mails.waiting
            ),
            GaugeMetricFamily(
                "delivery_mail_lag_seconds",
                "For how long the oldest of them has been waiting.",
                mails.lag,
            ),
            GaugeMetricFamily(
                "delivery_mail_given_up", "Mails that are sent no more.", mails.given_up
            ),
            GaugeMetricFamily(
                "delivery_version_timestamp_seconds",
                "When the public content last changed.",
                version[1].timestamp() if version else 0,
            ),
        ]
