"""Change content in every way, and read it on every worker at once.

`run PORTS COUNT` with the environment of the workers; prints a JSON object: read, fresh, leaked,
errors (5xx), hammered, the kinds that were stale, and how much of what was read some changes before
was compared with what Django answers.
"""

import itertools
import json
import sys
import threading
import time
from collections import Counter, deque
from http.client import HTTPConnection

import django

django.setup()

from tests.cms.delivery.freshness.kinds import Step, World, kinds  # noqa: E402  after setup()

READERS = 4
# What most changes are seen in.
LISTS = (
    "/en/",
    "/fr/",
    "/en/participants/",
    "/sitemap.xml",
    "/api/v2/participants/?search=megara",
    "/api/v2/participants/summary/",
    "/api/v2/pages/?search=news",
    "/api/v2/pages/?type=alliance_pages.NewsArticlePage",
    "/api/v2/images/",
    "/api/v2/documents/",
    "/api/v2/site/?locale=en",
    "/api/v2/resolve/?path=/en/",
)
# So many addresses of the changes before are read again after every so many changes.
REMEMBERED = 30
EVERY = 5
# Whoever says who is asking is answered by Django itself.
BY_DJANGO = {"Cookie": "sessionid=nobody"}
# Whoever reads without any pause measures the machine, not the freshness.
PAUSE = 0.004


class Reader:
    """A client with a connection of its own to one worker."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def read(self, address: str, **headers: str) -> tuple[int, str]:
        headers = {"Host": f"localhost:{self.port}", **headers}
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()


def hammer(ports: list[int], addresses: deque, seen: Counter, stop: threading.Event) -> None:
    readers = itertools.cycle([Reader(port) for port in ports])
    while not stop.is_set():
        for address in list(addresses):
            status, body = next(readers).read(address)
            seen[f"{status // 100}xx"] += 1
            seen["leaked"] += "canary" in body
            time.sleep(PAUSE)


def is_fresh(step: Step, status: int, body: str) -> bool:
    return (
        status == step.status
        and step.shows in body
        and (step.hides is None or step.hides not in body)
    )


def compare(workers: list[Reader], addresses: deque, found: Counter, stale: Counter) -> None:
    """Read what was read before from the stores of all workers, and from Django."""
    for address in dict.fromkeys(addresses):
        for worker in workers:
            now = worker.read(address, **BY_DJANGO)
            # Each form has a secret of its own.
            if "csrfmiddlewaretoken" not in now[1]:
                found["compared"] += 1
                stale[f"kept {address}"] += worker.read(address) != now


def run(ports: list[int], count: int) -> dict:
    world = World()
    workers = [Reader(port) for port in ports]
    addresses: deque = deque(["/en/", "/api/v2/participants/"], maxlen=6)
    remembered: deque = deque(LISTS, maxlen=REMEMBERED)
    seen: Counter = Counter()
    stop = threading.Event()
    hammers = [
        threading.Thread(target=hammer, args=(ports, addresses, seen, stop), daemon=True)
        for _ in range(READERS)
    ]
    for thread in hammers:
        thread.start()
    found, stale, seconds = Counter(), Counter(), Counter()
    for number, kind in zip(range(count), itertools.cycle(kinds()), strict=False):
        began = time.perf_counter()
        step = getattr(world, kind)(f"w{number:04d}")
        for worker in workers:
            worker.read(step.address)
        addresses.append(step.address)
        remembered.append(step.address)
        step.change()
        for worker in workers:
            status, body = worker.read(step.address)
            found["read"] += 1
            found["errors"] += status >= 500
            found["leaked"] += "canary" in body
            if is_fresh(step, status, body):
                found["fresh"] += 1
            else:
                stale[kind] += 1
        if number % EVERY == 0:
            compare(workers, remembered, found, stale)
        seconds[kind] += time.perf_counter() - began
    stop.set()
    for thread in hammers:
        thread.join(10)
    return {**found, "stale": +stale, "hammered": seen, "slowest": seconds.most_common(5)}


if __name__ == "__main__":
    ports, count = sys.argv[1:]
    sys.stdout.write(json.dumps(run([int(port) for port in ports.split(",")], int(count))))
