"""What this process counts, as prometheus-client keeps it."""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from cms.delivery.monitoring.metrics_folder import shared_folder

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Figures:
    """The counters of this process; made only where something is counted, since they make files.

    A gauge is the sum over the processes that live, a counter that over all since the start.
    """

    def __init__(self) -> None:
        self.folder = shared_folder()
        self.registry = CollectorRegistry()
        self.requests = self._counter(
            "requests",
            "Answers by method, class of status, and kind: hit, not_modified, miss, pass.",
            "method",
            "status",
            "kind",
        )
        self.seconds = Histogram(
            "delivery_request_seconds",
            "Time until Django had an answer.",
            ("kind",),
            buckets=SECONDS,
            registry=self.registry,
        )
        for kind in ("miss", "pass"):
            self.seconds.labels(kind)
        self.database_seconds = self._counter(
            "database_seconds", "Time that requests waited for the database."
        )
        self.queries = self._counter("database_queries", "Statements sent by requests.")
        self.entries = self._gauge("store_entries", "Answers in the stores of all workers.")
        self.size = self._gauge("store_bytes", "Size of the stores of all workers.")
        self.evictions = self._counter("store_evictions", "Answers that had to make room.")
        self.versions = self._counter(
            "version_changes", "Changes of the content version, as each worker saw them."
        )
        self.attempts = self._counter("webhook_attempts", "Calls of webhooks.", "outcome")
        self.mails = self._counter(
            "mail_attempts",
            "Mails offered to the mail server: sent, refused, failed; and unreachable servers.",
            "outcome",
        )
        if self.folder and hasattr(os, "posix_fallocate"):
            _reserve_disk(self.folder)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"delivery_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(
            f"delivery_{name}", meaning, multiprocess_mode="livesum", registry=self.registry
        )


def _reserve_disk(folder: Path) -> None:
    # A write into a gap of a mapped file ends the process (SIGBUS) when the disk is full.
    for path in folder.glob(f"*_{os.getpid()}.db"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
