"""The table that is printed: what was measured, then the bars."""

from collections.abc import Iterator

from cms.bench.bars import Bar
from cms.bench.measuring import Figures, Range

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
