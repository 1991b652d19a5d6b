"""The server: it says when it answers, replaces a dead worker, and stops when it is told to."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.browser.conftest import free_port

ROOT = Path(__file__).resolve().parents[3]
# Of Python itself: it answers with the environment of the request.
APPLICATION = "wsgiref.simple_server:demo_app"


@contextmanager
def serving(
    application: str = APPLICATION, **environment: str
) -> Iterator[tuple[subprocess.Popen, int]]:
    """Serve as a program of its own, in a process group of its own as on a terminal."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.server", application, "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_it_answers_when_it_says_so():
    with serving() as (process, port):
        assert process.stdout.readline().startswith(f"Serving on http://127.0.0.1:{port}/")
        assert b"PATH_INFO = '/a'" in urlopen(f"http://127.0.0.1:{port}/a").read()


def test_it_forgets_the_figures_of_processes_that_have_ended(tmp_path):
    folder = tmp_path / "metrics"
    folder.mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, kept = folder / f"counter_{ended.pid}.db", folder / f"counter_{os.getpid()}.db"
    left.touch()
    kept.touch()
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": "",
        "DATA_DIR": str(tmp_path),
        "MONITORING_TOKEN": "of-the-monitor",
    }
    with serving("cms.wsgi:application", **environment) as (process, _port):
        assert process.stdout.readline().startswith("Serving")
        assert not left.exists()
        assert kept.exists()


def test_a_header_with_an_underscore_stands_for_no_other():
    sent = {
        "X-Forwarded-For": "192.0.2.1",
        "X_Forwarded_For": "192.0.2.2",
        "X_Real_IP": "192.0.2.3",
    }
    with serving() as (process, port):
        process.stdout.readline()
        request = Request(f"http://127.0.0.1:{port}/", headers=sent)
        told = urlopen(request).read().decode()
    assert "HTTP_X_FORWARDED_FOR = '192.0.2.1'" in told
    assert "192.0.2.2" not in told
    assert "192.0.2.3" not in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_its_processes_ends_it_with_status_0(number):
    with serving() as (process, _port):
        process.stdout.readline()
        os.killpg(process.pid, number)
        assert process.wait(timeout=30) == 0


def test_what_cannot_be_loaded_ends_it_with_status_1():
    with serving("no_such_module:application") as (process, _port):
        assert process.wait(timeout=60) == 1
        assert "No module named 'no_such_module'" in process.stdout.read()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system names no children")
def test_a_dead_worker_is_replaced():
    with serving() as (process, port):
        process.stdout.readline()
        [worker] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(worker), signal.SIGKILL)
        assert "Unexpected exit" in process.stdout.readline()
        answered = False
        while not answered and process.poll() is None:
            try:
                answered = urlopen(f"http://127.0.0.1:{port}/").status == 200
            except OSError:
                continue
        assert answered
