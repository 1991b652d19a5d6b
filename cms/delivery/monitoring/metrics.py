"""The figures of this site for Prometheus: what was answered, how fast, and from where.

Where PROMETHEUS_MULTIPROC_DIR names a folder when prometheus-client is imported, each process
keeps its figures in files there and a scrape adds them up, whichever worker it meets. Otherwise a
scrape sees this process alone.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from threading import Lock

from django.db import Error
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from cms.delivery.models import ContentVersion, State, WebhookMessage
from cms.delivery.monitoring import backlog
from cms.delivery.monitoring.figures import Figures
from cms.delivery.monitoring.metrics_folder import forget_dead_gauges

__all__ = [
    "CONTENT_TYPE",
    "exposition",
    "record_attempt",
    "record_front",
    "record_mail",
    "record_request",
]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

# Method, status, and how the answer came to be: "hit" (from the store), "not_modified" (a 304
# from the store), "miss" (computed and kept), "pass" (computed).
Answer = tuple[str, int, str]

_making = Lock()
_made = cache(Figures)


def _figures() -> Figures:
    # Two sets in one process would write over each other.
    with _making:
        return _made()


def record_request(
    answer: Answer, *, seconds: float, database_seconds: float, queries: int
) -> None:
    """Count one answer that Django has given."""
    figures = _figures()
    _count(answer, 1)
    figures.seconds.labels(answer[2]).observe(seconds)
    figures.database_seconds.inc(database_seconds)
    figures.queries.inc(queries)


def record_front(
    answers: Mapping[Answer, int], *, evicted: int, versions: int, entries: int, size: int
) -> None:
    """Take over what the front has counted since its last call; about once a second is enough.

    answers: those given without Django, how many of each; evicted: entries that made room;
    versions: changes of the content version seen. entries, size: what the store holds now, bytes.
    """
    figures = _figures()
    for answer, number in answers.items():
        _count(answer, number)
    figures.evictions.inc(evicted)
    figures.versions.inc(versions)
    figures.entries.set(entries)
    figures.size.set(size)


def record_attempt(outcome: str) -> None:
    """Count an attempt to call a webhook; outcome: one of a few fixed words."""
    _figures().attempts.labels(outcome).inc()


def record_mail(outcome: str) -> None:
    """Count an attempt to send a mail; outcome: one of a few fixed words."""
    _figures().mails.labels(outcome).inc()


def _count(answer: Answer, number: int) -> None:
    method, status, kind = answer
    # A client may invent methods, and each combination of labels is kept for ever.
    known = method if method in METHODS else "other"
    _figures().requests.labels(known, f"{status // 100}xx", kind).inc(number)


class _DatabaseFigures(Collector):
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
        mail = backlog.mail()
        return [
            GaugeMetricFamily(
                "delivery_outbox_lag_seconds",
                "For how long the oldest change has been waiting for the worker.",
                backlog.outbox_lag(),
            ),
            GaugeMetricFamily(
                "delivery_webhook_messages_waiting",
                "Messages that are neither delivered nor given up.",
                waiting,
            ),
            GaugeMetricFamily(
                "delivery_mail_waiting", "Mails that the mail server has not taken.", mail.waiting
            ),
            GaugeMetricFamily(
                "delivery_mail_lag_seconds",
                "For how long the oldest of them has been waiting.",
                mail.lag,
            ),
            GaugeMetricFamily(
                "delivery_mail_given_up", "Mails that are sent no more.", mail.given_up
            ),
            GaugeMetricFamily(
                "delivery_version_timestamp_seconds",
                "When the public content last changed.",
                version[1].timestamp() if version else 0,
            ),
        ]


def exposition() -> bytes:
    """Return the figures of all processes in Prometheus' text format."""
    figures = _figures()
    registry = CollectorRegistry()
    if figures.folder:
        forget_dead_gauges(figures.folder)
        MultiProcessCollector(registry, path=str(figures.folder))
    else:
        registry.register(figures.registry)
    registry.register(_DatabaseFigures())
    return generate_latest(registry)
