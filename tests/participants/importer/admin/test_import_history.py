"""The pages of the imports that there have been, and of undoing one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import APIToken

from participants.importer.applying import undo_import
from participants.models import ImportRecord, ImportState, Participant
from tests.factories import make_admin, make_participant
from tests.participants.importer.admin.test_import_pages import agree, sign_in, text_of, uploaded
from tests.participants.importer.files import TIVAT, csv_file, imported

pytestmark = pytest.mark.django_db

IMPORTS = "/admin/participants/imports/"
WEBSITE = {"slug": "megara", "website": "https://megara.example.org/"}


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.PARTICIPANTS_PRIVATE_ROOT = tmp_path


def page_of(record, tail="") -> str:
    return f"{IMPORTS}{record.pk}/{tail}"


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def make_records(count, **fields) -> None:
    values = {"file_size": 1, "sha256": "0" * 64, "is_published": True, "state": "applied"}
    counts = dict.fromkeys(("new", "changed", "unchanged", "faulty"), 0)
    ImportRecord.objects.bulk_create(
        ImportRecord(**{"file_name": f"{place}.csv", **values, **counts, **fields})
        for place in range(count)
    )


class TestList:
    def test_says_who_when_file_plan_and_result(self, admin_client):
        plan = uploaded(admin_client, TIVAT, {**TIVAT, "name_en": "Bar", "country": "Atlantis"})
        applied = agree(admin_client, plan).getvalue().decode()
        text = text_of(admin_client.get(IMPORTS))
        for words in ("registry.csv", "admin", "applied"):
            assert words in text
        assert "1 new, 0 changed, 0 unchanged, 1 left out" in text
        record = ImportRecord.objects.get()
        assert page_of(record) in applied
        assert record.file_size == len(
            csv_file(TIVAT, {**TIVAT, "name_en": "Bar", "country": "Atlantis"})
        )
        assert record.duration.total_seconds() >= 0

    def test_is_searched_by_file_and_by_user(self, admin_client):
        make_records(1, user=make_admin("office"))
        make_records(1, file_name="other.csv")
        assert "other.csv" not in text_of(admin_client.get(IMPORTS, {"q": "OFFICE"}))
        found = text_of(admin_client.get(f"{IMPORTS}results/", {"q": "other"}))
        assert "other.csv" in found
        assert "0.csv" not in found

    @pytest.mark.parametrize("query", ['"', "\x00", "a" * 3_000, "%", "\ud800", "x " * 500])
    def test_bears_any_search(self, admin_client, query):
        make_records(1)
        query = query.encode("utf-8", "surrogatepass")
        assert admin_client.get(IMPORTS, {"q": query}).status_code in {200, 400}

    def test_has_pages_the_newest_first_and_constant_queries(self, admin_client):
        make_records(3, user=make_admin("office"))
        few = queries_of(admin_client, IMPORTS)
        make_records(30, user=make_admin("other"))
        make_records(1, state=ImportState.RUNNING)
        text = text_of(admin_client.get(IMPORTS))
        assert text.index("29.csv") < text.index("28.csv")
        assert "Page 1 of 2" in text
        ImportRecord.objects.filter(state=ImportState.RUNNING).delete()
        assert queries_of(admin_client, IMPORTS) == few

    def test_is_in_the_menu_of_those_who_may_import(self, client, django_user_model):
        sign_in(client, django_user_model, group="Editors")
        assert IMPORTS in client.get("/admin/").content.decode()

    def test_says_that_nothing_has_been_imported(self, admin_client):
        assert "There are no imports to display." in text_of(admin_client.get(IMPORTS))


class TestRecord:
    def test_shows_what_each_row_did(self, admin_client):
        make_participant("megara")
        record = imported(WEBSITE, TIVAT, user=make_admin("office"))
        text = text_of(admin_client.get(page_of(record)))
        assert "2 Megara changed website – https://megara.example.org/" in text
        assert "3 Tivat new" in text
        assert "office" in text
        assert record.sha256 in text
        assert "Undo this import" in text

    def test_has_pages_and_constant_queries(self, admin_client):
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(60)]
        few = imported(*rows[:3], publish=False)
        many = imported(*rows[3:], publish=False)
        admin_client.get(page_of(few))
        assert queries_of(admin_client, page_of(few)) + 1 >= queries_of(admin_client, page_of(many))
        assert "Page 1 of 2" in text_of(admin_client.get(page_of(many)))
        assert "Place 59" in text_of(admin_client.get(page_of(many), {"p": "2"}))
        assert admin_client.get(page_of(many), {"p": "x"}).status_code == 200

    def test_shows_text_of_files_as_text(self, admin_client):
        record = imported({**TIVAT, "name_local": "A & B"}, publish=False)
        ImportRecord.objects.update(file_name="<script>alert(1)</script>.csv")
        html = admin_client.get(page_of(record)).content.decode()
        assert "<script>alert(1)" not in html
        assert "<script>alert(1)" not in admin_client.get(IMPORTS).content.decode()
        assert "A &amp; B" in html

    @pytest.mark.parametrize("key", ["0", "999", str(10**30)])
    def test_that_there_is_not_is_unknown(self, admin_client, key):
        for tail in ("", "undo/"):
            assert admin_client.get(f"{IMPORTS}{key}/{tail}", follow=True).status_code == 404


class TestHistoryOfParticipants:
    def test_names_row_file_and_import_for_each_of_a_batch(self, admin_client):
        make_participant("megara")
        record = imported(WEBSITE, TIVAT, {**TIVAT, "name_en": "Bar", "number": 7})
        for position, slug in ((2, "megara"), (3, "tivat"), (4, "bar")):
            text = history_of(admin_client, slug)
            assert f"Imported from row {position} of import {record.pk}" in text
            assert "registry.csv" not in text
        undo_import(record, user=None)
        for position, slug in ((2, "megara"), (4, "bar")):
            text = history_of(admin_client, slug)
            assert f"Undone: row {position} of import {record.pk}" in text

    def test_who_views_participants_alone_reads_no_name_of_a_file(self, client):
        record = imported(TIVAT)
        viewer = get_user_model().objects.create_user("viewer")
        names = ["access_admin", "view_participant"]
        viewer.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(viewer)
        text = client.get("/admin/reports/site-history/").content.decode()
        assert f"Imported from row 2 of import {record.pk}" in text
        assert "registry.csv" not in text


def history_of(client, slug) -> str:
    pk = Participant.objects.get(slug=slug).pk
    return text_of(client.get(f"/admin/snippets/participants/participant/history/{pk}/"))


class TestPermissions:
    @pytest.mark.parametrize("permissions", [(), ("add",), ("change",), ("view", "publish")])
    def test_only_those_who_may_import_see_anything(self, client, django_user_model, permissions):
        record = imported(TIVAT)
        sign_in(client, django_user_model, *permissions)
        headers = {"X-Requested-With": "XMLHttpRequest"}
        for address in (IMPORTS, f"{IMPORTS}results/", page_of(record), page_of(record, "undo/")):
            assert client.get(address, headers=headers).status_code == 403
        assert client.post(page_of(record, "undo/"), headers=headers).status_code == 403
        assert IMPORTS not in client.get("/admin/").content.decode()
        assert Participant.objects.exists()

    def test_undoing_needs_the_right_to_publish(self, client, django_user_model):
        record = imported(TIVAT, publish=False)
        user = sign_in(client, django_user_model, group="Editors")
        headers = {"X-Requested-With": "XMLHttpRequest"}
        assert "Undo this import" not in text_of(client.get(page_of(record)))
        assert client.get(page_of(record, "undo/"), headers=headers).status_code == 403
        assert client.post(page_of(record, "undo/"), headers=headers).status_code == 403
        user.groups.add(Group.objects.get(name="Moderators"))
        client.force_login(django_user_model.objects.get(pk=user.pk))
        assert client.get(page_of(record, "undo/")).status_code == 200

    def test_nobody_else_comes_in(self, client):
        record = imported(TIVAT)
        for address in (IMPORTS, page_of(record), page_of(record, "undo/")):
            assert client.get(address)["Location"].startswith("/admin/login/")

    def test_no_api_tells_of_imports(self, client):
        record = imported(TIVAT)
        token = APIToken.create_token(user=make_admin("office"), name="test")[1]
        headers = {"Authorization": f"Bearer {token}"}
        for model, status in (("Participant", 200), ("ImportRecord", 422), ("ImportedRow", 422)):
            address = f"/api/v3/snippets/participants.{model}/"
            assert client.get(address, headers=headers).status_code == status
            answer = client.get(f"{address}{record.pk}/", headers=headers)
            assert record.sha256 not in answer.content.decode()
        assert "import" not in client.get("/api/v3/openapi.json").content.decode().lower()

    def test_undoing_needs_a_token_against_forgery(self, admin_client, django_user_model):
        record = imported(TIVAT)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(django_user_model.objects.get())
        assert strict.post(page_of(record, "undo/")).status_code == 403
        assert Participant.objects.exists()


class TestUndoing:
    def test_says_what_will_be_undone_and_what_was_changed_since(self, admin_client):
        make_participant("megara")
        make_participant("lyon", country="FR")
        record = imported(
            WEBSITE,
            {"slug": "lyon", "kind": "region"},
            TIVAT,
            {**TIVAT, "name_en": "Bar", "number": 7},
        )
        lyon = Participant.objects.get(slug="lyon")
        lyon.save_revision()
        response = admin_client.get(page_of(record, "undo/"))
        text = text_of(response)
        assert "to be removed 1 to be as before 1" in text
        assert "1 of those that were added has been issued a number." in text
        assert "What stays as it is Lyon (row 3): changed since" in text
        assert f"/participants/participant/edit/{lyon.pk}/" in response.content.decode()
        assert Participant.objects.get(slug="megara").website

    def test_undoes_and_says_what_was_not(self, admin_client, django_user_model):
        make_participant("megara")
        record = imported(WEBSITE, {**TIVAT, "number": 7}, {**TIVAT, "name_en": "Bar"})
        text = text_of(admin_client.post(page_of(record, "undo/")))
        assert "Rows undone: 3 of 3" in text
        assert "The import has been undone" in text
        assert "Tivat (row 3): kept as a draft, because its number has been issued: 7" in text
        record.refresh_from_db()
        assert (record.state, record.undone_by) == (
            ImportState.UNDONE,
            django_user_model.objects.get(),
        )
        shown = text_of(admin_client.get(page_of(record)))
        assert "3 rows undone, 0 rows not" in shown
        assert "Bar new, removed" in shown
        assert "Undo this import" not in shown
        assert "undone" in text_of(admin_client.get(IMPORTS))

    def test_that_leaves_rows_is_called_so(self, admin_client):
        make_participant("megara")
        record = imported(WEBSITE, TIVAT)
        Participant.objects.get(slug="megara").save_revision()
        text = text_of(admin_client.post(page_of(record, "undo/")))
        assert "The import has been undone in part undone 1 not undone 1" in text
        for page in (page_of(record), IMPORTS):
            assert "partly undone" in text_of(admin_client.get(page))

    def test_second_one_is_told(self, admin_client):
        record = imported(TIVAT)
        undo_import(record, user=None)
        text = text_of(admin_client.post(page_of(record, "undo/")))
        assert "Nothing was undone This import has been undone already." in text
        response = admin_client.get(page_of(record, "undo/"), follow=True)
        assert "This import has been undone already." in text_of(response)

    def test_fault_on_the_way_undoes_nothing(self, admin_client, monkeypatch):
        def fail(*args, **kwargs):
            raise OperationalError("database is locked")

        make_participant("megara")
        record = imported(WEBSITE, TIVAT)
        monkeypatch.setattr("participants.importer.applying.removing.unpublish", fail)
        text = text_of(admin_client.post(page_of(record, "undo/")))
        assert "Nothing was undone Somebody else is writing. Try again." in text
        assert Participant.objects.get(slug="megara").website
        assert set(record.rows.values_list("outcome", flat=True)) == {""}
        monkeypatch.undo()
        admin_client.post(page_of(record, "undo/")).getvalue()
        assert Participant.objects.get().website == ""

    def test_reader_who_goes_away_undoes_nothing(self, admin_client, monkeypatch):
        monkeypatch.setattr("participants.importer.applying.records.BATCH", 1)
        monkeypatch.setattr("participants.importer.admin.streamed.PAUSE", 0)
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(5)]
        record = imported(*rows)
        response = admin_client.post(page_of(record, "undo/"))
        for piece in response.streaming_content:
            if b"Rows undone: 2 of 5" in piece:
                break
        assert Participant.objects.count() == 3
        # As close() does, but without ending the request and with it the test's connection.
        for close in response._resource_closers:
            close()
        assert Participant.objects.count() == 5
        assert ImportRecord.objects.get().state == ImportState.APPLIED


class TestStates:
    def test_failure_is_kept_with_its_reason(self, admin_client, monkeypatch):
        def fail(*args, **kwargs):
            raise OperationalError("database is locked")

        monkeypatch.setattr("participants.importer.applying.carrying_out.save_published", fail)
        agree(admin_client, uploaded(admin_client, TIVAT, publish="on")).getvalue()
        record = ImportRecord.objects.get()
        assert (record.state, record.failure) == (ImportState.FAILED, "database is locked")
        text = text_of(admin_client.get(page_of(record)))
        assert "failed database is locked" in text
        assert "Undo this import" not in text

    def test_reader_who_goes_away_interrupts(self, admin_client, monkeypatch):
        monkeypatch.setattr("participants.importer.applying.records.BATCH", 1)
        monkeypatch.setattr("participants.importer.admin.streamed.PAUSE", 0)
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(5)]
        response = agree(admin_client, uploaded(admin_client, *rows))
        for piece in response.streaming_content:
            if b"Rows applied: 2 of 5" in piece:
                break
        for close in response._resource_closers:
            close()
        assert ImportRecord.objects.get().state == ImportState.INTERRUPTED
        assert "interrupted" in text_of(admin_client.get(IMPORTS))
        text = text_of(admin_client.get(page_of(ImportRecord.objects.get())))
        assert "Nothing of this file was written" in text

    def test_one_that_nobody_holds_any_more_was_interrupted(self, admin_client):
        make_records(1, state=ImportState.RUNNING)
        assert "running" in text_of(admin_client.get(f"{IMPORTS}results/"))
        ImportRecord.objects.update(started_at=timezone.now() - timezone.timedelta(seconds=3))
        assert "interrupted" in text_of(admin_client.get(f"{IMPORTS}results/"))
