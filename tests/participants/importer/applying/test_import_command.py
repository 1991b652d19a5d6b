"""The import on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import get_language
from wagtail.users.models import UserProfile

from participants.importer.applying import PlanOutdated
from participants.models import Participant
from tests.factories import make_admin, make_participant
from tests.participants.importer.files import TIVAT, csv_file
from tests.participants.importer.test_office_files import CASES

pytestmark = pytest.mark.django_db

WRONG = {**TIVAT, "name_en": "Bar", "country": "Atlantis"}


@pytest.fixture
def run(tmp_path):
    """Return a function that imports rows and gives what was printed."""

    def run(*rows, **options):
        make_admin("office")
        file = tmp_path / "registry.csv"
        file.write_bytes(csv_file(*rows))
        output = io.StringIO()
        options = {"user": "office", "no_input": True, **options}
        call_command("import_participants", str(file), stdout=output, **options)
        return output.getvalue()

    return run


def test_applies_as_drafts_and_says_what_changed(run):
    make_participant("megara")
    text = run(TIVAT, {"slug": "megara", "website": "https://megara.example.org/"})
    assert "row 2, new: Tivat" in text
    assert "    website: – → https://megara.example.org/" in text
    assert "Rows applied: 2." in text
    tivat = Participant.objects.get(slug="tivat")
    assert (tivat.live, tivat.latest_revision.user.username) == (False, "office")


def test_speaks_the_language_of_its_author(run, tmp_path):
    french = make_admin("edda")
    UserProfile.objects.create(user=french, preferred_language="fr")
    target = tmp_path / "corrections.csv"
    nameless = {"kind": "city", "country": "ME"}
    text = run(TIVAT, nameless, user="edda", leave_out_faulty=target)
    assert "ligne 2, " in text
    assert "Cette cellule est obligatoire" in target.read_text(encoding="utf-8")
    assert get_language() == "en"


def test_publishes_if_that_is_asked_for(run):
    run(TIVAT, publish=True)
    assert Participant.objects.get().live


def test_dry_run_shows_the_plan_and_writes_nothing(run):
    text = run(TIVAT, WRONG, dry_run=True, user=None)
    assert "registry.csv, row 3, country, “Atlantis”: This is not known." in text
    assert "1 new, 0 changed, 0 unchanged, 1 with errors." in text
    assert not Participant.objects.exists()


def test_errors_stop_it(run):
    with pytest.raises(CommandError, match=r"Nothing was applied\. Rows with errors: 1"):
        run(TIVAT, WRONG)
    assert not Participant.objects.exists()


def test_faulty_rows_can_be_left_out(run, tmp_path):
    target = tmp_path / "corrections.csv"
    run(TIVAT, WRONG, leave_out_faulty=target)
    assert Participant.objects.get().slug == "tivat"
    assert "Atlantis" in target.read_text(encoding="utf-8")


def test_asks_before_it_applies(run, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert "Nothing was applied." in run(TIVAT, no_input=False)
    assert not Participant.objects.exists()


def test_author_must_be_named_and_have_the_right(run, django_user_model):
    with pytest.raises(CommandError, match="--user"):
        run(TIVAT, user=None)
    django_user_model.objects.all().delete()
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        run(TIVAT, user="nobody")
    django_user_model.objects.all().delete()
    django_user_model.objects.create_user("guest")
    with pytest.raises(CommandError, match="“guest” may not add participants"):
        run(TIVAT, user="guest")


def test_unreadable_file_is_refused_with_the_sentence(tmp_path):
    file = tmp_path / "empty.csv"
    file.touch()
    with pytest.raises(CommandError, match=r"empty\.csv: The file is empty"):
        call_command("import_participants", str(file), dry_run=True)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_participants", str(tmp_path / "none.csv"), dry_run=True)


def test_plan_that_is_outdated_writes_nothing(run, monkeypatch):
    def outdated(*args, **options):
        raise PlanOutdated("The registry has changed.")

    monkeypatch.setattr("participants.management.commands.import_participants.apply_plan", outdated)
    with pytest.raises(CommandError, match=r"Nothing was applied\. The registry has changed"):
        run(TIVAT)


def test_encoding_is_asked_for_and_nothing_applied(tmp_path):
    make_admin("office")
    file = tmp_path / "list.csv"
    file.write_bytes("name_en;kind;country\nMalmö;municipality;SE\n".encode("cp850"))
    options = {"user": "office", "no_input": True, "stdout": io.StringIO()}
    with pytest.raises(CommandError, match=r"--encoding cp850  .*DOS 850\): Malmö"):
        call_command("import_participants", str(file), **options)
    assert not Participant.objects.exists()
    with pytest.raises(CommandError, match="There is no encoding “klingon”"):
        call_command("import_participants", str(file), encoding="klingon", **options)
    call_command("import_participants", str(file), encoding="cp850", **options)
    assert Participant.objects.get().texts.get().name == "Malmö"
    assert "read as Western European (DOS 850)" in options["stdout"].getvalue()


def test_sheet_that_was_read_is_named(tmp_path):
    output = io.StringIO()
    file = CASES / "hidden-first-sheet.xlsx"
    call_command("import_participants", str(file), dry_run=True, stdout=output)
    assert "The sheet “List” was read. Not read: “Old list (hidden)”." in output.getvalue()
    assert "1 new" in output.getvalue()
