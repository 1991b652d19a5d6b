"""Where the database keeps what an authority has sent: every row of every table is read."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from cms.delivery.models import QueuedMail
from participants.applications.personal_data import remove_personal_data
from participants.models import Application
from tests.cms.private_data.canaries import (
    OFFICE,
    PHONE,
    PRIVATE,
    STATED,
    canary,
    found_in,
    words_of,
)

pytestmark = pytest.mark.django_db

APPLICATION = "participants_application"
MEASURE = "participants_applicationmeasure"
MESSAGE = "participants_applicationmessage"
# Until the mail server has taken them.
MAILS = "delivery_queuedmail"


def tables_with(words):
    """Return the tables that hold any of the words, with the words."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if told := found_in(" ".join(map(_text, cursor.fetchall())), words):
                found[table] = told
    return found


def _text(row):
    return " ".join(
        bytes(cell).decode(errors="replace") if isinstance(cell, bytes | memoryview) else str(cell)
        for cell in row
    )


def test_what_is_private_stands_in_its_own_tables_only(applications):
    found = tables_with(words_of(PRIVATE, OFFICE))
    assert set(found) == {APPLICATION, MESSAGE, MAILS}
    # The mails to the contact person, never those to the office.
    office = [mail for mail in QueuedMail.objects.all() if "officer" in mail.recipient]
    assert office
    assert found_in(" ".join(mail.content for mail in office), words_of(PRIVATE, OFFICE)) == set()


def test_search_reads_all_tables(applications):
    """Keep the first test honest: the participant that was drafted stands in many."""
    found = tables_with(words_of(STATED))
    assert {"participants_participanttext", "wagtailcore_revision", APPLICATION, MEASURE} <= set(
        found
    )
    assert canary("names") in found["wagtailcore_modellogentry"]


def test_name_of_the_representative_goes_no_further_than_the_participant(applications):
    found = tables_with({canary("representative_name")})
    assert set(found) == {
        APPLICATION,
        "participants_representative",
        "wagtailcore_revision",
        *(table for table in found if table.startswith(("alliance_pages_", "wagtailsearch_"))),
    }


def test_removal_leaves_nothing_private(applications):
    for application in Application.objects.all():
        remove_personal_data(application)
    opens_links = {canary("link_secret"), canary("sending_key")}
    assert tables_with(words_of(PRIVATE, OFFICE) - opens_links) == {APPLICATION: {canary("region")}}


def test_sessions_hold_nothing_that_was_written(applications, signed_in):
    client = signed_in("officer")
    application = applications["in_review"]
    base = f"/admin/participants/application/{application.pk}"
    for step, form in (
        ("note", {"text": canary("text")}),
        ("ask", {"text": canary("text")}),
        ("decline", {"reason": canary("reason")}),
    ):
        response = client.post(f"{base}/{step}/", form)
        assert response.status_code == 302
        said = [str(message) for message in response.wsgi_request._messages]
        assert said
        assert found_in(" ".join(said), words_of(PRIVATE, OFFICE, STATED)) == set()
    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert found_in(sessions, words_of(PRIVATE) | {PHONE}) == set()
