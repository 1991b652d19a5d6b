"""`python -m cms.bench`: build the databases, measure, print one table, and judge.

Ends with status 1 when a bar is missed by more than the tolerance.
"""

import platform
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from cms.bench.bars import TOLERANCE, Bar, bars_of_endpoints, exit_status
from cms.bench.beside import measure_endpoints
from cms.bench.data import BASE_SIZE, prepare
from cms.bench.growth import bars_of_growth, measure_growth
from cms.bench.load import CONNECTIONS
from cms.bench.measuring import Figures, Plan, Range
from cms.bench.memory import measure_memory
from cms.bench.publishing import measure_publishing
from cms.server import THREADS, cores


def main() -> int:
    """Run the whole, and return the exit status."""
    options = _options()
    plan = Plan(options.rounds, options.seconds)
    folder = options.folder
    log = folder / "servers.log"
    beside = prepare(folder, options.size, options.articles)
    registries = {size: prepare(folder, size) for size in (BASE_SIZE, options.large)}
    _say(*_head(options))
    figures = measure_endpoints(beside, plan, log)
    _say(*figure_lines(figures), "")
    growth = measure_growth(registries, plan, log)
    _say(*figure_lines(growth), "")
    publishing = measure_publishing(beside, plan, log)
    _say(*publishing.lines(), "")
    bars = [
        *bars_of_endpoints(figures),
        *bars_of_growth(growth, BASE_SIZE, options.large),
        *publishing.bars(),
        *measure_memory(beside, log),
    ]
    _say(*bar_lines(bars), "", _summary(bars))
    return exit_status(bars)


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m cms.bench", description="Measure the product.")
    parser.add_argument("--folder", type=Path, required=True, help="for the databases")
    parser.add_argument("--size", type=int, default=10_000, help="participants")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000, help="participants to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each load in each round")
    return parser.parse_args()


def _head(options: Namespace) -> list[str]:
    """Return what the figures rest on."""
    machine = f"{cores()} cores, {platform.machine()}, Python {platform.python_version()}"
    server = f"granian {version('granian')}, {cores()} workers of {THREADS} threads"
    client = f"{CONNECTIONS} connections of one Python process, every answer checked"
    rounds = f"medians of {options.rounds} interleaved rounds of {options.seconds:g} s"
    return [
        f"{machine}; Wagtail {version('wagtail')} on SQLite; {server}; client: {client}.",
        f"{options.size:,} participants and {options.articles:,} articles; {rounds}.",
    ]


def _summary(bars: list[Bar]) -> str:
    counts = dict.fromkeys(("met", "nearly", "missed"), 0)
    for bar in bars:
        counts[bar.verdict] += 1
    return (
        f"{counts['met']} bars met, {counts['nearly']} nearly (within {TOLERANCE:.0%}), "
        f"{counts['missed']} missed."
    )


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


FIGURE = "{:34} {:22} {:>9} {:>9} {:>9} {:>8} {:>8}"
BAR = "{:80} {:>9} {:>8} {:>17}  {}"


def figure_lines(figures: Figures) -> Iterator[str]:
    """Yield a line for each load, below the head."""
    yield FIGURE.format("", "", "answers/s", "lowest", "highest", "CPU µs", "bytes")
    last = ""
    for (name, way), figure in figures.items():
        rates, processor = Range.of(figure.rates), Range.of(figure.processor)
        yield FIGURE.format(
            name if name != last else "",
            way,
            *(f"{rate:,.0f}" for rate in (rates.middle, rates.lowest, rates.highest)),
            f"{processor.middle:,.0f}",
            f"{figure.length:,}",
        )
        last = name


def bar_lines(bars: list[Bar]) -> Iterator[str]:
    """Yield a line for each bar, below the head."""
    yield BAR.format("ratio, by round", "wanted", "found", "lowest – highest", "verdict")
    for bar in bars:
        sign = "≤" if bar.is_limit else "≥"
        yield BAR.format(
            bar.name,
            f"{sign} {bar.wanted:g}",
            f"{bar.found.middle:.2f}",
            f"{bar.found.lowest:.2f} – {bar.found.highest:.2f}",
            bar.verdict,
        )


if __name__ == "__main__":
    sys.exit(main())
