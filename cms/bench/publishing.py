"""What readers have while articles are published: rate, share of hits, slowest answers."""

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from prometheus_client.parser import text_string_to_metric_families

from cms.bench.answers import ask, ask_json, request_bytes
from cms.bench.bars import Bar
from cms.bench.data import MARK, STATIC, running
from cms.bench.endpoints import ARTICLES, PARTICIPANTS, endpoints, path_of, total
from cms.bench.load import Address, Load, LoadError, load
from cms.bench.measuring import Plan, Range
from cms.bench.servers import MONITORING_TOKEN, product, serving

PAUSE = 1.0  # seconds between two articles
SECONDS = 10.0  # of each load, so that there are some articles in it
# So many participants and articles are asked for besides the endpoints, as pages and by the API;
# the addresses as often as 1, 1/2, 1/3 …
MANY = 50
DRAWN = 20_000
PATIENCE = 60.0  # seconds
# What readers keep of the rate that they have while nothing is published.
KEPT = 0.5
FORGOTTEN = (MARK, STATIC, "metrics")


@dataclass(frozen=True)
class Phase:
    """What was measured in one load. hits: the share of answers from the store."""

    load: Load
    hits: float

    def __str__(self) -> str:
        slowest = " ms, ".join(f"{1000 * self.percentile(share):.1f}" for share in (50, 99))
        return (
            f"{self.load.rate:,.0f} answers/s, {self.hits:.2%} hits, "
            f"p50 and p99 {slowest} ms, longest {1000 * max(self.load.latencies):.0f} ms"
        )

    def percentile(self, share: int) -> float:
        """Return the seconds within which so many of a hundred answers came."""
        return quantiles(self.load.latencies, n=100)[share - 1]


@dataclass(frozen=True)
class Publishing:
    """Rounds of two loads each: while nothing happens, and while articles are published."""

    quiet: list[Phase]
    busy: list[Phase]

    def lines(self) -> Iterator[str]:
        """Yield a line for each load."""
        for quiet, busy in zip(self.quiet, self.busy, strict=True):
            yield f"nothing is published: {quiet}"
            yield f"an article a second:  {busy}"

    def bars(self) -> list[Bar]:
        """Return the bar of the rate while articles come."""
        rounds = zip(self.quiet, self.busy, strict=True)
        kept = Range.of(busy.load.rate / quiet.load.rate for quiet, busy in rounds)
        return [Bar("an article a second: rate / that without", kept, KEPT)]


def measure_publishing(data: Path, plan: Plan, log: Path) -> Publishing:
    """Load a copy of a database with and without articles that are published meanwhile.

    A deliverer runs beside the server, as in production. Raises LoadError where an answer is no
    200, or nothing was published.
    """
    with (
        _copy(data) as copied,
        running(copied, "deliver"),
        serving(product(copied, token=MONITORING_TOKEN), log) as server,
    ):
        requests = _requests(server.address)
        load(server.address, cycle(requests), SECONDS)
        found = Publishing([], [])
        for _round in range(plan.rounds):
            found.quiet.append(_measure(server.address, requests))
            before = total(server.address, ARTICLES)
            with running(copied, "make_articles", "--pause", str(PAUSE), "--size", "100000"):
                _await_article(server.address, before)
                found.busy.append(_measure(server.address, requests))
        return found


@contextmanager
def _copy(data: Path) -> Iterator[Path]:
    """Copy a data folder for as long as the context lasts: the original stays as it is."""
    copied = data.with_name(f"{data.name}-published")
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(data, copied, ignore=shutil.ignore_patterns(*FORGOTTEN))
    (copied / STATIC).symlink_to((data / STATIC).resolve())
    try:
        yield copied
    finally:
        shutil.rmtree(copied)


def _measure(address: Address, requests: list[bytes]) -> Phase:
    """Load once, the same addresses in the same order each time."""
    before = _misses(address)
    found = load(address, cycle(requests), SECONDS)
    return Phase(found, 1 - (_misses(address) - before) / found.answers)


def _requests(address: Address) -> list[bytes]:
    """Return requests as they come: few addresses often, many seldom."""
    paths = [endpoint.path for endpoint in endpoints(address)]
    for address_of, query in ((PARTICIPANTS, "?"), (ARTICLES, "&")):
        items = ask_json(address, f"{address_of}{query}limit={MANY}")["items"]
        paths += [path_of(item["meta"]["html_url"]) for item in items]
        paths += [path_of(item["meta"]["detail_url"]) for item in items]
    chances = [1 / (place + 1) for place in range(len(paths))]
    drawn = random.Random(1).choices(paths, chances, k=DRAWN)  # noqa: S311  no secret
    return [request_bytes(path) for path in drawn]


def _misses(address: Address) -> float:
    """Return how many answers the workers have made so far."""
    authorization = {"Authorization": f"Bearer {MONITORING_TOKEN}"}
    told = ask(address, "/metrics", **{"Accept-Encoding": "identity"}, **authorization)
    return sum(
        sample.value
        for family in text_string_to_metric_families(told.body.decode())
        if family.name == "delivery_requests"
        for sample in family.samples
        if sample.labels.get("kind") == "miss"
    )


def _await_article(address: Address, before: int) -> None:
    """Return as soon as an article more is public. Raises LoadError after a while."""
    end = time.monotonic() + PATIENCE
    while total(address, ARTICLES) == before:
        if time.monotonic() > end:
            raise LoadError("no article was published")
        time.sleep(0.1)
