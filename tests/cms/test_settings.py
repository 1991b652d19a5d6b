"""Production refuses to start half-configured; everything else of the settings is safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

GOOD = {
    "SECRET_KEY": "qv7Zk2mR9xT4wB8nL3cF6hJ1dG5sA0pYeUoIiQqWwEeRrTtYyUuPp",
    "ALLOWED_HOSTS": "alliance.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "BASE_URL": "https://alliance.example",
    "EMAIL_URL": "consolemail://",
    "FROM_EMAIL": "office@alliance.example",
}


def run(tmp_path, *arguments, **environment):
    """Run manage.py with production settings and nothing else in the environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"DEBUG": "true"}, "DEBUG"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": GOOD["SECRET_KEY"][:40]}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "SECRET_KEY is a default"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is a default"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS allows every host"),
        ({"ALLOWED_HOSTS": "alliance.example,*"}, "ALLOWED_HOSTS allows every host"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is missing"),
        ({"FROM_EMAIL": ""}, "FROM_EMAIL is missing"),
        ({"FROM_EMAIL": "office"}, "FROM_EMAIL is missing or no address"),
        ({"MONITORING_TOKEN": "too-short"}, "MONITORING_TOKEN is too short"),
    ],
)
def test_production_refuses_to_start(tmp_path, changes, fault):
    result = run(tmp_path, "check", **{**GOOD, **changes})
    assert result.returncode != 0
    assert fault in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "url",
    [
        "smtp://office:hidden/word@mail.example:25",
        "smtp://office:hidden#word@mail.example:25",
        "hidden:word@mail.example",
        "smtp://[hidden:word@mail.example",
    ],
)
def test_mail_server_that_cannot_be_read_is_not_repeated(tmp_path, url):
    result = run(tmp_path, "check", **{**GOOD, "EMAIL_URL": url})
    assert result.returncode == 1
    assert result.stderr.startswith("EMAIL_URL cannot be read: ")
    assert "hidden" not in result.stderr
    assert "Traceback" not in result.stderr


def test_every_fault_is_told_at_once(tmp_path):
    result = run(tmp_path, "check")
    assert result.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "FROM_EMAIL"):
        assert sum(name in line for line in result.stderr.splitlines()) == 1


def test_the_server_refuses_too(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", "import cms.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode != 0
    assert "SECRET_KEY is missing" in result.stderr


def test_documented_example_passes_the_deployment_check(tmp_path):
    result = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert result.returncode == 0, result.stderr


def test_migrations_are_complete(tmp_path):
    result = run(tmp_path, "makemigrations", "--check", "--dry-run", **GOOD)
    assert result.returncode == 0, result.stdout


def test_sqlite_is_set_up_for_readers_and_writers(db):
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        assert settings.DATABASES["default"]["CONN_MAX_AGE"] is None
        return
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_admin_login_opens_and_policies_differ(client, db):
    admin, site = client.get("/admin/login/"), client.get("/en/")
    assert admin.status_code == 200
    assert "'unsafe-inline'" in admin["Content-Security-Policy"]
    assert "unsafe" not in site["Content-Security-Policy"]
    for response in (admin, site):
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("environment", "proxies"),
    [
        ({}, "0"),
        ({"BEHIND_PROXY": "true"}, "1"),
        ({"BEHIND_PROXY": "true", "TRUSTED_PROXIES": "2"}, "2"),
        ({"TRUSTED_PROXIES": "1"}, "1"),
    ],
)
def test_proxy_is_believed_only_where_one_is_named(tmp_path, environment, proxies):
    code = "from django.conf import settings; print(settings.PARTICIPANTS_TRUSTED_PROXIES)"
    result = run(tmp_path, "shell", "--no-imports", "-c", code, **{**GOOD, **environment})
    assert result.stdout.strip() == proxies, result.stderr
