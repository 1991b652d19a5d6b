"""/metrics: the figures of all processes, for who shows the token."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from cms.delivery.models import Action, Change, ContentVersion, QueuedMail
from cms.delivery.monitoring import backlog, metrics
from cms.delivery.monitoring.metrics import forget_dead_gauges, remove_leftovers
from cms.delivery.monitoring.views import STATE

ROOT = Path(__file__).resolve().parents[4]
TOKEN = "a-token-of-the-monitor"
TRUSTED = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


@pytest.fixture
def monitored(settings, db):
    settings.DELIVERY_MONITORING_TOKEN = TOKEN


def samples(text):
    """Return each sample's value under its name and labels."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scrape(client):
    response = client.get("/metrics", **TRUSTED)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    return samples(response.content.decode())


def growth(before, after):
    return {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key)}


@pytest.mark.usefixtures("monitored")
def test_only_the_token_sees_figures(client):
    assert client.get("/metrics").status_code == 401
    assert b"delivery_requests" not in client.get("/metrics").content
    assert b"delivery_requests" in client.get("/metrics", **TRUSTED).content


@pytest.mark.usefixtures("monitored")
def test_requests_are_counted_with_time_and_database(client, home):
    before = scrape(client)
    client.get(home.url)
    client.get(home.url, **{STATE: "miss"})
    client.get("/en/nothing/here/")
    client.generic("PROPFIND", home.url)
    grown = growth(before, scrape(client))
    assert grown["delivery_requests_total", "2xx", "GET", "pass"] == 1
    assert grown["delivery_requests_total", "2xx", "GET", "miss"] == 1
    assert grown["delivery_requests_total", "4xx", "GET", "pass"] == 1
    assert {key[2:] for key in grown if "other" in key} == {("other", "pass")}
    assert grown["delivery_request_seconds_count", "miss"] == 1
    assert grown["delivery_request_seconds_count", "pass"] == 3
    assert grown["delivery_database_queries_total",] > 0
    assert grown["delivery_database_seconds_total",] > 0


@pytest.mark.usefixtures("monitored")
def test_probes_are_not_counted(client):
    before = scrape(client)
    client.get("/readyz")
    client.get("/healthz")
    grown = growth(before, scrape(client))
    assert not [key for key in grown if key[0].startswith("delivery_request")]


@pytest.mark.usefixtures("monitored")
def test_what_the_front_has_counted_is_added(client):
    before = scrape(client)
    answers = {("GET", 200, "hit"): 500, ("HEAD", 304, "not_modified"): 20}
    metrics.record_front(answers, evicted=3, versions=2, entries=40, size=70_000)
    metrics.record_front({("GET", 200, "hit"): 1}, evicted=0, versions=0, entries=41, size=70_100)
    after = scrape(client)
    grown = growth(before, after)
    assert grown["delivery_requests_total", "2xx", "GET", "hit"] == 501
    assert grown["delivery_requests_total", "3xx", "HEAD", "not_modified"] == 20
    assert grown["delivery_store_evictions_total",] == 3
    assert grown["delivery_version_changes_total",] == 2
    assert after["delivery_store_entries",] == 41
    assert after["delivery_store_bytes",] == 70_100


@pytest.mark.usefixtures("monitored")
def test_webhook_attempts_are_counted_by_outcome(client):
    before = scrape(client)
    metrics.record_attempt("delivered")
    assert growth(before, scrape(client))["delivery_webhook_attempts_total", "delivered"] == 1


@pytest.mark.usefixtures("monitored")
def test_outbox_and_version_are_read_at_the_scrape(client):
    now = timezone.now()
    ContentVersion.objects.update_or_create(pk=1, defaults={"token": "t", "changed_at": now})
    Change.objects.all().delete()
    assert scrape(client)["delivery_outbox_lag_seconds",] == 0
    Change.objects.create(
        model="m", object_id="1", action=Action.UPDATED, created_at=now - timedelta(minutes=2)
    )
    found = scrape(client)
    assert found["delivery_outbox_lag_seconds",] >= 120
    assert found["delivery_version_timestamp_seconds",] == pytest.approx(now.timestamp())
    assert found["delivery_database_up",] == 1


@pytest.mark.usefixtures("monitored")
def test_mails_are_counted_by_outcome(client):
    before = scrape(client)
    metrics.record_mail("refused")
    assert growth(before, scrape(client))["delivery_mail_attempts_total", "refused"] == 1


@pytest.mark.usefixtures("monitored")
def test_mail_queue_is_read_at_the_scrape(client):
    now = timezone.now()
    found = scrape(client)
    assert found["delivery_mail_waiting",] == found["delivery_mail_given_up",] == 0
    for since, given_up_at in [(300, None), (20, None), (900, now)]:
        QueuedMail.objects.create(
            recipient="a@megara.example",
            content="{}",
            waiting_since=now - timedelta(seconds=since),
            given_up_at=given_up_at,
        )
    found = scrape(client)
    assert found["delivery_mail_waiting",] == 2
    assert found["delivery_mail_given_up",] == 1
    assert found["delivery_mail_lag_seconds",] == pytest.approx(300, abs=30)


@pytest.mark.usefixtures("monitored")
def test_figures_are_given_while_the_database_is_away(client, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr(backlog, "outbox_lag", fail)
    found = scrape(client)
    assert found["delivery_database_up",] == 0
    assert ("delivery_outbox_lag_seconds",) not in found


def test_nothing_is_counted_that_nobody_can_read(client, home, settings):
    before = metrics.exposition()
    client.get(home.url)
    assert [line for line in metrics.exposition().splitlines() if b"requests_total" in line] == [
        line for line in before.splitlines() if b"requests_total" in line
    ]


# Several processes

WORKER = """
import sys
import django
django.setup()
from cms.delivery.monitoring import metrics
hits, size = int(sys.argv[1]), int(sys.argv[2])
metrics.record_front({("GET", 200, "hit"): hits}, evicted=1, versions=1, entries=1, size=size)
metrics.record_request(("GET", 200, "miss"), seconds=0.02, database_seconds=0.01, queries=5)
print("counted", flush=True)
for command in sys.stdin:
    print(metrics.exposition().decode() + "# EOF", flush=True)
"""


@pytest.fixture
def start(tmp_path):
    """Return a function that starts a worker which has counted and answers scrapes."""
    running = []

    def start_worker(hits, size):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(hits), str(size)],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "DATA_DIR": str(tmp_path),
                "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
                "MONITORING_TOKEN": TOKEN,
                "PROMETHEUS_MULTIPROC_DIR": "",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(worker)
        return worker

    yield start_worker
    for worker in running:
        worker.kill()
        worker.communicate()


def ask(worker):
    worker.stdin.write("scrape\n")
    worker.stdin.flush()
    return samples("".join(iter(worker.stdout.readline, "# EOF\n")))


def test_every_worker_gives_the_figures_of_all(start, tmp_path, monkeypatch):
    workers = [start(100, 1000), start(23, 500)]
    assert [worker.stdout.readline() for worker in workers] == ["counted\n"] * 2
    hits = ("delivery_requests_total", "2xx", "GET", "hit")
    for found in map(ask, workers):
        assert found[hits] == 123
        assert found["delivery_request_seconds_count", "miss"] == 2
        assert found["delivery_database_queries_total",] == 10
        assert found["delivery_store_bytes",] == 1500
        assert found["delivery_database_up",] == 0

    first, second = workers
    first.kill()
    first.wait()
    found = ask(second)
    assert found[hits] == 123
    assert found["delivery_store_bytes",] == 500

    folder = tmp_path / "metrics"
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(folder))
    remove_leftovers()
    assert {path.stem.rpartition("_")[2] for path in folder.iterdir()} == {str(second.pid)}
    assert ask(second)[hits] == 23


def test_files_have_their_place_on_the_disk(start, tmp_path):
    worker = start(1, 1)
    worker.stdout.readline()
    files = list((tmp_path / "metrics").iterdir())
    assert {file.name.split("_")[0] for file in files} == {"counter", "gauge", "histogram"}
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size for file in files)


def test_process_that_counts_nothing_leaves_no_files(start, tmp_path):
    start(1, 1).stdout.readline()
    before = set((tmp_path / "metrics").iterdir())
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "MONITORING_TOKEN": TOKEN,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    code = "import django; django.setup(); import cms.delivery.monitoring.metrics"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    assert set((tmp_path / "metrics").iterdir()) == before


def test_without_a_shared_folder_there_is_nothing_to_prepare(monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    remove_leftovers()


def test_gauges_of_other_users_processes_stay(tmp_path):
    mine = tmp_path / f"gauge_livesum_{os.getpid()}.db"
    others = tmp_path / "gauge_livesum_1.db"
    mine.touch()
    others.touch()
    forget_dead_gauges(tmp_path)
    assert mine.exists()
    assert others.exists()
