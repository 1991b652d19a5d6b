"""A failure is told by where it arose; what a form held stays out of the log."""

import json
import logging

import pytest
from django.core.exceptions import DisallowedHost, SuspiciousFileOperation, ValidationError
from django.db import DataError, IntegrityError, connection
from django.test import RequestFactory
from django.urls import resolve

from cms.delivery.monitoring.logs import JsonFormatter, description_of, traceback_of
from participants.models import Application, Theme
from tests.factories import make_application, make_theme

CANARY = "Canary Contact"


def fail(error, cause=None):
    raise error from cause


def caught(error, cause=None):
    """Return an exception with the traceback that it has where it is caught."""
    with pytest.raises(type(error)) as found:
        fail(error, cause)
    return found.value


def line_of(message, *args, name="some.library", error=None, **extra):
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, __file__, 1, message, args, (type(error), error, None), extra=extra
    )
    if error is None:
        record.exc_info = None
    return json.loads(JsonFormatter().format(record))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError(CANARY), "ValueError"),
        (KeyError(CANARY), "KeyError"),
        (ValidationError({"contact_name": CANARY}), "ValidationError"),
        (DataError(f'invalid input syntax for type integer: "{CANARY}"'), "DataError"),
        (FileNotFoundError(2, "No such file", CANARY), "FileNotFoundError: No such file"),
        (IntegrityError(f"broken\nDETAIL: ({CANARY})"), "IntegrityError: broken"),
        (AttributeError("no attribute 'x'"), "AttributeError: no attribute 'x'"),
        (DisallowedHost("Invalid HTTP_HOST"), "DisallowedHost: Invalid HTTP_HOST"),
        (OSError("left by a library"), "OSError"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_message_is_told_where_it_quotes_nothing(error, text):
    assert description_of(error) == text


def test_traceback_names_causes_first_and_quotes_none():
    trace = traceback_of(caught(RuntimeError(CANARY), cause=caught(ValueError(CANARY))))
    assert CANARY not in trace
    assert trace.index("ValueError") < trace.rindex("RuntimeError")
    assert trace.count("in fail") == 2


def test_ring_of_causes_ends():
    one, two = ValueError(), RuntimeError()
    one.__cause__, two.__cause__ = two, one
    assert traceback_of(one).count("Traceback") == 2


def test_exception_in_a_message_is_not_quoted():
    assert line_of("Failed: %s", ValueError(CANARY))["message"] == "Failed: ValueError"
    assert line_of(ValueError(CANARY))["message"] == "ValueError"


def test_message_of_django_for_security_does_not_quote_the_file_name():
    error = SuspiciousFileOperation(f"Detected path traversal attempt in '{CANARY}'")
    name = "django.security.SuspiciousFileOperation"
    line = line_of(str(error), name=name, error=error)
    assert CANARY not in json.dumps(line)
    assert line["message"] == "SuspiciousFileOperation"


def test_wrong_host_is_named_for_whoever_forgot_it():
    error = DisallowedHost("Invalid HTTP_HOST header: 'new.example.org'.")
    line = line_of(str(error), name="django.security.DisallowedHost", error=error)
    assert "new.example.org" in line["message"]


def test_signed_link_is_blotted_out_of_what_django_says(caplog):
    path = "/admin/password_reset/confirm/MQ/c8x-secretsecret/"
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    logging.getLogger("django.request").error(
        "%s: %s", "Internal Server Error", path, extra={"request": request}
    )
    [said] = [record.getMessage() for record in caplog.records]
    assert said == "Internal Server Error: /admin/password_reset/confirm/…/…/"


@pytest.mark.django_db
def test_row_that_the_database_refuses_is_not_told():
    application = make_application(contact_name=CANARY)
    with pytest.raises(IntegrityError) as refused:
        Application.objects.filter(pk=application.pk).update(country="??")
    if connection.vendor == "postgresql":
        assert CANARY in str(refused.value)
    line = line_of("Failed: %s", refused.value, error=refused.value)
    assert CANARY not in json.dumps(line)
    assert "application_from_the_area" in line["traceback"]


@pytest.mark.django_db
def test_value_that_exists_already_is_not_told():
    slug = "-".join(["canary", "contact"])
    make_theme(slug)
    with pytest.raises(IntegrityError) as refused:
        Theme.objects.create(slug=slug, labels={"en": "x", "fr": "x"})
    trace = traceback_of(refused.value)
    assert slug not in trace
    assert "slug" in trace.splitlines()[-1]
