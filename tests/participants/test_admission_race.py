"""Eight editors admit four hundred participants at once, through real sockets and four workers.

The figures are printed: `pytest -m service -s -k race`.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from django.db import connection

from tests.participants.race.service import (
    PASSWORD,
    Client,
    make_service,
    own_database,
    serving,
)

ADMISSIONS, EDITORS = 400, 8

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with own_database("alliance_race") as database_url:
        yield make_service(tmp_path_factory.mktemp("race"), database_url)


@pytest.fixture(scope="module")
def prepared(service):
    return service.script("prepare", "prepare", ADMISSIONS, EDITORS, PASSWORD)


def run_race(port: int, drafts: list[int]) -> tuple[list[str], int, float]:
    """Return what each admission was answered with, the retries, and the seconds it took."""
    clients = [Client(port) for _ in range(EDITORS)]
    for place, client in enumerate(clients):
        client.log_in(f"editor-{place}")
    hands = [drafts[place::EDITORS] for place in range(EDITORS)]

    def work(client: Client, keys: list[int]) -> list[str]:
        return [client.admit(pk) for pk in keys]

    started = time.monotonic()
    with ThreadPoolExecutor(EDITORS) as threads:
        answers = [*threads.map(work, clients, hands)]
    seconds = time.monotonic() - started
    return list(chain(*answers)), sum(client.retries for client in clients), seconds


def test_race_of_admissions_issues_each_number_once(service, prepared):
    with serving(service):
        answers, retries, seconds = run_race(service.port, prepared["drafts"])
        sys.stdout.write(
            f"\n{connection.vendor}: {ADMISSIONS} admissions by {EDITORS} clients in "
            f"{seconds:.1f} s, {ADMISSIONS / seconds:.1f} a second, {retries} retries\n"
        )
        outcome = service.script("prepare", "outcome")
        anybody = Client(service.port)
        newest = outcome["newest"]
        address = f"/api/v3/snippets/participants.Participant/{newest}/actions/publish/"
        token = {"Authorization": f"Bearer {prepared['token']}"}
        assert anybody.ask("POST", address, **token).status == 200
        summary = json.loads(anybody.ask("GET", "/api/v2/participants/summary/").text)
    wrong = [answer for answer in answers if not answer.startswith("302 /admin/snippets/")]
    assert (len(answers), wrong) == (ADMISSIONS, [])
    everyone = list(range(1, ADMISSIONS + 1))
    assert sorted(outcome["numbers"]) == everyone
    assert sorted(outcome["issued"]) == everyone
    assert outcome["events"] == ADMISSIONS
    assert (summary["newest"]["id"], summary["newest"]["number"]) == (newest, ADMISSIONS)


def test_race_catches_numbers_that_nobody_queues_for(service, prepared):
    outcome = service.script("naive", EDITORS)
    sys.stdout.write(f"\n{connection.vendor}: errors of the naive twin: {outcome['errors']}\n")
    twice = len(outcome["numbers"]) - len(set(outcome["numbers"]))
    assert twice + sum(outcome["errors"].values()) > 0
