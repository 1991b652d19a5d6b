"""What a person may ask of the office: all that is held about them, and its removal."""

import io
import json
import logging
from zipfile import ZipFile

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from participants.applications import transitions as steps
from participants.applications.personal_data import PERSONAL_FIELDS
from participants.extension_points import personal_data_removed
from participants.models import Application, ApplicationMessage
from tests.factories import make_application, make_participant
from tests.participants.applications.office.inbox import LIST, sign_in, text_of

pytestmark = pytest.mark.django_db

EMAIL = "eleni@megara.example.org"
PAGE = f"{LIST}personal-data/"


@pytest.fixture
def officer(client, django_user_model):
    return sign_in(client, django_user_model, "Accession officers")


def export(client, email=EMAIL):
    """Return the data and the letters of the ZIP file."""
    response = client.post(f"{PAGE}export/", {"email": email})
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    archive = ZipFile(io.BytesIO(response.getvalue()))
    letters = {name: archive.read(name) for name in archive.namelist() if name != "data.json"}
    return json.loads(archive.read("data.json")), letters


def erase(client, email=EMAIL):
    return client.post(f"{PAGE}erase/", {"email": email, "agreed": "yes"}, follow=True)


def actions(application):
    entries = ModelLogEntry.objects.for_instance(application).order_by("pk")
    return [entry.action.rpartition(".")[2] for entry in entries]


class TestLookingUp:
    def test_finds_the_applications_that_name_an_address(self, client, officer):
        application = make_application()
        make_application(contact_email="other@example.org", names={"en": "Szeged"})
        page = text_of(client.post(PAGE, {"email": EMAIL.upper()}))
        assert str(application) in page
        assert "Szeged" not in page

    def test_finds_unconfirmed_ones_too(self, client, officer):
        application = make_application(is_confirmed=False)
        assert str(application) in text_of(client.post(PAGE, {"email": EMAIL}))

    def test_says_that_there_is_none(self, client, officer):
        assert "No application names this address" in text_of(client.post(PAGE, {"email": EMAIL}))

    @pytest.mark.parametrize("email", ["", "x", "a\0@b.org", "a@b.org\nBcc: c@d.org", "x" * 9000])
    @pytest.mark.parametrize("page", ["", "export/", "erase/"])
    def test_what_is_no_address_is_refused(self, client, officer, page, email):
        response = client.post(f"{PAGE}{page}", {"email": email, "agreed": "yes"})
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/html")

    def test_address_is_in_no_url_and_no_log(self, client, officer, caplog):
        make_application()
        with caplog.at_level(logging.DEBUG):
            page = client.post(PAGE, {"email": EMAIL}).content.decode()
            export(client)
            erase(client)
        assert f"={EMAIL}" not in page
        assert "email=" not in page
        logged = [record.getMessage() for record in caplog.records if "sql" not in record.__dict__]
        assert not [line for line in logged if EMAIL in line]
        assert EMAIL not in str(list(ModelLogEntry.objects.values()))


class TestExport:
    def test_has_everything_that_is_held(self, client, officer):
        application = make_application(letter=b"%PDF-1.4 x")
        steps.ask(application, "Which year?", user=officer)
        steps.answer(application, "2014.")
        steps.note(application, "Telephoned.", user=officer)
        data, letters = export(client)
        [held] = data["applications"]
        for field in Application._meta.concrete_fields:
            if not field.is_relation:
                is_key = field.name in {"id", "sending_key", "sent_digest", "link_secret"}
                assert (field.name in held) != is_key, field.name
        assert held["contact_name"] == "Eleni Contact"
        assert held["measures"][0]["title"] == "Support centre"
        texts = [message["text"] for message in held["correspondence"]]
        assert texts == ["Which year?", "2014.", "Telephoned."]
        assert letters == {held["letter"]: b"%PDF-1.4 x"}

    def test_names_no_officer(self, client, officer):
        application = make_application(assigned_to=officer, decided_by=officer)
        steps.note(application, "Telephoned.", user=officer)
        assert officer.username not in str(export(client)[0])

    def test_has_nothing_of_others(self, client, officer):
        make_application()
        make_application(contact_email="other@example.org", contact_name="Other Person")
        data, letters = export(client)
        assert "Other Person" not in str(data)
        assert len(letters) == 1

    def test_missing_file_of_a_letter_stops_nothing(self, client, officer):
        application = make_application()
        application.letter.storage.delete(application.letter.name)
        data, letters = export(client)
        assert data["applications"][0]["letter"] == ""
        assert not letters

    def test_is_logged_for_each_application(self, client, officer):
        applications = [make_application(), make_application()]
        export(client)
        for application in applications:
            assert actions(application) == ["export_person"]


class TestErasing:
    def test_asks_once_more(self, client, officer):
        application = make_application()
        page = text_of(client.post(f"{PAGE}erase/", {"email": EMAIL}))
        assert str(application) in page
        assert "for good" in page
        application.refresh_from_db()
        assert application.contact_email == EMAIL

    def test_decided_application_keeps_what_came_of_it(
        self, client, officer, django_capture_on_commit_callbacks
    ):
        participant = make_participant("tivat", is_public=False)
        application = make_application(state="accepted", participant=participant)
        steps.note(application, "Telephoned.", user=officer)
        letter = application.letter
        with django_capture_on_commit_callbacks(execute=True):
            erase(client)
        application.refresh_from_db()
        assert (application.state, application.participant) == ("accepted", participant)
        assert application.erased_at
        assert not any(getattr(application, name) for name in PERSONAL_FIELDS)
        assert not ApplicationMessage.objects.exists()
        assert not letter.storage.exists(letter.name)
        assert actions(application) == ["note", "erase"]

    def test_open_application_is_withdrawn_by_the_office(self, client, officer, mailoutbox):
        application = make_application(state="question_asked")
        erase(client)
        application.refresh_from_db()
        assert (application.state, application.decided_by) == ("withdrawn", officer)
        assert application.contact_name == ""
        assert not mailoutbox

    def test_unconfirmed_application_is_deleted(self, client, officer):
        make_application(is_confirmed=False)
        erase(client)
        assert not Application.objects.exists()

    def test_others_keep_theirs(self, client, officer):
        make_application()
        other = make_application(contact_email="other@example.org")
        page = text_of(erase(client))
        assert "The personal data were removed from 1 application." in page
        other.refresh_from_db()
        assert other.contact_email == "other@example.org"

    def test_other_apps_are_told_of_the_address(self, client, officer):
        told = []

        def receiver(emails, **_rest):
            assert transaction.get_connection().in_atomic_block
            told.extend(emails)

        personal_data_removed.connect(receiver)
        try:
            make_application()
            make_application(is_confirmed=False)
            erase(client)
        finally:
            personal_data_removed.disconnect(receiver)
        assert told == [EMAIL, EMAIL]

    def test_removing_again_finds_nobody(self, client, officer):
        make_application()
        erase(client)
        assert "from 0 applications" in text_of(erase(client))
