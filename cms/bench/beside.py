"""The endpoints of the product beside the controls, all on one database."""

from contextlib import ExitStack
from pathlib import Path

from cms.bench.answers import Answer, ask, save_answers
from cms.bench.endpoints import Endpoint, endpoints
from cms.bench.load import Address, LoadError
from cms.bench.measuring import Figures, Key, Plan, Target, measure
from cms.bench.servers import Way, bare_callable, bare_view, product, serving, stock


def measure_endpoints(data: Path, plan: Plan, log: Path) -> Figures:
    """Load every endpoint in every way. Raises LoadError where controls give other bytes."""
    with ExitStack() as running:
        warm = running.enter_context(serving(product(data), log))
        asked = endpoints(warm.address)
        answers = {endpoint.path: ask(warm.address, endpoint.path) for endpoint in asked}
        file = data / "answers.json"
        save_answers(file, answers)
        servers = {
            Way.WARM: warm,
            Way.UNCHANGED: warm,
            Way.COLD: running.enter_context(serving(product(data, store_bytes=0), log)),
            Way.VIEW: running.enter_context(serving(bare_view(file), log)),
            Way.CALLABLE: running.enter_context(serving(bare_callable(file), log)),
            Way.STOCK: running.enter_context(serving(stock(data), log)),
        }
        for way in (Way.VIEW, Way.CALLABLE):
            _check(servers[way].address, answers)
        targets: dict[Key, Target] = {
            (endpoint.name, way): Target(server, endpoint.path, way is Way.UNCHANGED)
            for endpoint in asked
            for way, server in servers.items()
            if _is_answered(endpoint, way)
        }
        return measure(targets, plan)


def _is_answered(endpoint: Endpoint, way: Way) -> bool:
    return endpoint.has_stock or way is not Way.STOCK


def _check(address: Address, answers: dict[str, Answer]) -> None:
    """Raise LoadError unless the control gives the product's bytes."""
    for path, answer in answers.items():
        if ask(address, path).body != answer.body:
            raise LoadError(f"a control gives other bytes for {path}")
