"""Production refuses to start half-configured; everything else of the settings is safe."""

import logging
import os
import string
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from cms.settings.safety import key_fault, token_fault

ROOT = Path(__file__).resolve().parents[3]

GOOD = {
    "SECRET_KEY": "qv7Zk2mR9xT4wB8nL3cF6hJ1dG5sA0pYeUoIiQqWwEeRrTtYyUuPp",
    "ALLOWED_HOSTS": "alliance.example",
    # Not opened by what these tests run.
    "DATABASE_URL": "sqlite:////nowhere/db.sqlite3",
    "BASE_URL": "https://alliance.example",
    "EMAIL_URL": "smtp+tls://office:password@mail.alliance.example:587",
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


STRANGERS = "ALLOWED_HOSTS allows the hosts of strangers"
NO_HOST = "ALLOWED_HOSTS holds what is no host"
MEMORY = "DATABASE_URL keeps the content in memory"
NO_MAIL_SERVER = "EMAIL_URL names no mail server"
STRANGE_FORMS = "CSRF_TRUSTED_ORIGINS trusts the forms of strangers"
WITHOUT_HTTPS = "BASE_URL does not begin with https://"
OWN_MACHINE = "BASE_URL leads to the reader's own machine"
NOBODY_ANSWERS = "FROM_EMAIL is an address that nobody can answer"

REFUSED = [
    ({"DEBUG": "true"}, "DEBUG is on"),
    ({"DEBUG": "On"}, "DEBUG is on"),
    ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ({"SECRET_KEY": GOOD["SECRET_KEY"][:40]}, "SECRET_KEY is too short"),
    ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "SECRET_KEY is a default"),
    ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is a default or a pattern"),
    ({"SECRET_KEY": "abcdefghij" * 6}, "SECRET_KEY is a default or a pattern"),
    ({"SECRET_KEY_FALLBACKS": "abcdefghij" * 6}, "SECRET_KEY_FALLBACKS is a default"),
    ({"SECRET_KEY_FALLBACKS": GOOD["SECRET_KEY"] + ",kV8r"}, "SECRET_KEY_FALLBACKS is too short"),
    ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
    ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is empty"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS allows every host"),
    ({"ALLOWED_HOSTS": "alliance.example, *"}, "ALLOWED_HOSTS allows every host"),
    *(
        ({"ALLOWED_HOSTS": f"alliance.example,{host}"}, STRANGERS)
        for host in (".org", ".ORG", ".co.uk", ".com.au", ".gov.gr", ".github.io", ".168.1.1")
    ),
    *(
        ({"ALLOWED_HOSTS": f"alliance.example,{host}"}, NO_HOST)
        for host in (
            "*.alliance.example",
            "192.168.*",
            "192.168.1.*",
            "10.0.0.0/8",
            "0.0.0.0",
            "[::]",
            "https://alliance.example",
            "alliance.example:8000",
            "alliance.example/",
        )
    ),
    ({"CSRF_TRUSTED_ORIGINS": "https://*"}, STRANGE_FORMS),
    ({"CSRF_TRUSTED_ORIGINS": "https://*.org"}, STRANGE_FORMS),
    ({"CSRF_TRUSTED_ORIGINS": "https://*.co.uk"}, STRANGE_FORMS),
    ({"CSRF_TRUSTED_ORIGINS": "*"}, STRANGE_FORMS),
    ({"CSRF_TRUSTED_ORIGINS": "http://alliance.example"}, "CSRF_TRUSTED_ORIGINS names an origin"),
    ({"CSRF_TRUSTED_ORIGINS": "https://alliance.example/en"}, "CSRF_TRUSTED_ORIGINS holds what"),
    ({"BASE_URL": ""}, "BASE_URL is missing"),
    *(
        ({"BASE_URL": address}, WITHOUT_HTTPS)
        for address in ("http://alliance.example", "alliance.example", "https://", "https://[::1")
    ),
    *(
        ({"BASE_URL": f"https://{host}"}, OWN_MACHINE)
        for host in ("localhost", "localhost.", "cms.localhost:8000", "127.0.0.1", "127.1.2.3:80")
    ),
    *(({"BASE_URL": f"https://{host}"}, OWN_MACHINE) for host in ("[::1]", "0.0.0.0", "LOCALHOST")),
    ({"BASE_URL": "https://alliance.example/admin/"}, "BASE_URL is no address of a site"),
    ({"BASE_URL": "https://user:word@alliance.example"}, "BASE_URL is no address of a site"),
    ({"API_BASE_URL": "http://api.alliance.example"}, "API_BASE_URL does not begin"),
    ({"API_BASE_URL": "https://alliance.example/api/"}, "API_BASE_URL is no address of a site"),
    *(
        ({"FRONTEND_PREVIEW_URL": address}, "FRONTEND_PREVIEW_URL does not begin with https://")
        for address in (
            "http://alliance.example/preview/",
            "http://localhost:3000/",
            '{"fr": "ftp://alliance.example/"}',
        )
    ),
    *(
        ({"FRONTEND_PREVIEW_URL": address}, "FRONTEND_PREVIEW_URL is no address")
        for address in ("preview", "https://", "https://[::1", "https://a:b@alliance.example/")
    ),
    ({"FRONTEND_PREVIEW_URL": "https://{site}/"}, "FRONTEND_PREVIEW_URL has a placeholder"),
    ({"FRONTEND_PREVIEW_URL": "https://alliance.example/{path}"}, "an unknown placeholder"),
    ({"FRONTEND_PREVIEW_URL": '{"fr": 1}'}, "FRONTEND_PREVIEW_URL cannot be read"),
    ({"FRONTEND_PREVIEW_URL": "{fr}"}, "FRONTEND_PREVIEW_URL cannot be read"),
    ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
    *(
        ({"DATABASE_URL": url}, MEMORY)
        for url in (
            "sqlite://:memory:",
            "sqlite:///:memory:",
            "sqlite:////:memory:",
            "sqlite://",
            "sqlite:///",
            "sqlite:///file::memory:?cache=shared",
        )
    ),
    ({"DATABASE_URL": "mysql://user:word@host/name"}, "DATABASE_URL names a kind of database"),
    ({"DATABASE_URL": "postgres://user:word@host"}, "DATABASE_URL names a server but no database"),
    ({"EMAIL_URL": ""}, "EMAIL_URL is missing"),
    *(
        ({"EMAIL_URL": url}, NO_MAIL_SERVER)
        for url in ("consolemail://", "dummymail://", "memorymail://", "filemail:///tmp", "smtp://")
    ),
    ({"FROM_EMAIL": ""}, "FROM_EMAIL is missing"),
    ({"FROM_EMAIL": "office"}, "FROM_EMAIL is missing or no address"),
    ({"FROM_EMAIL": "office@"}, "FROM_EMAIL is missing or no address"),
    ({"FROM_EMAIL": "alliance@localhost"}, NOBODY_ANSWERS),
    ({"FROM_EMAIL": "Alliance <office@cms.localdomain>"}, NOBODY_ANSWERS),
    ({"MONITORING_TOKEN": "too-short"}, "MONITORING_TOKEN is too short"),
    ({"MONITORING_TOKEN": "abcdefghij" * 3}, "MONITORING_TOKEN is a pattern"),
    ({"DELIVERY_ALLOW_PRIVATE_TARGETS": "true"}, "DELIVERY_ALLOW_PRIVATE_TARGETS is on"),
    *(({"LOG_LEVEL": level}, "LOG_LEVEL is DEBUG") for level in ("DEBUG", "debug", " Debug ")),
    ({"BEHIND_PROXY": "true", "TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES is 0 behind a proxy"),
    # What cannot be read at all.
    *(({"LOG_LEVEL": level}, "LOG_LEVEL cannot be read") for level in ("NOTSET", "10", "TRACE")),
    *(
        ({name: "perhaps"}, f"{name} cannot be read: write true or false.")
        for name in (
            "DEBUG",
            "SECURE_SSL_REDIRECT",
            "BEHIND_PROXY",
            "DELIVERY_IN_PROCESS",
            "DELIVERY_ALLOW_PRIVATE_TARGETS",
        )
    ),
    *(
        ({name: value}, f"{name} cannot be read: write a whole number")
        for name in (
            "TRUSTED_PROXIES",
            "HSTS_SECONDS",
            "KEEP_PERSONAL_DATA_DAYS",
            "DELIVERY_STORE_BYTES",
        )
        for value in ("-1", "many", "9" * 30)
    ),
    ({"DATABASE_URL": "no address"}, "DATABASE_URL cannot be read"),
    ({"DATABASE_URL": "postgres://user:hid/den@host:5432/name"}, "DATABASE_URL cannot be read"),
    ({"DATA_DIR": str(Path(__file__) / "folder")}, "DATA_DIR cannot be used"),
    ({"DATA_DIR": __file__}, "DATA_DIR cannot be used"),
    ({"DATA_DIR": "/proc/1/task"}, "DATA_DIR cannot be used"),
]


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Return a function that gives what production's settings say when they are loaded anew."""

    def load(environment):
        for name in (*GOOD, *(name for changes, _fault in REFUSED for name in changes)):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"DATA_DIR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(name, value)
        # The settings set it where a token is set, for the processes that they start.
        monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
        for name in ("base", "production"):
            monkeypatch.delitem(sys.modules, f"cms.settings.{name}", raising=False)
        monkeypatch.setattr(logging, "captureWarnings", lambda _capture: None)
        return import_module("cms.settings.production")

    return load


@pytest.mark.parametrize(("changes", "fault"), REFUSED, ids=str)
def test_production_refuses(loaded, changes, fault):
    with pytest.raises(SystemExit) as refused:
        loaded({**GOOD, **changes})
    sentences = str(refused.value).removeprefix("The settings are not safe for production:\n")
    assert fault in sentences
    assert len(sentences.splitlines()) == 1
    assert "hid" not in sentences


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"SECRET_KEY": "3f9d0c6b1e7a84527c30d9f6be15a8420c97fd31e6b852a4"[::-1] + "7d31c0"},
        {"SECRET_KEY": "73905128466193027584019365728840261759930482615738"},
        {"SECRET_KEY": "qzjwxkvbpfmhgdyltrwncxuqkzjvbhpwfgxmdkqtzjyrvxbnwq"},
        {"SECRET_KEY_FALLBACKS": GOOD["SECRET_KEY"][::-1]},
        {"ALLOWED_HOSTS": ".alliance.example, www.coe.int,cms,localhost,127.0.0.1,[::1]"},
        {"ALLOWED_HOSTS": ".alliance.co.uk,.bbc.uk,.coe.int"},
        {"CSRF_TRUSTED_ORIGINS": "https://alliance.example,https://*.alliance.example:8443"},
        {"BASE_URL": "https://alliance.example:8443/"},
        {"DATABASE_URL": "postgres://user:hid%2Fden@host:5432/name"},
        {"DATABASE_URL": "postgres:///name"},
        {"EMAIL_URL": "smtp://localhost:25"},
        {"FROM_EMAIL": "Alliance <office@alliance.example>"},
        {"MONITORING_TOKEN": "84019365728840261759"},
        {"MONITORING_TOKEN": "f3a91c07d5e8b2644a90"},
        {"LOG_LEVEL": "warning"},
        {"HSTS_SECONDS": "0"},
        {"DEBUG": "false", "DELIVERY_ALLOW_PRIVATE_TARGETS": "no"},
        {"BEHIND_PROXY": "true", "TRUSTED_PROXIES": "2"},
    ],
    ids=str,
)
def test_production_accepts(loaded, changes):
    assert loaded({**GOOD, **changes}).DEBUG is False


def test_production_ends_with_a_sentence_and_no_traceback(tmp_path):
    result = run(
        tmp_path, "check", **{**GOOD, "SECRET_KEY": "abcdefghij" * 6, "LOG_LEVEL": "DEBUG"}
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "The settings are not safe for production:",
        "SECRET_KEY is a default or a pattern: set it to random characters.",
        "LOG_LEVEL is DEBUG: it writes statements and personal data to the log.",
    ]


PATTERNS = [
    "0123456789" * 6,
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "zyxwvutsrqponmlkjihgfedcba9876543210zyxwvutsrqponmlkji",
    "qwertyuiopasdfghjklzxcvbnm1234567890QWERTYUIOPASDFGHJKL",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/1qaz2wsx3edc",
    "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6",
    "aaaaabbbbbcccccdddddeeeeefffffggggghhhhhiiiiijjjjj",
    "Tr0ub4dor&3" * 5,
    "xK9mQ2" * 9,
    "20260101202601022026010320260104202601052026010620260107",
    "correct horse battery staple mountain window river orange",
    "La ville et la région participent à l'Alliance pour les Roms",
    "MyDogIsCalledRexAndMyCatIsCalledTom1984AndILiveInStrasbourg",
    "change-me-vK3nR8xQ2wT7bM5zL9cJ4hF6gD1sP0aY-change-me",
]


@pytest.mark.parametrize("key", PATTERNS)
def test_pattern_is_no_key(key):
    assert "SECRET_KEY is a default or a pattern" in str(key_fault("SECRET_KEY", key))


ALPHABETS = {
    "decimal": string.digits,
    "hexadecimal": "0123456789abcdef",
    "small letters": string.ascii_lowercase,
    "base 32": string.ascii_uppercase + "234567",
    "base 64": string.ascii_letters + string.digits + "-_",
    "printable": string.ascii_letters + string.digits + string.punctuation,
}


@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS)
def test_key_that_a_machine_drew_is_taken_whatever_its_alphabet(alphabet):
    draw = Random(7)
    keys = ("".join(draw.choices(alphabet, k=50)) for _ in range(300))
    tokens = ("".join(draw.choices(alphabet, k=20)) for _ in range(100))
    assert not [key for key in keys if key_fault("SECRET_KEY", key)]
    assert not [token for token in tokens if token_fault("MONITORING_TOKEN", token)]


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
    for name in (
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "BASE_URL",
        "DATABASE_URL",
        "EMAIL_URL",
        "FROM_EMAIL",
    ):
        assert sum(line.startswith(f"{name} ") for line in result.stderr.splitlines()) == 1


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
