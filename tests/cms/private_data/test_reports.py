"""What visitors say is wrong comes out of no door but the office's queue."""

import pytest
from django.test import Client

from cms.delivery.content_version.private import public_models
from participants.corrections.steps import settle
from participants.models import CorrectionReport
from tests.cms.private_data.canaries import canary
from tests.cms.private_data.routes import addresses, values_for
from tests.cms.private_data.test_answers import QUESTIONS, leaks
from tests.cms.private_data.test_tables import tables_with
from tests.factories import make_participant

pytestmark = pytest.mark.django_db

TEXTS = ("problem", "correction", "source", "contact_name", "note", "reply")
WORDS = {canary(name) for name in (*TEXTS, "contact_email")}
# With participants_correctionreport, whose answer waits there for the mail server.
TABLES = {"participants_correctionreport", "delivery_queuedmail"}


@pytest.fixture
def report(site_in_two_languages, people, settings):
    settings.EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
    words = {name: canary(name) for name in TEXTS[:4]}
    email = f"{canary('contact_email')}@example.org"
    report = CorrectionReport.objects.create(
        participant=make_participant("megara"), language="en", contact_email=email, **words
    )
    said = {"note": canary("note"), "reply": canary("reply")}
    return settle(report, "settled", user=people["officer"], **said)


@pytest.mark.parametrize("who", [None, "editor"])
def test_nobody_else_sees_any_word(report, signed_in, who):
    client = signed_in(who) if who else Client()
    values = values_for(report, report.participant)
    profile = report.participant.get_absolute_url()
    pages = [f"{profile}{below}" for below in ("", "correction/", "correction/sent/")]
    below = "admin/" if who else ""
    asked = [*addresses(values, below=below), *pages, *QUESTIONS]
    asked = [address for address in asked if address != "/admin/logout/"]
    assert leaks(client, asked, WORDS) == {}


def test_officers_see_it(report, signed_in):
    """Keep the first test honest."""
    found = leaks(signed_in("officer"), [f"/admin/participants/corrections/{report.pk}/"], WORDS)
    assert [told for _status, told in found.values()] == [WORDS]


def test_words_stand_in_their_own_table_only(report):
    assert set(tables_with(WORDS)) == TABLES


def test_no_report_changes_the_version_of_the_public_content():
    assert CorrectionReport not in public_models()
