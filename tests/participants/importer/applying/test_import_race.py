"""Imports in processes of their own: one is killed in its midst, and two people undo one."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.participants.race.service import ROOT, make_service, own_database

pytestmark = pytest.mark.service

SCRIPT = "tests.participants.race.imports"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with own_database("alliance_imports") as database_url:
        yield make_service(tmp_path_factory.mktemp("imports"), database_url)


@pytest.fixture(scope="module")
def record(service):
    return service.script("imports", "prepare")["import"]


def states_become(service, *expected):
    """Return what there is, as soon as the imports are in these states, or after a while."""
    for _ in range(20):
        found = service.script("imports", "states")
        if found["states"] == list(expected):
            break
        time.sleep(0.5)
    return found


def test_import_race_with_a_kill_leaves_nothing_but_a_record(service, record):
    holding = subprocess.Popen(
        [sys.executable, "-m", SCRIPT, "hold"],
        cwd=ROOT,
        env=service.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holding.stdout.readline() == "some\n"
    # Longer than the grace in which nobody is called interrupted.
    time.sleep(2.5)
    running = service.script("imports", "states")
    holding.send_signal(signal.SIGKILL)
    holding.wait()
    assert running == {"states": ["running", "applied"], "participants": 2}
    dead = states_become(service, "interrupted", "applied")
    assert dead == {"states": ["interrupted", "applied"], "participants": 2}
    assert "all in order" in service.run("manage.py", "check_registry")


def test_import_race_of_two_who_undo_has_one_winner(service, record):
    with ThreadPoolExecutor(2) as threads:
        answers = list(
            threads.map(lambda _: service.script("imports", "undo", record)["answer"], range(2))
        )
    assert sorted(answers) == ["This import has been undone already.", "undone"]
    assert service.script("imports", "states")["participants"] == 0
