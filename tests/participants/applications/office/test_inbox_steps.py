"""The page of one application, and the steps that an officer takes from it."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from participants.applications import transitions as steps
from participants.models import Application, ApplicationMessage
from tests.factories import make_admin, make_application, make_participant
from tests.participants.applications.office.inbox import inspect_url, sign_in, step_url, text_of

pytestmark = pytest.mark.django_db

OFFICERS = "Accession officers"
PRIVATE = ("Eleni Contact", "eleni@megara.example.org", "+30 22960 00000", "Download the letter")


@pytest.fixture
def officer(client, django_user_model):
    user = sign_in(client, django_user_model, OFFICERS)
    user.first_name, user.last_name = "Olga", "Officer"
    user.save()
    return user


def actions(application):
    entries = ModelLogEntry.objects.for_instance(application).order_by("pk")
    return [entry.action.rpartition(".")[2] for entry in entries]


class TestPage:
    def test_shows_everything_to_an_officer(self, client, officer):
        application = make_application()
        steps.ask(application, "Which year?", user=officer)
        steps.answer(application, "It is 2014.")
        steps.note(application, "Telephoned.", user=officer)
        page = text_of(client.get(inspect_url(application)))
        for words in (
            *PRIVATE,
            application.reference,
            "Μέγαρα",
            "Mégare",
            "Greece",
            "Attica",
            "1 Schinas Street",
            "28,591 (self-declared, 2011, Census of 2011)",
            "1,800 (unofficial data, 2014, Social service of the municipality)",
            "Stamoulis Grigorios, mayor",
            "Support centre",
            "Which year?",
            "It is 2014.",
            "Telephoned.",
            "A question was sent to the applicant",
        ):
            assert words in page

    def test_keeps_what_is_private_from_those_who_only_view(self, client, django_user_model):
        application = make_application(reason="We told them so")
        steps.note(application, "Telephoned.", user=None)
        sign_in(client, django_user_model, "Moderators")
        page = text_of(client.get(inspect_url(application)))
        assert "Stamoulis Grigorios" in page
        for words in (*PRIVATE, "Telephoned", "We told them so", "Assign to me", "Decline"):
            assert words not in page

    def test_marks_internal_notes(self, client, officer):
        application = make_application()
        steps.note(application, "Telephoned.", user=officer)
        page = text_of(client.get(inspect_url(application)))
        assert "never shown to the applicant" in page
        assert "Olga Officer" in page

    def test_names_who_may_be_the_same_authority(self, client, officer):
        make_participant("megara", number=7)
        other = make_application(name_local="Megara")
        page = client.get(inspect_url(make_application())).content.decode()
        assert "Compare it with these" in page
        assert inspect_url(other) in page

    def test_shows_the_proposed_position_on_a_map(self, client, officer):
        page = client.get(inspect_url(make_application())).content.decode()
        assert "Proposed: Mégara" in page or "Proposed: Megara" in page
        assert '<circle class="map__point"' in page

    def test_says_that_no_place_is_known(self, client, officer):
        application = make_application(names={"en": "Nowhere at all"}, name_local="")
        page = client.get(inspect_url(application)).content.decode()
        assert "No place is known" in page
        assert "map__point" not in page

    def test_shows_a_stated_absence(self, client, officer):
        application = make_application(
            roma_population=None,
            roma_population_basis="",
            roma_population_year=None,
            roma_population_source="",
            roma_population_absence="not_collected",
        )
        assert "not collected" in text_of(client.get(inspect_url(application)))

    def test_missing_file_of_the_letter_is_said(self, client, officer):
        application = make_application()
        application.letter.storage.delete(application.letter.name)
        assert "The file of the letter is missing" in text_of(client.get(inspect_url(application)))

    def test_what_an_applicant_writes_is_no_code(self, client, officer):
        script = "<script>alert(1)</script>"
        application = make_application(
            names={"en": script}, address=script, contact_name=script, measures=[script]
        )
        steps.answer(application, script)
        assert script not in client.get(inspect_url(application)).content.decode()

    def test_is_kept_by_no_cache(self, client, officer):
        caching = client.get(inspect_url(make_application()))["Cache-Control"]
        assert "private" in caching
        assert "no-store" in caching

    @pytest.mark.parametrize("key", ["0", "99999", "9" * 40])
    def test_unknown_application_is_not_found(self, client, officer, key):
        for address in (f"inspect/{key}", f"history/{key}", f"{key}/ask", f"{key}/letter"):
            response = client.get(f"/admin/participants/application/{address}/", follow=True)
            assert response.status_code == 404

    def test_unconfirmed_application_is_not_found(self, client, officer):
        application = make_application(is_confirmed=False)
        history = reverse("participants_application_modeladmin_history", args=[application.pk])
        for address in (inspect_url(application), history, step_url(application, "letter")):
            assert client.get(address, follow=True).status_code == 404

    def test_queries_do_not_grow_with_what_has_happened(self, client, officer, at_most):
        application = make_application()
        client.get(inspect_url(application))
        for size in (3, 12):
            for number in range(size):
                steps.note(application, f"Note {number}", user=officer)
                make_application()
            with at_most(24):
                client.get(inspect_url(application))


class TestSteps:
    def test_officer_takes_an_application_in_one_click(self, client, officer):
        application = make_application()
        page = client.get(inspect_url(application)).content.decode()
        assert f'name="officer" value="{officer.pk}"' in page
        response = client.post(step_url(application, "assign"), {"officer": officer.pk})
        assert response["Location"] == inspect_url(application)
        application.refresh_from_db()
        assert (application.assigned_to, application.state) == (officer, "in_review")

    def test_only_those_who_may_decide_can_be_assigned(self, client, officer, django_user_model):
        application = make_application()
        stranger = django_user_model.objects.create_user("stranger")
        response = client.post(step_url(application, "assign"), {"officer": stranger.pk})
        assert response.status_code == 200
        assert "valid choice" in text_of(response)
        application.refresh_from_db()
        assert application.assigned_to is None

    def test_application_is_given_to_nobody(self, client, officer):
        application = make_application(assigned_to=officer)
        client.post(step_url(application, "assign"), {"officer": ""})
        application.refresh_from_db()
        assert application.assigned_to is None

    def test_question_goes_out_by_mail(self, client, officer):
        application = make_application()
        client.post(step_url(application, "ask"), {"text": "Which year?"})
        assert "Which year?" in mail.outbox[-1].body
        assert mail.outbox[-1].to == [application.contact_email]
        application.refresh_from_db()
        assert application.state == "question_asked"

    def test_note_goes_to_nobody(self, client, officer):
        application = make_application()
        client.post(step_url(application, "note"), {"text": "Telephoned."})
        assert ApplicationMessage.objects.get().author == officer
        assert not mail.outbox

    def test_declining_asks_once_more_and_sends_the_reason(self, client, officer):
        application = make_application()
        page = text_of(client.get(step_url(application, "decline")))
        assert "cannot be opened again" in page
        client.post(step_url(application, "decline"), {"reason": "Outside of the area."})
        application.refresh_from_db()
        assert (application.state, application.decided_by) == ("declined", officer)
        assert "Outside of the area." in mail.outbox[-1].body

    @pytest.mark.parametrize(
        ("step", "field", "longest"), [("ask", "text", 5000), ("note", "text", 5000)]
    )
    def test_text_that_is_too_long_is_kept_in_the_form(self, client, officer, step, field, longest):
        application = make_application()
        response = client.post(step_url(application, step), {field: "x" * (longest + 1)})
        assert response.status_code == 200
        assert "x" * (longest + 1) in response.content.decode()
        assert not ApplicationMessage.objects.exists()

    @pytest.mark.parametrize("text", ["", "   ", "a\0b"])
    def test_empty_and_broken_texts_are_refused(self, client, officer, text):
        application = make_application()
        for step, field in (("ask", "text"), ("note", "text"), ("decline", "reason")):
            response = client.post(step_url(application, step), {field: text})
            assert response.status_code == 200
        assert actions(application) == []

    def test_step_that_comes_too_late_says_so(self, client, officer):
        application = make_application()
        steps.withdraw(application)
        response = client.post(step_url(application, "ask"), {"text": "x"}, follow=True)
        assert "That cannot be done now: the application is “withdrawn”." in text_of(response)
        assert not ApplicationMessage.objects.exists()

    def test_decided_application_offers_no_more_steps(self, client, officer):
        application = make_application()
        steps.decline(application, "No.", user=officer)
        page = text_of(client.get(inspect_url(application)))
        assert "Send the question" not in page
        assert "Decline…" not in page
        assert "Keep the note" in page

    def test_every_step_stands_in_the_history(self, client, officer):
        application = make_application()
        client.post(step_url(application, "assign"), {"officer": officer.pk})
        client.post(step_url(application, "ask"), {"text": "Which year?"})
        client.post(step_url(application, "note"), {"text": "Telephoned."})
        client.get(step_url(application, "letter"))
        client.post(step_url(application, "decline"), {"reason": "No."})
        assert actions(application) == ["assign", "ask", "note", "read_letter", "decline"]
        address = reverse("participants_application_modeladmin_history", args=[application.pk])
        page = text_of(client.get(address))
        assert "Assigned to an officer" in page
        assert "Olga Officer" in page
        assert "Which year" not in page
        assert str(application) in page

    def test_messages_to_the_officer_hold_nothing_private(self, client, officer):
        application = make_application()
        client.post(step_url(application, "ask"), {"text": "Which year?"})
        client.post(step_url(application, "decline"), {"reason": "Outside."})
        cookies = str(client.cookies)
        assert "messages" in cookies
        for words in ("Which", "Outside", "Eleni", "Megara"):
            assert words not in cookies


class TestLetter:
    def test_is_a_file_to_keep_under_a_neutral_name(self, client, officer):
        application = make_application(letter=b"%PDF-1.4 x")
        response = client.get(step_url(application, "letter"))
        assert response.getvalue() == b"%PDF-1.4 x"
        named = f'attachment; filename="{application.reference}.pdf"'
        assert response["Content-Disposition"] == named
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox"
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]

    @pytest.mark.parametrize("is_lost", [True, False])
    def test_missing_letter_is_not_found(self, client, officer, is_lost):
        application = make_application(letter=b"x" if is_lost else None)
        if is_lost:
            application.letter.storage.delete(application.letter.name)
        response = client.get(step_url(application, "letter"), follow=True)
        assert response.status_code == 404
        assert actions(application) == []


def test_reports_of_the_admin_lead_to_the_page(client):
    application = make_application()
    client.force_login(make_admin())
    steps.note(application, "x", user=None)
    page = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert inspect_url(application) in page
    assert Application.objects.count() == 1
