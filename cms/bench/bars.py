"""The bars that the product has to clear, and whether it does."""

from dataclasses import dataclass

from cms.bench.endpoints import (
    ARTICLE,
    ARTICLE_LIST,
    ARTICLE_LIST_ALL,
    DETAIL,
    HOME,
    LIST,
    LIST_ALL,
    RESOLVE,
    SITE,
    SUMMARY,
)
from cms.bench.measuring import Figures, Range
from cms.bench.servers import Way

# What a run may miss a bar by before it fails: machines are never quite idle.
TOLERANCE = 0.2


@dataclass(frozen=True)
class Bar:
    """A ratio that is wanted, and what it was. is_limit: it may not be exceeded."""

    name: str
    found: Range
    wanted: float
    is_limit: bool = False

    @property
    def verdict(self) -> str:
        """Return "met", "nearly" within the tolerance, or "missed"."""
        if self._is_met(self.wanted):
            return "met"
        slack = 1 + TOLERANCE if self.is_limit else 1 - TOLERANCE
        return "nearly" if self._is_met(self.wanted * slack) else "missed"

    def _is_met(self, wanted: float) -> bool:
        found = self.found.middle
        return found <= wanted if self.is_limit else found >= wanted


def exit_status(bars: list[Bar]) -> int:
    """Return 1 if a bar is missed by more than the tolerance, and 0 otherwise."""
    return int(any(bar.verdict == "missed" for bar in bars))


# Wagtail's list of what the endpoint shows: with default fields, and with all.
STOCK_LISTS = {
    LIST: (LIST, LIST_ALL),
    DETAIL: (LIST, LIST_ALL),
    SUMMARY: (LIST, LIST_ALL),
    ARTICLE: (ARTICLE_LIST, ARTICLE_LIST_ALL),
    HOME: (ARTICLE_LIST, ARTICLE_LIST_ALL),
    RESOLVE: (ARTICLE_LIST, ARTICLE_LIST_ALL),
}
# Milliseconds of the workers that an answer may take which is worked out anew.
MOST_PROCESSOR = {RESOLVE: 8, SITE: 5}


def bars_of_endpoints(figures: Figures) -> list[Bar]:
    """Return the bars of the warm and the cold path."""
    bars = []
    for name, (default, everything) in STOCK_LISTS.items():
        warm = figures[name, Way.WARM]
        for other, wanted in (
            ((name, Way.VIEW), 2.5),
            ((name, Way.CALLABLE), 0.5),
            ((default, Way.STOCK), 60),
            ((everything, Way.STOCK), 250),
        ):
            label = f"stock {other[0]}" if other[1] is Way.STOCK else other[1]
            bars.append(Bar(f"{name}: warm / {label}", warm.times(figures[other]), wanted))
        unchanged = figures[name, Way.UNCHANGED]
        bars.append(Bar(f"{name}: 304 / warm", unchanged.times(warm), 1))
    for name, wanted in ((LIST, 1.5), (LIST_ALL, 5), (ARTICLE_LIST_ALL, 3), (ARTICLE, 1)):
        cold = figures[name, Way.COLD]
        found = cold.times(figures[name, Way.STOCK])
        bars.append(Bar(f"{name}: cold / stock", found, wanted))
    for name, most in MOST_PROCESSOR.items():
        used = Range.of(time / 1_000 for time in figures[name, Way.COLD].processor)
        bars.append(Bar(f"{name}: cold, ms of processor time", used, most, is_limit=True))
    return bars
