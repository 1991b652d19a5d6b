"""Eight officers accept four hundred applications at once, through real sockets and four workers.

Every tenth is in the hands of two of them. The figures are printed: `pytest -m service -s -k race`.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from django.db import connection

from tests.participants.race.service import PASSWORD, Client, make_service, own_database, serving

# CI tries fewer.
APPLICATIONS = int(os.environ.get("RACE_APPLICATIONS", "400"))
OFFICERS, DOUBLED = 8, 10

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with own_database("alliance_race") as database_url:
        yield make_service(tmp_path_factory.mktemp("race"), database_url)


def hands_of(applications: list[int]) -> list[list[int]]:
    """Deal the applications out, every tenth to the next officer too, at about the same moment."""
    hands: list[list[int]] = [[] for _ in range(OFFICERS)]
    for place, pk in enumerate(applications):
        hands[place % OFFICERS].append(pk)
        if place % DOUBLED == 0:
            hands[(place + 1) % OFFICERS].append(pk)
    return hands


def run_race(port: int, applications: list[int]) -> tuple[list[str], int, float]:
    """Return what each request was answered with, the retries, and the seconds it took."""
    clients = [Client(port) for _ in range(OFFICERS)]
    for place, client in enumerate(clients):
        client.log_in(f"officer-{place}")

    def work(client: Client, keys: list[int]) -> list[str]:
        return [client.accept(pk) for pk in keys]

    started = time.monotonic()
    with ThreadPoolExecutor(OFFICERS) as threads:
        answers = [*threads.map(work, clients, hands_of(applications))]
    seconds = time.monotonic() - started
    return list(chain(*answers)), sum(client.retries for client in clients), seconds


def test_race_of_acceptances_makes_each_participant_once(service):
    prepared = service.script("prepare", "prepare", APPLICATIONS, OFFICERS, PASSWORD)
    with serving(service):
        answers, retries, seconds = run_race(service.port, prepared["applications"])
        sys.stdout.write(
            f"\n{connection.vendor}: {APPLICATIONS} acceptances in {len(answers)} requests of "
            f"{OFFICERS} officers in {seconds:.1f} s, {APPLICATIONS / seconds:.1f} a second, "
            f"{retries} retries\n"
        )
        outcome = service.script("prepare", "outcome")
        anybody = Client(service.port)
        newest = outcome["newest"]
        address = f"/api/v3/snippets/participants.Participant/{newest}/actions/publish/"
        token = {"Authorization": f"Bearer {prepared['token']}"}
        assert anybody.ask("POST", address, **token).status == 200
        summary = json.loads(anybody.ask("GET", "/api/v2/participants/summary/").text)
    inspect = "302 /admin/participants/application/inspect/"
    wrong = [answer for answer in answers if not answer.startswith(inspect)]
    assert (len(answers), wrong) == (APPLICATIONS + APPLICATIONS // DOUBLED, [])
    everyone = list(range(1, APPLICATIONS + 1))
    assert sorted(outcome["numbers"]) == everyone
    assert sorted(outcome["issued"]) == everyone
    assert outcome["accepted"] == outcome["events"] == outcome["announcing"] == APPLICATIONS
    assert (outcome["articles"], outcome["country_pages"]) == (2 * APPLICATIONS, 2)
    assert outcome["drafts"] == outcome["articles"] + outcome["country_pages"]
    assert outcome["damage_in_the_tree"] == []
    assert (summary["newest"]["id"], summary["newest"]["number"]) == (newest, APPLICATIONS)


def test_race_catches_numbers_that_nobody_queues_for(service):
    outcome = service.script("naive", APPLICATIONS, OFFICERS)
    sys.stdout.write(f"\n{connection.vendor}: errors of the naive twin: {outcome['errors']}\n")
    twice = len(outcome["numbers"]) - len(set(outcome["numbers"]))
    assert twice + sum(outcome["errors"].values()) > 0
