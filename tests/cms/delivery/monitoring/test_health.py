"""/healthz and /readyz: yes or no for everybody, why not for the token."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms.delivery.models import Action, Change, QueuedMail
from cms.delivery.monitoring import readiness

ROOT = Path(__file__).resolve().parents[4]
TOKEN = "a-token-of-the-monitor-ü"
TRUSTED = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monitored(settings):
    settings.DELIVERY_MONITORING_TOKEN = TOKEN
    readiness.migrations.cache_clear()
    yield
    readiness.migrations.cache_clear()


# What every answer of the site tells browsers.
SAID_TO_ALL = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


def change_of(age: timedelta) -> Change:
    return Change.objects.create(
        model="wagtailcore.page",
        object_id="1",
        action=Action.UPDATED,
        created_at=timezone.now() - age,
    )


def checks(response):
    return {check["name"]: check for check in response.json()["checks"]}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_everybody_learns_yes_and_nothing_else(client, path, method):
    response = getattr(client, method)(path)
    assert response.status_code == 200
    assert response.content == (b"ok" if method == "get" else b"")
    told = set(response.headers) - SAID_TO_ALL - {"Content-Length"}
    assert told == {"Content-Type", "Cache-Control"}
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"


def test_health_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_comes_to_any_host_over_plain_http(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["alliance.example"]
    host = {"HTTP_HOST": "10.0.0.7:8000"}
    assert client.get("/en/", **host).status_code in {301, 400}
    response = client.get(path, **host)
    assert response.status_code == 200
    assert b"10.0.0.7" not in response.serialize()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused(client, path, method):
    response = getattr(client, method)(path, **TRUSTED)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/", "//readyz", "/metrics/", "/healthzz"])
def test_other_addresses_belong_to_the_site(client, path):
    response = client.get(path, follow=True)
    assert response.content not in {b"ok", b"unauthorized", b"not found"}
    assert "X-Request-ID" in response.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize(
    "credentials",
    [
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer",
        "Bearer ",
        "Bearer \udcff",
        "Bearer 中",
    ],
)
def test_wrong_token_learns_nothing(client, path, credentials):
    response = client.get(path, HTTP_AUTHORIZATION=credentials)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.content == b"unauthorized"


@pytest.mark.parametrize("credentials", ["Bearer ", "Bearer", "bearer None"])
def test_without_a_configured_token_none_is_right(client, settings, credentials):
    settings.DELIVERY_MONITORING_TOKEN = ""
    assert client.get("/readyz", HTTP_AUTHORIZATION=credentials).status_code == 401
    assert client.get("/metrics", HTTP_AUTHORIZATION=credentials).status_code == 404
    assert client.get("/readyz").content == b"ok"


def test_token_sees_each_check_with_its_duration(client):
    response = client.get("/readyz", **TRUSTED)
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    found = checks(response)
    assert set(found) == {
        "database",
        "disk",
        "migrations",
        "search",
        "outbox",
        "mail",
        "registry_search",
    }
    assert all(check["ok"] and check["milliseconds"] >= 0 for check in found.values())


def test_token_sees_the_process(client):
    answer = client.get("/healthz", HTTP_AUTHORIZATION=f"bearer {TOKEN}").json()
    assert answer["process"] == os.getpid()
    assert answer["uptime_seconds"] > 0


def assert_not_ready(client, name, word):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready")
    assert response["Cache-Control"] == "no-store"
    response = client.get("/readyz", **TRUSTED)
    assert response.status_code == 503
    found = checks(response)
    assert [check["name"] for check in found.values() if not check["ok"]] == [name]
    assert word in found[name]["detail"]


def test_change_that_waits_too_long_makes_not_ready(client):
    change_of(timedelta(seconds=200))
    assert client.get("/readyz").status_code == 200
    change_of(timedelta(seconds=400))
    # The oldest is the one with the lowest key: rows are written in the order of the changes.
    Change.objects.order_by("pk").first().delete()
    assert_not_ready(client, "outbox", "400 s")


def test_limit_of_waiting_can_be_set(client, settings):
    change_of(timedelta(seconds=400))
    settings.DELIVERY_OUTBOX_LAG_LIMIT = 500
    assert client.get("/readyz").status_code == 200


def test_change_from_a_clock_ahead_of_ours_does_no_harm(client):
    change_of(timedelta(seconds=-30))
    assert checks(client.get("/readyz", **TRUSTED))["outbox"]["detail"] == "0.0 s"


def mail_due(ago, **fields):
    return QueuedMail.objects.create(
        recipient="a@megara.example", content="{}", due_at=timezone.now() - ago, **fields
    )


def test_mail_that_nobody_sends_makes_not_ready(client):
    mail_due(timedelta(minutes=50))
    assert client.get("/readyz").status_code == 200
    mail_due(timedelta(minutes=70))
    assert_not_ready(client, "mail", "4200 s")


def test_mail_server_that_is_away_makes_nobody_unready(client):
    days_ago = timezone.now() - timedelta(days=2)
    mail_due(timedelta(minutes=-4), waiting_since=days_ago)
    mail_due(timedelta(days=3), given_up_at=days_ago)
    found = checks(client.get("/readyz", **TRUSTED))["mail"]
    assert found["ok"]
    assert found["detail"] == "1 waiting for up to 172800 s, 1 given up"


def test_missing_migration_makes_not_ready(client):
    applied = MigrationRecorder(connection)
    applied.record_unapplied("delivery", "0001_initial")
    assert_not_ready(client, "migrations", "delivery.0001_initial")
    applied.record_applied("delivery", "0001_initial")
    assert client.get("/readyz").status_code == 200


def test_migrations_are_read_until_all_are_applied(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(0):
        readiness.migrations()


def test_readiness_is_cheap(client, at_most):
    client.get("/readyz")
    with at_most(6):
        client.get("/readyz")


@pytest.fixture
def renamed(restored_site):
    """Return a function that puts a table out of reach until the test has ended."""
    names = []

    def rename(table, new):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {new}")

    def hide(table):
        rename(table, "somewhere_else")
        names.append(table)

    yield hide
    for name in names:
        rename("somewhere_else", name)


def test_missing_outbox_makes_not_ready(renamed, client):
    assert client.get("/readyz").status_code == 200
    renamed("delivery_change")
    assert_not_ready(client, "outbox", "delivery_change")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL also searches without")
def test_missing_word_index_makes_not_ready(client):
    assert client.get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE participants_search RENAME TO somewhere_else")
    assert_not_ready(client, "registry_search", "participants_search")


def test_faults_stand_in_the_log(client, caplog):
    change_of(timedelta(seconds=400))
    client.get("/readyz")
    [record] = [
        record for record in caplog.records if record.name == "cms.delivery.monitoring.readiness"
    ]
    assert record.levelname == "WARNING"
    assert "outbox" in record.getMessage()


LOSE_DATABASE = """
import django
django.setup()
from django.conf import settings
from django.test import Client
client = Client()
before = client.get("/readyz").status_code
from django.db import connection
from pathlib import Path
file = Path(connection.settings_dict["NAME"])
for part in file.parent.glob(file.name + "*"):
    part.unlink()
with_connection = client.get("/readyz").status_code
connection.close()
without_connection = client.get("/readyz").status_code
print(before, with_connection, without_connection, client.get("/healthz").status_code)
"""


def run(tmp_path, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )


@pytest.fixture
def database_file(tmp_path, request):
    """Copy the test's empty database into a file of its own."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        pytest.skip("a matter of files")
    import sqlite3

    with sqlite3.connect(tmp_path / "db.sqlite3") as file:
        connection.connection.backup(file)
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_lost_database_file_makes_not_ready(database_file):
    assert run(database_file, "-c", LOSE_DATABASE).stdout.split() == ["200", "503", "503", "200"]
