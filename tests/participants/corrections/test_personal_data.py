"""What reports hold of persons: handed out, removed on request, and when its time is over."""

import datetime as dt
import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone

from participants.extension_points import personal_data_removed
from participants.models import CorrectionReport
from tests.participants.corrections.reports import ANSWERS, make_report

pytestmark = pytest.mark.django_db

PERSON = "/admin/participants/application/personal-data/"
EMAIL = ANSWERS["contact_email"]


def settled(megara, days, **fields):
    moment = timezone.now() - dt.timedelta(days=days)
    return make_report(megara, state="settled", settled_at=moment, note="A note", **fields)


def words_left(report):
    report.refresh_from_db()
    names = (*ANSWERS, "note", "reply", "sent_digest")
    return {name for name in names if getattr(report, name)}


def test_words_go_two_years_after_the_report_was_settled(megara, capsys):
    old, recent, waiting = settled(megara, 731), settled(megara, 729), make_report(megara)
    CorrectionReport.objects.filter(pk=waiting.pk).update(
        received_at=timezone.now() - dt.timedelta(days=3000)
    )
    told = []

    def receiver(emails, **_rest):
        told.extend(emails)

    personal_data_removed.connect(receiver)
    try:
        call_command("remove_old_applications")
    finally:
        personal_data_removed.disconnect(receiver)
    assert f"Removed: personal data of the report {old.reference}" in capsys.readouterr().out
    assert words_left(old) == set()
    assert (old.state, old.participant, told) == ("settled", megara, [EMAIL])
    assert old.erased_at is not None
    assert words_left(recent) == {*ANSWERS, "note"}
    assert words_left(waiting) == set(ANSWERS)
    call_command("remove_old_applications")
    assert "report" not in capsys.readouterr().out


def test_page_of_a_removed_report_is_still_there(client, officer, megara):
    old = settled(megara, 800)
    call_command("remove_old_applications")
    page = client.get(f"/admin/participants/corrections/{old.pk}/").content.decode()
    assert "Personal data removed" in page
    assert ANSWERS["problem"] not in page


def test_person_receives_all_that_is_held(client, officer, megara):
    make_report(megara)
    make_report(megara, contact_email="other@example.org")
    page = client.post(PERSON, {"email": EMAIL}).content.decode()
    assert "Megara" in page
    answer = client.post(f"{PERSON}export/", {"email": EMAIL})
    with ZipFile(BytesIO(answer.getvalue())) as archive:
        data = json.loads(archive.read("data.json"))
    [held] = data["corrections"]
    assert {name: held[name] for name in ANSWERS} == ANSWERS
    assert held["participant"] == "Megara"
    assert not {"sending_key", "sent_digest"} & held.keys()


def test_person_is_removed_on_request(client, officer, megara):
    done, waiting = settled(megara, 3), make_report(megara)
    other = make_report(megara, contact_email="other@example.org")
    client.post(f"{PERSON}erase/", {"email": EMAIL.upper(), "agreed": "yes"})
    assert words_left(done) == set()
    assert not CorrectionReport.objects.filter(pk=waiting.pk).exists()
    assert words_left(other) == set(ANSWERS)
