"""What has had its time is removed, by the command and by the daily task alike."""

import datetime as dt
import logging
import os

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage, get_connection
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry

from cms.delivery.models import QueuedMail
from cms.delivery.scheduled_tasks import ScheduledTasks
from participants.applications import privacy
from participants.applications.personal_data import remove_personal_data
from participants.applications.submission.letters import hold_letter
from participants.applications.transitions import StepError, log_step, note
from participants.models import (
    Application,
    ApplicationMeasure,
    ApplicationMessage,
    HeldLetter,
    SendingRate,
)
from participants.models.applications.parts import letter_storage
from tests.factories import make_application

pytestmark = pytest.mark.django_db

QUEUE = "cms.delivery.mail.backend.QueueBackend"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path, monkeypatch):
    """Give each test a folder for letters of its own."""
    settings.PARTICIPANTS_PRIVATE_ROOT = tmp_path / "private"
    for model, field in ((Application, "letter"), (HeldLetter, "file")):
        # A field keeps the storage that it had when its model was loaded.
        monkeypatch.setattr(model._meta.get_field(field), "storage", letter_storage())
    return settings.PARTICIPANTS_PRIVATE_ROOT


@pytest.fixture
def command(capsys, django_capture_on_commit_callbacks):
    """Return a function that runs the command and gives the lines that it has printed."""

    def run(*options):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("remove_old_applications", *options)
        return capsys.readouterr().out.splitlines()

    return run


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def decided(days, **fields):
    """Return an application that was declined so many days ago, with a letter and messages."""
    application = make_application(**fields)
    Application.objects.filter(pk=application.pk).update(
        state="declined", decided_at=days_ago(days), reason="Too far away"
    )
    for kind in ("question", "answer", "note"):
        ApplicationMessage.objects.create(application=application, kind=kind, text="Hm")
    return Application.objects.get(pk=application.pk)


def unconfirmed(days, **fields):
    application = make_application(is_confirmed=False, **fields)
    Application.objects.filter(pk=application.pk).update(received_at=days_ago(days))
    log_step(application, "send")
    return application


def age(path, days):
    moment = days_ago(days).timestamp()
    os.utime(path, (moment, moment))


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# Personal data


def test_personal_data_go_two_years_after_the_decision(command):
    old, recent = decided(731), decided(729)
    old_email = old.contact_email
    assert f"Removed: personal data of {old.reference}" in command()
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.contact_email, old.contact_name, old.contact_phone) == ("", "", "")
    assert (old.representative_name, old.address, old.reason, old.letter.name) == ("", "", "", "")
    assert not old.messages.exists()
    assert [measure.description for measure in old.measures.all()] == [""]
    assert (recent.contact_email, recent.messages.count()) == (old_email, 3)


def test_which_authority_asked_when_and_what_came_of_it_stays(command):
    old = decided(800)
    command()
    kept = Application.objects.get(pk=old.pk)
    assert (kept.names["en"], kept.country, kept.state) == ("Megara", "GR", "declined")
    assert kept.received_at == old.received_at
    assert kept.erased_at is not None
    assert [measure.title for measure in kept.measures.all()] == ["Support centre"]


def test_removal_is_logged_without_a_user(command):
    old = decided(800)
    command()
    [entry] = log_registry.get_logs_for_instance(old)
    assert (entry.action, entry.user, entry.data) == ("participants.application.erase", None, {})


def test_no_note_is_kept_once_the_data_are_removed(admin_user):
    application = make_application(state="declined")
    note(application, "Called on Monday", user=admin_user)
    remove_personal_data(application)
    with pytest.raises(StepError, match="declined"):
        note(application, "Called again", user=admin_user)
    assert not application.messages.exists()


def test_days_are_those_of_the_setting(command, settings):
    settings.PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS = 30
    old = decided(31)
    assert f"Removed: personal data of {old.reference}" in command()


@pytest.mark.parametrize("days", [0, -1, 36_501, "730", None])
def test_days_that_are_none_are_reported(settings, days):
    settings.PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS = days
    assert "participants.E002" in {message.id for message in run_checks()}


def test_applications_that_wait_for_a_decision_are_kept(command):
    waiting = make_application()
    Application.objects.update(received_at=days_ago(3000), confirmed_at=days_ago(2999))
    command()
    waiting.refresh_from_db()
    assert waiting.contact_email


def test_mail_that_still_waits_for_the_person_goes_too(command, settings):
    settings.EMAIL_BACKEND = QUEUE
    decided(800, contact_email="Eleni@Megara.example.org")
    for address in ("eleni@megara.example.org", "office@example.org"):
        EmailMessage("Subject", "Body", to=[address], connection=get_connection()).send()
    command()
    assert [mail.recipient for mail in QueuedMail.objects.all()] == ["office@example.org"]


def test_letter_stays_where_the_removal_is_rolled_back(
    private_folder, django_capture_on_commit_callbacks
):
    old = decided(800)
    with django_capture_on_commit_callbacks() as callbacks:
        remove_personal_data(old)
    assert len(files_in(private_folder)) == 1
    for callback in callbacks:
        callback()
    assert files_in(private_folder) == set()


# Unconfirmed applications


def test_unconfirmed_applications_go_after_two_weeks(command, private_folder):
    old, recent = unconfirmed(15), unconfirmed(13)
    assert f"Removed: unconfirmed application {old.reference}" in command()
    assert [found.pk for found in Application.objects.all()] == [recent.pk]
    assert [measure.application for measure in ApplicationMeasure.objects.all()] == [recent]
    assert files_in(private_folder) == {recent.letter.name}


def test_nothing_in_the_audit_log_names_what_was_never_confirmed(command):
    unconfirmed(15, names={"en": "John Doe, 1 Home Street"})
    assert "John Doe" in ModelLogEntry.objects.get().label
    command()
    assert not ModelLogEntry.objects.exists()


def test_confirmation_mail_of_a_forgotten_application_goes_too(command, settings):
    settings.EMAIL_BACKEND = QUEUE
    old = unconfirmed(15)
    EmailMessage("Confirm", "Body", to=[old.contact_email], connection=get_connection()).send()
    command()
    assert not QueuedMail.objects.exists()


def test_application_confirmed_at_the_last_moment_is_kept():
    late = unconfirmed(15)
    removals = [removal for removal in privacy.due_removals() if late.reference in removal.what]
    Application.objects.update(state="received", confirmed_at=timezone.now())
    for removal in removals:
        removal.do()
    assert len(removals) == 1
    assert Application.objects.get().contact_email


# Letters and counts


def test_letters_that_no_application_names_go_after_a_day(command, private_folder):
    application = make_application()
    letter = private_folder / application.letter.name
    left, fresh = letter.with_name("left.pdf"), letter.with_name("fresh.pdf")
    for path in (left, fresh):
        path.write_bytes(b"%PDF")
    age(letter, 3)
    age(left, 2)
    assert any("left.pdf" in line for line in command())
    assert files_in(private_folder) == {application.letter.name, f"letters/{_year()}/fresh.pdf"}


def test_other_files_of_the_private_folder_are_left_alone(command, private_folder):
    for name in ("notes.txt", "letters/notes.txt", "backup/2024/old.pdf"):
        path = private_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        age(path, 30)
    command()
    assert files_in(private_folder) == {"notes.txt", "letters/notes.txt", "backup/2024/old.pdf"}


def test_letters_held_for_unfinished_forms_and_old_counts_go(command, private_folder):
    hold_letter(ContentFile(b"%PDF", name="held.pdf"))
    HeldLetter.objects.update(held_at=days_ago(2))
    SendingRate.objects.create(key="old", forget_at=days_ago(1))
    SendingRate.objects.create(key="new", forget_at=days_ago(-1))
    command()
    assert not HeldLetter.objects.exists()
    assert files_in(private_folder) == set()
    assert [rate.key for rate in SendingRate.objects.all()] == ["new"]


def test_whoever_deletes_an_application_deletes_its_letter(
    private_folder, django_capture_on_commit_callbacks
):
    kept, _gone = make_application(), make_application()
    with django_capture_on_commit_callbacks(execute=True):
        Application.objects.exclude(pk=kept.pk).delete()
    assert files_in(private_folder) == {kept.letter.name}


# The run as a whole


def test_dry_run_prints_what_is_due_and_changes_nothing(command, private_folder):
    old, forgotten = decided(800), unconfirmed(15)
    before = files_in(private_folder)
    lines = command("--dry-run")
    assert f"Due: personal data of {old.reference}" in lines
    assert f"Due: unconfirmed application {forgotten.reference}" in lines
    assert Application.objects.exclude(contact_email="").count() == 2
    assert files_in(private_folder) == before
    assert not log_registry.get_logs_for_instance(old).exists()


def test_running_again_removes_nothing_more(command):
    decided(800)
    unconfirmed(15)
    command()
    erased_at = Application.objects.get().erased_at
    assert not [line for line in command() if "application" in line or "personal" in line]
    assert Application.objects.get().erased_at == erased_at


def test_one_that_cannot_be_removed_stops_no_other(command, monkeypatch, caplog, capsys):
    stuck, old = decided(800), decided(800)

    def fail_for_one(application):
        if application.pk == stuck.pk:
            raise OSError(28, "No space left on device")
        remove_personal_data(application)

    monkeypatch.setattr(privacy, "remove_personal_data", fail_for_one)
    with pytest.raises(CommandError, match="Not removed: 1"):
        command()
    assert f"Not removed: personal data of {stuck.reference}" in capsys.readouterr().out
    assert Application.objects.get(pk=stuck.pk).erased_at is None
    assert Application.objects.get(pk=old.pk).erased_at is not None
    assert stuck.reference in caplog.text


def test_letter_that_cannot_be_deleted_is_tried_again_the_next_time(
    command, private_folder, monkeypatch, caplog
):
    old = decided(800)
    letter = private_folder / old.letter.name
    age(letter, 3)
    storage = type(letter_storage())
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", cannot_delete)
        with pytest.raises(CommandError):
            command()
    assert Application.objects.get().erased_at is not None
    assert letter.exists()
    assert any(letter.name in line for line in command())
    assert not letter.exists()


@pytest.mark.parametrize("count", [3, 12])
def test_memory_is_bounded_by_batches(count, monkeypatch):
    monkeypatch.setattr(privacy, "BATCH", 5)
    for _ in range(count):
        decided(800)
    found = [removal.what for removal in privacy.due_removals() if "personal" in removal.what]
    assert len(set(found)) == len(found) == count


def test_deliverer_does_it_every_day(django_capture_on_commit_callbacks):
    old = decided(800)
    tasks = ScheduledTasks()
    [task] = [found for found in tasks.due(timezone.now()) if found.task is privacy.remove_old]
    with django_capture_on_commit_callbacks(execute=True):
        tasks.do(task)
    assert Application.objects.get(pk=old.pk).erased_at is not None
    assert task not in tasks.due(timezone.now() + dt.timedelta(hours=23))
    assert task in tasks.due(timezone.now() + dt.timedelta(hours=25))


def test_log_of_the_removal_names_references_only(command, caplog):
    caplog.set_level(logging.INFO)
    decided(800, contact_name="Canary Contact", contact_email="canary@example.org")
    unconfirmed(15, contact_name="Canary Contact", contact_email="canary@example.org")
    printed = "\n".join(command("--dry-run") + command())
    assert "canary" not in (printed + caplog.text).lower()


def cannot_delete(storage, name):
    raise OSError(5, "Input/output error")


def _year():
    return timezone.now().year
