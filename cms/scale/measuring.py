"""What a request costs: database time, queries and wall time, as medians."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from participants.models import Participant, RegistryState

ROUNDS = 15

ADDRESSES = {
    "list": "/api/v2/participants/",
    "list by country": "/api/v2/participants/?country=FR",
    "list by theme": "/api/v2/participants/?theme=housing",
    "list of a day": "/api/v2/participants/?as_of=2018-01-01",
    "far page": "/api/v2/participants/?order=-name&offset={far}",
    "detail": "/api/v2/participants/{pk}/",
    "search, rare word": "/api/v2/participants/?search=strasbourg",
    "search, word of a third": "/api/v2/participants/?search=municipality",
    "summary": "/api/v2/participants/summary/",
    "near": "/api/v2/participants/?near=48.58,7.75&within_km=50",
    "admin list": "/admin/snippets/participants/participant/",
    "admin list by country": "/admin/snippets/participants/participant/?country=FR",
    "admin search": "/admin/snippets/participants/participant/?q=strasbourg",
}


@dataclass
class Cost:
    """What one request took. database, wall: milliseconds."""

    database: float = 0
    queries: int = 0
    wall: float = 0

    def __call__(self, execute: Callable, *args: Any) -> Any:
        """Wrap the execution of a query, as Django's `execute_wrapper` asks for."""
        started = time.perf_counter()
        try:
            return execute(*args)
        finally:
            self.database += (time.perf_counter() - started) * 1_000
            self.queries += 1


def measure_all() -> dict[str, dict[str, float]]:
    """Return the median costs of the addresses: `cold` is the first answer after a change."""
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    last = Participant.objects.public().order_by("-pk").values_list("pk", flat=True)[0]
    far = max(Participant.objects.public().taking_part().count() - 40, 0)
    return {
        name: _measure(client, address.format(pk=last, far=far))
        for name, address in ADDRESSES.items()
    }


def _measure(client: Client, address: str) -> dict[str, float]:
    _ask(client, address)
    warm = [_ask(client, address) for _round in range(ROUNDS)]
    cold = []
    for _round in range(3):
        RegistryState.change()
        cold.append(_ask(client, address))
    return {
        "database": median(cost.database for cost in warm),
        "queries": median(cost.queries for cost in warm),
        "wall": median(cost.wall for cost in warm),
        "cold wall": median(cost.wall for cost in cold),
    }


def _ask(client: Client, address: str) -> Cost:
    cost = Cost()
    started = time.perf_counter()
    with connection.execute_wrapper(cost):
        response = client.get(address)
    cost.wall = (time.perf_counter() - started) * 1_000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return cost
