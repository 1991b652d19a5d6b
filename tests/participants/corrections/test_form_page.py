"""The form below a profile: what a visitor sees and keeps, and what a program is told."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from alliance_pages.models import ParticipantIndexPage
from participants.applications.applicant.form_state import TRAP, signed_time
from participants.applications.submission.rates import REPORTED_FROM_ADDRESS, TRIED_FROM_ADDRESS
from participants.models import CorrectionReport
from tests.factories import make_page, make_participant
from tests.participants.corrections.reports import ANSWERS, FORM, filled

pytestmark = pytest.mark.django_db


def problems(html):
    part = html[html.index('id="problems"') :] if 'id="problems"' in html else ""
    return re.findall(r'<a href="#([^"]+)">', part[: part.find("</div>")])


def test_profile_leads_to_the_form(client, megara):
    html = client.get("/en/participants/megara/").content.decode()
    assert f'<a href="{FORM}" rel="nofollow">Something wrong? Tell us</a>' in html


def test_form_is_shown_to_nobody_else_and_kept_by_no_search_engine(client, megara):
    response = client.get(FORM)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert response.cookies["csrftoken"]
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "<h1>Megara: tell us what is wrong</h1>" in html
    assert '<a href="/en/participants/megara/">Megara, Greece</a>' in html
    assert "2 years after the office has settled it" in html
    assert "Not sent yet" not in html


def test_report_is_kept_for_the_office(client, megara, mailoutbox):
    response = client.post(FORM, filled())
    assert (response.status_code, response["Location"]) == (303, f"{FORM}sent/")
    assert response["Cache-Control"] == "no-store"
    report = CorrectionReport.objects.get()
    assert (report.participant, report.state, report.language) == (megara, "open", "en")
    assert {name: getattr(report, name) for name in ANSWERS} == ANSWERS
    assert not mailoutbox
    sent = client.get(response["Location"])
    assert "with the office" in sent.content.decode()
    assert (sent["Cache-Control"], sent["X-Robots-Tag"]) == ("private, no-cache", "noindex")


def test_nothing_in_the_registry_changes(client, megara, django_assert_num_queries):
    before = megara.last_published_at
    client.post(FORM, filled())
    megara.refresh_from_db()
    assert (megara.last_published_at, megara.has_unpublished_changes) == (before, False)


def test_what_is_wrong_is_all_that_must_be_said(client, megara):
    client.post(FORM, filled(correction="", source="", contact_name="", contact_email=""))
    assert CorrectionReport.objects.get().contact_email == ""


def test_every_answer_is_kept_when_one_is_wrong(client, megara):
    html = client.post(FORM, filled(problem="", contact_email="nowhere <b>")).content.decode()
    assert problems(html) == ["id_problem", "id_contact_email"]
    assert "<title>Not sent yet: Megara: tell us what is wrong" in html
    assert ANSWERS["source"] in html
    assert "nowhere &lt;b&gt;" in html
    assert not CorrectionReport.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("problem", "x" * 5001),
        ("correction", "x" * 2001),
        ("source", "x" * 1001),
        ("contact_name", "x" * 256),
        ("contact_email", f"{'x' * 250}@example.org"),
        ("problem", "a\x00b"),
        ("contact_name", "a\x00b"),
        ("problem", "  \n "),
    ],
)
def test_what_nobody_needs_is_refused(client, megara, name, value):
    response = client.post(FORM, filled(**{name: value}))
    assert response.status_code == 200
    assert problems(response.content.decode()) == [f"id_{name}"]


def test_french_form_writes_in_french(client, megara, french_home, index):
    key = index.translation_key
    make_page(
        ParticipantIndexPage, french_home, title="Membres", slug="membres", translation_key=key
    )
    address = "/fr/membres/megara/correction/"
    assert f'href="{address}" hreflang="fr"' in client.get(FORM).content.decode()
    assert client.post(address, filled())["Location"] == f"{address}sent/"
    assert CorrectionReport.objects.get().language == "fr"


def test_participant_that_is_not_public_has_no_form(client, megara):
    make_participant("hidden", is_public=False)
    for slug in ("hidden", "nobody"):
        for below in ("", "sent/"):
            address = f"/en/participants/{slug}/correction/{below}"
            assert client.get(address).status_code == 404
        assert client.post(f"/en/participants/{slug}/correction/", filled()).status_code == 404
    megara.unpublish()
    assert client.post(FORM, filled()).status_code == 404
    assert not CorrectionReport.objects.exists()


def test_other_spellings_lead_to_the_form(client, megara):
    response = client.get("/en/participants/MEGARA/correction/")
    assert (response.status_code, response["Location"]) == (301, FORM)


def test_other_methods_are_refused(client, megara):
    response = client.put(FORM)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_double_click_is_one_report(client, megara):
    sent = filled()
    assert [client.post(FORM, sent).status_code for _ in range(2)] == [303, 303]
    assert CorrectionReport.objects.count() == 1
    html = client.post(FORM, sent | {"problem": "Another"}).content.decode()
    assert "You have already sent this form, with other answers." in html
    assert CorrectionReport.objects.count() == 1


def test_program_is_told_and_nothing_is_kept(client, megara):
    html = client.post(FORM, filled(**{TRAP: "x"})).content.decode()
    assert "A field that people do not see was filled in" in html
    html = client.post(FORM, filled(shown_at=signed_time(timezone.now()))).content.decode()
    assert "came back within seconds" in html
    assert "open for more than a day" in client.post(FORM, filled(shown_at="x")).content.decode()
    assert not CorrectionReport.objects.exists()


def test_a_sender_has_a_limit(client, megara):
    for _ in range(REPORTED_FROM_ADDRESS.limit):
        assert client.post(FORM, filled(), REMOTE_ADDR="192.0.2.7").status_code == 303
    response = client.post(FORM, filled(), REMOTE_ADDR="192.0.2.7")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert ANSWERS["problem"] in response.content.decode()
    assert client.post(FORM, filled(), REMOTE_ADDR="192.0.2.8").status_code == 303


def test_tries_have_a_limit_too(client, megara):
    for _ in range(TRIED_FROM_ADDRESS.limit):
        client.post(FORM, {}, REMOTE_ADDR="192.0.2.9")
    assert client.post(FORM, filled(), REMOTE_ADDR="192.0.2.9").status_code == 429


def test_other_sites_cannot_send_it(megara):
    assert Client(enforce_csrf_checks=True).post(FORM, filled()).status_code == 403
