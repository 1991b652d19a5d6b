"""The office's queue: who sees what of it, how it is narrowed, and what settling does."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import registry as log_registry

from participants.applications.transitions import StepError
from participants.corrections.steps import settle
from participants.models import CorrectionReport
from tests.factories import make_admin, make_participant
from tests.participants.applications.office.inbox import sign_in, text_of
from tests.participants.corrections.reports import ANSWERS, QUEUE, make_report

pytestmark = pytest.mark.django_db

PRIVATE = {ANSWERS["contact_name"], ANSWERS["contact_email"]}


@pytest.fixture
def report(megara):
    return make_report(megara)


def page_of(report):
    return f"{QUEUE}{report.pk}/"


def press(client, report, state="settled", **said):
    return client.post(page_of(report), {"state": state, "note": "", "reply": ""} | said)


# Who


@pytest.mark.parametrize("group", [None, "Editors"])
def test_nobody_else_opens_the_queue(client, django_user_model, report, group):
    if group:
        sign_in(client, django_user_model, group)
    for address in (QUEUE, f"{QUEUE}results/", page_of(report)):
        response = client.get(address)
        assert response.status_code == 302
        assert "Somebody" not in response.content.decode()
    assert press(client, report).status_code == 302
    assert CorrectionReport.objects.get().state == "open"
    assert "Corrections" not in client.get("/admin/").content.decode()


def test_moderators_see_reports_without_whoever_sent_them(client, django_user_model, report):
    settle(report, "settled", user=None, note="A secret note", reply="A secret reply")
    sign_in(client, django_user_model, "Moderators")
    page = client.get(page_of(report)).content.decode()
    assert ANSWERS["problem"] in page
    assert not [word for word in (*PRIVATE, "A secret note", "A secret reply") if word in page]
    assert 'name="note"' not in page


def test_moderators_settle_nothing(client, django_user_model, report):
    sign_in(client, django_user_model, "Moderators")
    assert press(client, report).status_code == 302
    assert CorrectionReport.objects.get().state == "open"


def test_report_page_leads_to_the_editor_and_the_profile(client, officer, report, megara):
    page = client.get(page_of(report)).content.decode()
    editor = AdminURLFinder(officer).get_edit_url(megara)
    assert editor
    assert f'<a href="{editor}">Megara</a>' in page
    assert '<a href="/en/participants/megara/">public profile</a>' in page
    assert all(word in page for word in PRIVATE)


def test_words_of_visitors_are_escaped(client, officer, megara):
    bad = "<script>alert(1)</script>"
    report = make_report(megara, problem=bad, correction=bad, source=bad, contact_name=bad)
    for address in (QUEUE, page_of(report)):
        page = client.get(address).content.decode()
        assert bad not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4


# The list


def test_menu_counts_what_is_open(client, officer, megara):
    assert "Corrections (" not in client.get("/admin/").content.decode()
    for state in ("open", "open", "settled"):
        make_report(megara, state=state)
    menu = client.get("/admin/").content.decode()
    assert "Corrections (2)" in menu
    assert f"{QUEUE}?state=open" in menu


def test_list_is_narrowed_by_state_and_country(client, officer, megara):
    strasbourg = make_participant("strasbourg", country="FR")
    reports = {
        "greek": make_report(megara),
        "settled": make_report(megara, state="settled"),
        "french": make_report(strasbourg),
    }

    def found(query):
        page = client.get(f"{QUEUE}{query}").content.decode()
        return {name for name, report in reports.items() if report.reference in page}

    assert found("") == set(reports)
    assert found("?state=open") == {"greek", "french"}
    assert found("?state=settled") == {"settled"}
    assert found("?country=FR") == {"french"}
    assert found("?country=GR&state=open") == {"greek"}
    for query in ("?state=x", "?country=x", "?p=x", "?ordering=password"):
        assert client.get(f"{QUEUE}{query}").status_code == 200
    assert client.get(f"{QUEUE}?country=%00").status_code == 400


def test_list_asks_as_often_for_many_as_for_few(client, officer, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    for slug in ("alpha", "beta"):
        make_report(make_participant(slug), settled_by=officer)
    count()
    before = count()
    for number in range(5):
        make_report(make_participant(f"other-{number}"), settled_by=officer)
    assert count() == before


# Settling


def test_settling_says_who_and_when_and_why(client, officer, report, mailoutbox):
    response = press(client, report, note="Checked with the town hall")
    assert (response.status_code, response["Location"]) == (302, page_of(report))
    report.refresh_from_db()
    assert (report.state, report.settled_by) == ("settled", officer)
    assert report.settled_at is not None
    assert report.note == "Checked with the town hall"
    page = text_of(client.get(page_of(report)))
    assert "Settled, accession" in page
    assert 'name="state"' not in client.get(page_of(report)).content.decode()
    assert not mailoutbox


def test_there_may_be_nothing_to_correct(client, officer, report):
    press(client, report, "unfounded")
    assert CorrectionReport.objects.get().state == "unfounded"
    [entry] = log_registry.get_logs_for_instance(report)
    assert (entry.action, entry.user) == ("participants.correction.leave", officer)


def test_nothing_of_the_participant_changes(client, officer, report, megara):
    before = megara.last_published_at
    press(client, report)
    megara.refresh_from_db()
    assert (megara.last_published_at, megara.has_unpublished_changes) == (before, False)


@pytest.mark.parametrize("state", ["open", "gone", ""])
def test_only_what_settles_is_taken(client, officer, report, state):
    press(client, report, state)
    assert CorrectionReport.objects.get().state == "open"


def test_second_officer_is_told(client, officer, report):
    settle(report, "unfounded", user=make_admin())
    page = client.post(page_of(report), {"state": "settled"}, follow=True).content.decode()
    assert "Somebody else has settled this report." in page
    assert CorrectionReport.objects.get().state == "unfounded"
    with pytest.raises(StepError):
        settle(report, "settled", user=officer)


# The answer by mail


@pytest.mark.parametrize(
    ("language", "state", "words"),
    [
        ("en", "settled", "and have settled it"),
        ("en", "unfounded", "found nothing to correct"),
        ("fr", "settled", "avons réglé"),
        ("fr", "unfounded", "rien trouvé à corriger"),
    ],
)
def test_answer_is_in_the_language_of_the_report(report, mailoutbox, language, state, words):
    CorrectionReport.objects.update(language=language)
    settle(report, state, user=None, reply="The new mayor & the old one.")
    [mail] = mailoutbox
    assert mail.to == [ANSWERS["contact_email"]]
    assert words in " ".join(mail.body.split())
    assert "The new mayor & the old one." in mail.body
    assert ANSWERS["problem"] in mail.body
    assert "Megara" in mail.subject
    actions = [entry.action for entry in log_registry.get_logs_for_instance(report)]
    assert "participants.correction.reply" in actions


def test_officer_answers_with_a_tick(client, officer, report, mailoutbox):
    press(client, report, is_answered="on", reply="")
    [mail] = mailoutbox
    assert mail.to == [ANSWERS["contact_email"]]


def test_no_mail_without_a_tick_or_an_address(client, officer, megara, mailoutbox):
    press(client, make_report(megara), reply="Words")
    silent = make_report(megara, contact_email="")
    assert 'name="is_answered"' not in client.get(page_of(silent)).content.decode()
    press(client, silent, is_answered="on", reply="Words")
    assert not mailoutbox
    assert {report.reply for report in CorrectionReport.objects.all()} == {""}


def test_other_sites_settle_nothing(officer, report):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert press(strict, report).status_code == 403


def test_report_is_found_from_wagtails_reports(officer, report):
    assert AdminURLFinder(officer).get_edit_url(report) == reverse(
        "participants_corrections_report", args=[report.pk]
    )
