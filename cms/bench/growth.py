"""Whether a large registry costs more than a small one."""

from contextlib import ExitStack
from pathlib import Path

from cms.bench.bars import Bar
from cms.bench.endpoints import growing_endpoints
from cms.bench.measuring import Figures, Plan, Target, measure
from cms.bench.servers import Way, product, serving

# What "the same within noise" may mean between two loads of a machine that has others to serve.
NOISE = 1.1
COLD_LIMIT = 1.3


def measure_growth(registries: dict[int, Path], plan: Plan, log: Path) -> Figures:
    """Load registries, by their sizes: all endpoints cold, the list warm as well."""
    found: dict[tuple[str, str], dict[int, Target]] = {}
    with ExitStack() as running:
        for size, data in registries.items():
            warm = running.enter_context(serving(product(data), log))
            cold = running.enter_context(serving(product(data, store_bytes=0), log))
            asked = growing_endpoints(cold.address)
            found.setdefault((asked[0].name, Way.WARM), {})[size] = Target(warm, asked[0].path)
            for endpoint in asked:
                target = Target(cold, endpoint.path)
                found.setdefault((endpoint.name, Way.COLD), {})[size] = target
        # The sizes of one endpoint follow each other, so that they share their luck.
        targets = {
            (name, _of_size(way, size)): target
            for (name, way), targets_by_size in found.items()
            for size, target in targets_by_size.items()
        }
        return measure(targets, plan)


def bars_of_growth(figures: Figures, small: int, large: int) -> list[Bar]:
    """Return the bars of the time that the large registry takes, as a multiple of the small one."""
    bars = []
    for name, way in figures:
        if not way.endswith(_of_size("", small)):
            continue
        plain = Way(way.removesuffix(_of_size("", small)))
        ratio = figures[name, way].times(figures[name, _of_size(plain, large)])
        limit = NOISE if plain is Way.WARM else COLD_LIMIT
        label = f"{name}, {plain}: time at {large:,} / {small:,}"
        bars.append(Bar(label, ratio, limit, is_limit=True))
    return bars


def _of_size(way: str, size: int) -> str:
    return f"{way} of {size:,}"
