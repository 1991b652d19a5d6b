"""The log of production, at its most talkative, over the whole road and over failures on it."""

import io
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from alliance_pages.models import JoinPage
from cms.delivery.monitoring.logs import JsonFormatter
from participants.applications import transitions as steps
from participants.applications.mails import CONFIRMATION, STATUS, link_to
from participants.applications.office import acceptance
from participants.applications.submission import submission as sending
from participants.models import Application, ApplicationMessage
from tests.cms.private_data.canaries import (
    FIELDS,
    OFFICE,
    PRIVATE,
    STATED,
    canary,
    found_in,
    words_of,
)
from tests.cms.private_data.scenario import TEXT, sent
from tests.factories import picture_file
from tests.participants.applications.api import changed, example, post
from tests.participants.applications.submission.filled import filled, measure

pytestmark = pytest.mark.django_db

WORDS = words_of(PRIVATE, OFFICE, STATED)
STEPS = [
    ("assign", {"officer": ""}),
    ("note", {"text": TEXT}),
    ("ask", {"text": TEXT}),
    ("decline", {"reason": canary("reason")}),
]
FORM = {
    "names_en": canary("names"),
    "names_fr": canary("names"),
    **{name: word for name, word in FIELDS.items() if name != "names"},
}


@pytest.fixture
def log():
    """Return what is logged, as production writes it and as Python would."""
    streams = []
    root, database = logging.getLogger(), logging.getLogger("django.db.backends")
    levels = root.level, database.level
    for formatter in (JsonFormatter(), logging.Formatter()):
        handler = logging.StreamHandler(io.StringIO())
        handler.setFormatter(formatter)
        root.addHandler(handler)
        streams.append(handler)
    root.setLevel(logging.DEBUG)
    # The tests themselves ask for the statements; production never does.
    database.setLevel(logging.INFO)
    yield [handler.stream for handler in streams]
    root.setLevel(levels[0])
    database.setLevel(levels[1])
    for handler in streams:
        root.removeHandler(handler)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def officer(signed_in):
    client = signed_in("officer")
    client.raise_request_exception = False
    return client


def send_form(visitor, **changes):
    page = JoinPage.objects.get(locale__language_code="en")
    answers = filled([measure(title=canary("title"), description=canary("description"))])
    letter = SimpleUploadedFile(f"{canary('letter')}.png", picture_file().read(), "image/png")
    return visitor.post(f"{page.url}form/", {**answers, **FORM, "letter": letter, **changes})


def send_to_api(visitor, **changes):
    document = example()
    for place in ("contact.name", "representative.name", "address", "name_local"):
        document = changed(document, place, canary(place.replace(".", "_")))
    document = changed(document, "contact.email", FIELDS["contact_email"])
    for place, value in changes.items():
        document = changed(document, place, value)
    return post(visitor, document)


def step(officer, application, name, form):
    return officer.post(f"/admin/participants/application/{application.pk}/{name}/", form)


def told_by(log, *secrets):
    """Return the words and secrets that production's log gives away."""
    told = log[0].getvalue()
    assert told
    return found_in(told, WORDS | {secret.lower() for secret in secrets})


def test_whole_road_leaves_nothing_in_the_log(log, site_in_two_languages, visitor, officer):
    assert send_form(visitor, contact_email=canary("contact_email")).status_code in {200, 422}
    assert send_form(visitor).status_code == 303
    assert send_to_api(visitor, kind=canary("kind")).status_code == 400
    assert send_to_api(visitor).status_code == 201
    application = Application.objects.get(names__en=canary("names"))
    links = [link_to(application, purpose) for purpose in (CONFIRMATION, STATUS)]
    tokens = [link.rstrip("/").rpartition("/")[2] for link in links]
    assert visitor.post(links[0]).status_code == 303
    for name, form in STEPS[:3]:
        assert step(officer, application, name, form).status_code == 302
    assert visitor.get(links[1]).status_code == 200
    assert visitor.post(links[1], {"text": TEXT}).status_code == 303
    person = "/admin/participants/application/personal-data/"
    assert officer.post(f"{person}export/", {"email": FIELDS["contact_email"]}).status_code == 200
    assert officer.get(f"{person[:-14]}{application.pk}/letter/").status_code == 200
    assert visitor.post(f"{links[1]}withdraw/").status_code == 303
    assert told_by(log, *tokens) == set()


def quote(application, *args, **kwargs):
    raise ValueError(f"{application.contact_email} {application.contact_name}")


def quote_text(message, *args, **kwargs):
    raise IntegrityError(f"refused\nDETAIL: Failing row contains ({message.text})")


def test_form_that_fails_tells_nothing(log, monkeypatch, site_in_two_languages, visitor):
    monkeypatch.setattr(sending, "log_step", quote)
    assert send_form(visitor).status_code == 500
    assert send_to_api(visitor).status_code == 500
    assert told_by(log) == set()
    assert canary("contact_name") in log[1].getvalue()


@pytest.mark.parametrize(("name", "form"), STEPS)
def test_step_that_fails_tells_nothing(log, monkeypatch, officer, name, form):
    application = steps.confirm(sent(1))
    monkeypatch.setattr(steps, "log_step", quote)
    assert step(officer, application, name, form).status_code == 500
    assert told_by(log) == set()
    assert canary("contact_name") in log[1].getvalue()


@pytest.mark.parametrize(("name", "form"), STEPS[1:3])
def test_message_that_the_database_refuses_is_not_told(log, monkeypatch, officer, name, form):
    application = steps.confirm(sent(1))
    monkeypatch.setattr(ApplicationMessage, "save", quote_text)
    refused = step(officer, application, name, form)
    assert refused.status_code == 409
    assert TEXT not in refused.content.decode()
    assert told_by(log) == set()
    assert TEXT in log[1].getvalue()


def test_acceptance_that_fails_tells_nothing(log, monkeypatch, site_in_two_languages, officer):
    application = steps.confirm(sent(1))
    monkeypatch.setattr(acceptance, "log_step", quote)
    assert step(officer, application, "accept", {"when": "2024"}).status_code == 500
    # Wagtail names the drafts that it saves by their titles.
    assert told_by(log) == {canary("names")}
    assert canary("contact_name") in log[1].getvalue()


@pytest.mark.parametrize("step_of_applicant", ["confirm", "answer", "withdraw"])
def test_page_behind_a_link_that_fails_tells_nothing(
    log, monkeypatch, visitor, home, step_of_applicant
):
    application = sent(1)
    if step_of_applicant == "confirm":
        link, below = link_to(application, CONFIRMATION), ""
    else:
        link = link_to(steps.confirm(application), STATUS)
        below = "withdraw/" if step_of_applicant == "withdraw" else ""
    monkeypatch.setattr(steps, "log_step", quote)
    assert visitor.post(f"{link}{below}", {"text": TEXT}).status_code == 500
    assert told_by(log, link.rstrip("/").rpartition("/")[2]) == set()
    assert canary("contact_name") in log[1].getvalue()
