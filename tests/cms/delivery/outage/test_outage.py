"""What is answered while something below fails: 503, or what is in the store."""

import errno
import logging
import sqlite3

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, InterfaceError, OperationalError, connection
from django.db.models.query import QuerySet
from django.urls import reverse

from cms.delivery import outage
from cms.delivery.outage import Fault, Sparing, fault_of
from cms.delivery.response_cache import state as states
from tests.factories import make_participant

LIST = "/api/v2/participants/"


def driver_error(**attributes):
    error = sqlite3.OperationalError("from the driver")
    for name, value in attributes.items():
        setattr(error, name, value)
    return error


def wrapped(cause, kind=OperationalError):
    error = kind("said by Django")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Fault.DISK),
        (OSError(errno.EROFS, "Read-only file system"), Fault.DISK),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Fault.DISK),
        (OSError(errno.ENOENT, "No such file or directory"), None),
        (InterfaceError("the connection is closed"), Fault.DATABASE),
        (wrapped(driver_error(sqlite_errorcode=sqlite3.SQLITE_BUSY)), Fault.BUSY),
        (wrapped(driver_error(sqlite_errorcode=sqlite3.SQLITE_FULL)), Fault.DISK),
        (wrapped(driver_error(sqlite_errorcode=sqlite3.SQLITE_IOERR | 1 << 8)), Fault.DISK),
        (wrapped(driver_error(sqlite_errorcode=sqlite3.SQLITE_ERROR)), None),
        (wrapped(driver_error(sqlstate="55P03")), Fault.BUSY),
        (wrapped(driver_error(sqlstate="53100")), Fault.DISK),
        (wrapped(driver_error(sqlstate="53300")), Fault.DATABASE),
        (wrapped(driver_error(sqlstate="57P03")), Fault.DATABASE),
        (wrapped(driver_error(sqlstate="25006"), Error), Fault.DATABASE),
        (wrapped(driver_error(sqlstate=None)), Fault.DATABASE),
        (wrapped(driver_error(sqlstate="42P01")), None),
        (ValueError("ours"), None),
    ],
)
def test_only_what_passes_by_itself_is_a_fault_below(error, fault):
    above = RuntimeError("above it")
    above.__cause__ = error
    assert fault_of(error) is fault_of(above) is fault


@pytest.fixture
def full_database(db):
    """Let the database refuse whatever is written, as it does when the disk is full."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own limit of pages stands for the full disk")

    def refuse(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            raise wrapped(driver_error(sqlite_errorcode=sqlite3.SQLITE_FULL))
        return execute(sql, params, many, context)

    return lambda: connection.execute_wrapper(refuse)


@pytest.fixture
def lenient_client(client):
    client.raise_request_exception = False
    return client


def test_a_login_on_a_full_disk_is_told_to_come_again(full_database, lenient_client):
    get_user_model().objects.create_superuser("ada", "ada@example.org", "pass-word-1")
    with full_database():
        answer = lenient_client.post(
            reverse("wagtailadmin_login"), {"username": "ada", "password": "pass-word-1"}
        )
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["Cache-Control"] == "no-store"
    assert "Veuillez réessayer" in answer.text


@pytest.mark.parametrize(
    ("path", "key", "content_type"),
    [
        ("/api/v2/participants/", "message", "application/json"),
        ("/api/v3/nothing/", "detail", "application/problem+json"),
    ],
)
def test_the_api_says_it_in_its_own_shape(rf, path, key, content_type):
    answer = outage.answer(rf.get(path), Fault.DATABASE)
    assert answer.status_code == 503
    assert answer["Content-Type"] == content_type
    assert answer["Retry-After"] == "10"
    assert key in answer.text


def test_a_fault_of_ours_stays_a_500(lenient_client, monkeypatch, db):
    def fail(*_args, **_kwargs):
        raise ValueError("ours")

    monkeypatch.setattr(QuerySet, "count", fail)
    monkeypatch.setattr(QuerySet, "first", fail)
    assert lenient_client.get("/en/").status_code == 500


def test_an_upload_on_a_full_disk_is_told_to_come_again(db, lenient_client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    user = get_user_model().objects.create_superuser("ada", "ada@example.org", "pass-word-1")
    lenient_client.force_login(user)
    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    form = {"title": "Letter", "file": SimpleUploadedFile("a.txt", b"text"), "collection": 1}
    answer = lenient_client.post(reverse("wagtaildocs:add"), form)
    assert answer.status_code == 503


def lose_database(monkeypatch):
    def fail(*_args, **_kwargs):
        raise wrapped(driver_error(sqlstate="57P01"))

    monkeypatch.setattr(states, "read_version", fail)


def test_without_its_database_the_store_answers_and_says_so(visitor, monkeypatch):
    make_participant("megara")
    before = visitor.get(LIST, accept_encoding="gzip")
    with monkeypatch.context() as patch:
        lose_database(patch)
        stale = visitor.get(LIST, accept_encoding="gzip")
        respelled = visitor.get(f"{LIST}?", accept_encoding="gzip")
        unchanged = visitor.get(LIST, accept_encoding="gzip", if_none_match=before.headers["ETag"])
    assert stale.status == respelled.status == 200
    assert stale.raw == before.raw
    assert stale.headers["Warning"].startswith("110 ")
    assert stale.headers["Age"] == "0"
    assert "s-maxage=0" in stale.headers["Cache-Control"]
    assert unchanged.status == 304
    assert len(visitor.asked) == 1
    fresh = visitor.get(LIST, accept_encoding="gzip")
    assert "Warning" not in fresh.headers


def test_without_its_database_nobody_is_shown_what_is_known_to_have_changed(visitor, monkeypatch):
    make_participant("megara")
    visitor.get(LIST)
    make_participant("samos")

    def fail(*_args, **_kwargs):
        raise wrapped(driver_error(sqlstate="57P01"))

    # The new version was read, but nothing after that.
    monkeypatch.setattr(states.ContentVersion, "current", fail)
    assert "Warning" not in visitor.get(LIST).headers
    lose_database(monkeypatch)
    assert "Warning" not in visitor.get(LIST).headers


def test_without_its_database_nothing_is_shown_beyond_its_expiry(visitor, monkeypatch):
    visitor.get(LIST)
    visitor.front.content.last_state().expires_at = 1.0
    lose_database(monkeypatch)
    assert "Warning" not in visitor.get(LIST).headers


def test_what_is_personal_never_comes_from_the_store(visitor, monkeypatch):
    visitor.get("/en/")
    lose_database(monkeypatch)
    asked = len(visitor.asked)
    assert "Warning" not in visitor.get("/en/", cookie="sessionid=abc").headers
    assert "Warning" not in visitor.get("/en/", authorization="Bearer x").headers
    assert "Warning" not in visitor.get("/en/", method="POST").headers
    assert len(visitor.asked) == asked + 3


def test_the_log_tells_it_once_a_minute(monkeypatch, caplog):
    monkeypatch.setattr(outage, "_sparing", Sparing())
    with caplog.at_level(logging.ERROR):
        for _ in range(100):
            outage.note(Fault.BUSY, None)
        outage.note(Fault.DISK, None)
    assert len(caplog.records) == 2
