"""Rounds of loads, the ways of an endpoint one after the other in each, so that all share luck."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import repeat
from statistics import median

from cms.bench.answers import ask, request_bytes
from cms.bench.load import load
from cms.bench.servers import Server


@dataclass(frozen=True)
class Plan:
    """How long everything is loaded. seconds: of each load in each round."""

    rounds: int
    seconds: float


@dataclass(frozen=True)
class Range:
    """The median of the rounds, and the rounds that lie farthest from it."""

    middle: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Range":
        """Return the range of at least one value."""
        found = sorted(values)
        return cls(median(found), found[0], found[-1])


@dataclass
class Figure:
    """What the rounds found for one load.

    rates: answers per second; processor: microseconds of the workers for an answer; length: bytes
    of the body.
    """

    length: int = 0
    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def times(self, other: "Figure") -> Range:
        """Return how many times faster this was than another load of the same rounds."""
        return Range.of(a / b for a, b in zip(self.rates, other.rates, strict=True))


# What was asked, and how.
Key = tuple[str, str]
Figures = Mapping[Key, Figure]


@dataclass(frozen=True)
class Target:
    """One load: a path of a server. is_conditional: asked for with the ETag that it has."""

    server: Server
    path: str
    is_conditional: bool = False


def measure(targets: Mapping[Key, Target], plan: Plan) -> Figures:
    """Load every target in every round. Raises LoadError if one does not answer as it should."""
    figures = {key: Figure() for key in targets}
    for _round in range(plan.rounds):
        for key, target in targets.items():
            _load_once(target, figures[key], plan.seconds)
    return figures


def _load_once(target: Target, figure: Figure, seconds: float) -> None:
    """Check a single answer, then load."""
    server, path = target.server, target.path
    answer = ask(server.address, path)
    further, status = {}, HTTPStatus.OK
    if target.is_conditional:
        further, status = {"If-None-Match": answer.header("etag")}, HTTPStatus.NOT_MODIFIED
        answer = ask(server.address, path, **further)
    figure.length = len(answer.body)
    before = server.processor_seconds()
    request = request_bytes(path, **further)
    found = load(server.address, repeat(request), seconds, status)
    used = server.processor_seconds() - before
    figure.rates.append(found.rate)
    figure.processor.append(used / found.answers * 1_000_000)
