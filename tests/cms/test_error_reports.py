"""What Django mails to ADMINS of a failure says where it arose, and nothing of what was sent."""

import logging
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from django.utils.log import AdminEmailHandler
from django.views.debug import technical_500_response

from cms.error_reports import PrivateExceptionReporter

POSTED, FILE, COOKIE, QUERY = "canary-posted", "canary-file.pdf", "canary-cookie", "canary-query"
TOKEN, LOCAL, QUOTED = "canary-token", "canary-local", "canary-quoted"
ALL = {POSTED, FILE, COOKIE, QUERY, TOKEN, LOCAL, QUOTED}


def fail(request, token):
    # Put together here, so that the source in the traceback does not name them.
    contact_name = "-".join(["canary", "local"])
    request.POST, request.FILES  # noqa: B018  parsed, as by a form
    raise ValueError("-".join(["canary", "quoted"]), len(contact_name))


urlpatterns = [path("fail/<str:token>/", fail)]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def report(settings, mailoutbox):
    """Return a function that lets a view fail, and gives the mails that tell of it."""
    settings.ADMINS = [("Operator", "operator@example.org")]
    logger = logging.getLogger("django.request")
    handlers = []

    def run(reporter_class=None):
        handlers.append(AdminEmailHandler(include_html=True, reporter_class=reporter_class))
        logger.addHandler(handlers[-1])
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = COOKIE
        file = SimpleUploadedFile(FILE, b"%PDF")
        form = {"contact_name": POSTED, "letter": file}
        response = client.post(f"/fail/{TOKEN}/?q={QUERY}", form)
        assert response.status_code == 500
        # Django's own handler has sent the second one.
        return "\n".join(
            text
            for mail in mailoutbox
            for text in (mail.subject, mail.body, *(html for html, _ in mail.alternatives))
        )

    yield run
    for handler in handlers:
        logger.removeHandler(handler)


def test_report_has_nothing_that_was_sent(report):
    assert {canary for canary in ALL if canary in report()} == set()


def test_report_says_where_it_failed(report):
    told = report()
    assert "POST fail/&lt;str:token&gt;/" in told
    assert "in fail" in told
    assert "\nValueError\n" in told


def test_report_of_django_would_have_told(report):
    """Keep the first test honest."""
    told = report("django.views.debug.ExceptionReporter")
    assert {POSTED, FILE, QUERY, TOKEN, LOCAL, QUOTED} <= {c for c in ALL if c in told}


def test_debug_pages_stay_useful(rf, settings):
    settings.DEBUG = True
    request = rf.post(f"/fail/{TOKEN}/", {"contact_name": POSTED})
    try:
        fail(request, TOKEN)
    except ValueError:
        page = technical_500_response(request, *sys.exc_info()).content.decode()
    assert POSTED in page
    assert LOCAL in page


def test_what_is_no_exception_is_reported_too():
    reporter = PrivateExceptionReporter(None, None, "A message of the log", None, is_email=True)
    assert reporter.get_traceback_text() == "No request\n\nNo exception\n"


def test_request_that_met_no_view_is_reported_too():
    request = HttpRequest()
    reporter = PrivateExceptionReporter(request, ValueError, ValueError(QUOTED), None)
    assert reporter.get_traceback_text().startswith("No request\n")
    assert QUOTED not in reporter.get_traceback_html()
