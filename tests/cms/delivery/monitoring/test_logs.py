"""The log of production: one JSON object per line, an id per request, nothing personal."""

import json
import logging
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cms.delivery.monitoring.logs import JsonFormatter, RequestLogMiddleware, _forget_id

ROOT = Path(__file__).resolve().parents[4]
ID = "3f2b-Proxy-77"


@pytest.fixture
def lines(caplog):
    """Return what production would have written so far, line by line."""
    _forget_id()  # of a request that an earlier test has not closed
    caplog.handler.setFormatter(JsonFormatter())
    caplog.set_level(logging.INFO)

    def read():
        written = caplog.handler.stream.getvalue()
        return [json.loads(line) for line in written.splitlines()]

    return read


def ask(answer, path="/en/?q=Megara", **headers):
    return RequestLogMiddleware(answer)(RequestFactory().get(path, **headers))


def test_every_answer_has_an_id_of_its_own(client, db, home):
    ids = {client.get(home.url)["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(found) == 32 for found in ids)


def test_line_of_a_request(lines, admin_client, home):
    response = admin_client.get(home.url, {"q": "Mayor of Megara"})
    [line] = [line for line in lines() if line["logger"] == "cms.delivery.monitoring.logs"]
    assert datetime.fromisoformat(line.pop("time")).utcoffset().total_seconds() == 0
    assert line.pop("milliseconds") > 0
    assert line == {
        "level": "INFO",
        "logger": "cms.delivery.monitoring.logs",
        "message": "Answered",
        "request_id": response["X-Request-ID"],
        "method": "GET",
        "path": home.url,
        "status": 200,
        "user_id": int(admin_client.session["_auth_user_id"]),
    }


def test_visitors_have_no_user_id_and_no_query_string(lines, client, home):
    client.get(home.url, {"q": "Mayor of Megara"})
    [line] = [line for line in lines() if line["logger"] == "cms.delivery.monitoring.logs"]
    assert line["user_id"] is None
    assert "Mayor" not in json.dumps(line)


def test_link_to_a_new_password_stays_secret(lines, client, db):
    client.get("/admin/password_reset/confirm/MQ/c8x-secretsecret/")
    [line] = [line for line in lines() if line["logger"] == "cms.delivery.monitoring.logs"]
    assert line["path"] == "/admin/password_reset/confirm/…/…/"


def test_lines_within_a_request_carry_its_id(lines):
    def answer(request):
        logging.getLogger("some.library").warning("Deep %s", "inside")
        return HttpResponse()

    response = ask(answer)
    inside, end = lines()
    assert inside["message"] == "Deep inside"
    assert inside["request_id"] == end["request_id"] == response["X-Request-ID"]


def test_stream_keeps_the_id_until_it_is_sent(lines, db):
    def rows():
        logging.getLogger("some.library").warning("While sending")
        yield b"row"

    response = ask(lambda request: StreamingHttpResponse(rows()))
    list(response.streaming_content)
    assert lines()[-1]["request_id"] == response["X-Request-ID"]
    response.close()
    logging.getLogger("some.library").warning("Between requests")
    assert "request_id" not in lines()[-1]


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        (ID, True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a b", False),
        ("a\n", False),
        ('{"a":1}', False),
        ("é", False),
        ("a_b", False),
    ],
)
def test_id_of_a_proxy_is_taken_if_it_is_one(settings, given, is_taken):
    settings.DELIVERY_TRUST_REQUEST_ID = True
    response = ask(lambda request: HttpResponse(), HTTP_X_REQUEST_ID=given)
    assert (response["X-Request-ID"] == given) is is_taken


def test_id_of_a_stranger_is_not_taken():
    response = ask(lambda request: HttpResponse(), HTTP_X_REQUEST_ID=ID)
    assert response["X-Request-ID"] != ID


def test_exceptions_stand_in_fields_without_values(lines):
    def fail(password):
        raise ValueError(f"No such password: {password}")

    try:
        fail("-".join(["hunter", "2"]))
    except ValueError:
        logging.getLogger("some.library").exception("Failed\non two lines")
    [line] = lines()
    assert line["message"] == "Failed\non two lines"
    assert line["exception"] == "ValueError"
    assert line["traceback"].splitlines()[-1] == "ValueError"
    assert "in fail" in line["traceback"]
    assert "hunter-2" not in line["traceback"]


def test_what_others_attach_is_not_written(lines):
    extra = {"request": "GET /?email=mayor@megara.example", "sql": "SELECT", "status_code": 500}
    logging.getLogger("some.library").warning("Here", extra=extra, stack_info=True)
    [line] = lines()
    assert set(line) == {"time", "level", "logger", "message", "stack"}


def test_what_is_no_text_is_written_on_one_line():
    # Not logged, since workers of the tests cannot hand on what is no text.
    record = logging.makeLogRecord({"msg": "\u2028 \ud800 %s", "args": (object,)})
    [line] = JsonFormatter().format(record).splitlines()
    assert json.loads(line)["message"].startswith("\u2028 \ud800")


PRODUCTION = """
import django, logging
django.setup()
from django.conf import settings
from django.test import Client
client = Client(raise_request_exception=False)
client.get("/en/nowhere/?q=secret", secure=True, headers={"host": "alliance.example"})
logging.getLogger("urllib3").warning("A library speaks")
"""


def test_production_writes_json_for_everybody(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "SECRET_KEY": "qv7Zk2mR9xT4wB8nL3cF6hJ1dG5sA0pYeUoIiQqWwEeRrTtYyUuPp",
            "ALLOWED_HOSTS": "alliance.example",
            "BASE_URL": "https://alliance.example",
            "EMAIL_URL": "smtp://mail.alliance.example:25",
            "FROM_EMAIL": "office@alliance.example",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    # No table exists: the request fails, with a traceback.
    written = [json.loads(line) for line in result.stderr.splitlines()]
    by_logger = {line["logger"]: line for line in written}
    assert by_logger["urllib3"]["message"] == "A library speaks"
    assert by_logger["django.request"]["exception"] == "OperationalError"
    end = by_logger["cms.delivery.monitoring.logs"]
    assert (end["path"], end["status"]) == ("/en/nowhere/", 500)
    assert end["request_id"] == by_logger["django.request"]["request_id"]
    assert "secret" not in result.stderr.replace("secret_key", "")
