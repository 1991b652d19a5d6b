"""The figures of this site for Prometheus: what was answered, how fast, and from where.

Where PROMETHEUS_MULTIPROC_DIR names a folder when prometheus-client is imported, each process
keeps its figures in files there and a scrape adds them up, whichever worker it meets. Otherwise a
scrape sees this process alone.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from cms.delivery.monitoring.backlog import DatabaseFigures

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Method, status, and how the answer came to be: "hit" (from the store), "not_modified" (a 304
# from the store), "miss" (computed and kept), "pass" (computed).
Answer = tuple[str, int, str]
_making = Lock()


def shared_folder() -> Path | None:
    """Return the folder that PROMETHEUS_MULTIPROC_DIR names, made if it is missing."""
    name = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not name:
        return None
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def remove_leftovers() -> None:
    """Remove what processes that have ended left behind.

    Called where the server starts. Not later: until then the counts of a worker that died belong
    to the sum, which would otherwise go back.
    """
    if folder := shared_folder():
        _remove_of_dead(folder, "*.db")


def forget_dead_gauges(folder: Path) -> None:
    """Remove what processes that have ended said of their present state."""
    _remove_of_dead(folder, "gauge_live*.db")


def _remove_of_dead(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        if not _lives(int(path.stem.rpartition("_")[2])):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


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


def exposition() -> bytes:
    """Return the figures of all processes in Prometheus' text format."""
    figures = _figures()
    registry = CollectorRegistry()
    if figures.folder:
        forget_dead_gauges(figures.folder)
        MultiProcessCollector(registry, path=str(figures.folder))
    else:
        registry.register(figures.registry)
    registry.register(DatabaseFigures())
    return generate_latest(registry)
