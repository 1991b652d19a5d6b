"""Undoing an import on the command line."""

import io
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from participants.importer.applying.running import held_for
from participants.models import ImportRecord, Participant
from tests.factories import make_admin, make_participant
from tests.participants.importer.files import TIVAT, csv_file, imported

pytestmark = pytest.mark.django_db

ROWS = (TIVAT, {"slug": "megara", "website": "https://megara.example.org/"})


def run(*args, **options) -> str:
    output = io.StringIO()
    call_command("undo_import", *args, stdout=output, **{"no_input": True, **options})
    return output.getvalue()


@pytest.fixture
def record():
    make_participant("megara")
    return imported(*ROWS, user=make_admin("office"))


def test_import_says_how_it_is_undone(tmp_path):
    make_admin("office")
    file = tmp_path / "registry.csv"
    file.write_bytes(csv_file(TIVAT))
    output = io.StringIO()
    call_command("import_participants", str(file), user="office", no_input=True, stdout=output)
    record = ImportRecord.objects.get()
    assert f"This is import {record.pk}, to be undone with" in output.getvalue()
    assert output.getvalue().endswith(
        f"{reverse('participants_imports_record', args=[record.pk])}\n"
    )
    assert (record.is_by_command, record.file_name) == (True, "registry.csv")
    assert record.file_size == len(csv_file(TIVAT))
    assert len(record.sha256) == 64


def test_undoes_and_says_so(record):
    text = run(str(record.pk), user="office")
    assert "Rows that can be undone: 2." in text
    assert "Rows undone: 2. Rows left: 0." in text
    megara = Participant.objects.get()
    assert (megara.website, megara.latest_revision.user.username) == ("", "office")
    assert ImportRecord.objects.get().undone_by.username == "office"


def test_names_what_it_leaves(record):
    Participant.objects.get(slug="megara").save_revision()
    text = run(str(record.pk), user="office")
    assert text.count("row 3, Megara: changed since") == 2
    assert "Rows undone: 1. Rows left: 1." in text


def test_lists_the_imports(record):
    assert f"{record.pk}: " in run()
    assert "office, registry.csv: 1 new, 1 changed, 0 unchanged, 0 left out; applied" in run()


def test_tells_an_import_that_is_undone_in_part(record):
    Participant.objects.get(slug="megara").save_revision()
    run(str(record.pk), user="office")
    assert "; partly undone\n" in run()
    with pytest.raises(CommandError, match="This import has been undone already"):
        run(str(record.pk), user="office")


@pytest.mark.parametrize(
    ("state", "words"),
    [("running", "was interrupted"), ("interrupted", "was interrupted"), ("failed", "failed")],
)
def test_says_why_there_is_nothing_to_undo(record, state, words):
    started = timezone.now() - timedelta(seconds=3)
    ImportRecord.objects.update(state=state, started_at=started)
    with pytest.raises(CommandError, match=rf"Nothing was undone\. This import {words}"):
        run(str(record.pk), user="office")


def test_says_that_an_import_is_still_running(record):
    ImportRecord.objects.update(state="running")
    with held_for(record), pytest.raises(CommandError, match="This import is still running"):
        run(str(record.pk), user="office")


def test_times_are_those_of_the_pages(record, settings):
    settings.TIME_ZONE = "Europe/Paris"
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    ImportRecord.objects.filter(pk=record.pk).update(started_at=noon)
    assert f"{record.pk}: 2026-07-01 14:00 CEST, " in run()


def test_a_reader_who_has_enough_gets_no_traceback():
    command = [sys.executable, "manage.py", "help", "--commands"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGPIPE, b"")


def test_dry_run_undoes_nothing(record):
    assert "Rows that can be undone: 2." in run(str(record.pk), dry_run=True)
    assert Participant.objects.count() == 2


def test_asks_before_it_undoes(record, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert "Nothing was undone." in run(str(record.pk), user="office", no_input=False)
    assert Participant.objects.count() == 2


def test_refuses_with_a_sentence(record, django_user_model):
    with pytest.raises(CommandError, match="There is no import 999"):
        run("999", user="office")
    with pytest.raises(CommandError, match="--user"):
        run(str(record.pk))
    django_user_model.objects.create_user("guest")
    with pytest.raises(CommandError, match="“guest” may not add participants"):
        run(str(record.pk), user="guest")
    run(str(record.pk), user="office")
    with pytest.raises(CommandError, match=r"Nothing was undone\. .* undone already"):
        run(str(record.pk), user="office")
