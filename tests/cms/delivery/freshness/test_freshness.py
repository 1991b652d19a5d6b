"""A reader who comes after a change finds it, whichever worker answers and whoever else reads."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.db import connection

from tests.browser.conftest import free_port
from tests.databases import migrated_database
from tests.participants.race.service import ROOT, own_database

pytestmark = pytest.mark.service

WORKERS = 3
CHANGES = int(os.environ.get("FRESHNESS_CHANGES", "1000"))


def environment_of(folder, database_url):
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "LOG_LEVEL": "CRITICAL",
        "EMAIL_URL": "dummymail://",
    }


@contextmanager
def worker(application, environment):
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--workers", "1", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "--log-level", "error", application],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield port
    finally:
        # The server's own process and its worker alike.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(port):
    for _ in range(240):
        try:
            urlopen(f"http://localhost:{port}/api/v2/participants/").close()
        except HTTPError as error:
            pytest.fail(f"a worker answers {error.code}")
        except (URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    pytest.fail("a worker does not answer")


def prepare(environment, *commands):
    for command in commands:
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A folder with static files and, where that is a file, a database without content."""
    folder = tmp_path_factory.mktemp("empty")
    if connection.vendor != "postgresql":
        shutil.copy(migrated_database(), folder)
    prepare(environment_of(folder, ""), ["collectstatic", "--no-input", "-v0"])
    return folder


def read_after_changes(empty, folder, application, changes):
    shutil.copytree(empty, folder, dirs_exist_ok=True)
    with own_database("freshness") as address, ExitStack() as stack:
        environment = environment_of(folder, address)
        ports = [stack.enter_context(worker(application, environment)) for _ in range(WORKERS)]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.cms.delivery.freshness.run",
                ",".join(map(str, ports)),
                str(changes),
            ],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_change_is_in_the_next_answer_of_every_worker(empty, tmp_path):
    found = read_after_changes(empty, tmp_path, "cms.wsgi:application", CHANGES)
    sys.stdout.write(f"\n{found}\n")
    assert found["stale"] == {}
    assert found["fresh"] == found["read"] == CHANGES * WORKERS
    assert found["errors"] == found["leaked"] == 0
    assert found["compared"] > CHANGES
    assert found["hammered"].get("5xx", 0) == found["hammered"]["leaked"] == 0
    assert found["hammered"]["2xx"] > CHANGES


def test_without_reading_the_version_the_same_reader_is_misled(empty, tmp_path):
    careless = "tests.cms.delivery.freshness.careless:application"
    found = read_after_changes(empty, tmp_path, careless, 40)
    assert found["fresh"] < found["read"]
