"""The import in the admin: choose a file, look at the plan, apply it."""

import io
import os
import re
import time
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from participants.importer.admin.uploads import KEPT_FOR, Upload, import_storage
from participants.importer.applying import carrying_out, records
from participants.models import Participant
from tests.factories import make_admin, make_participant
from tests.participants.importer.bad_files import BAD_FILES
from tests.participants.importer.files import TIVAT, csv_file
from tests.participants.importer.test_office_files import CASES

pytestmark = pytest.mark.django_db

PAGE = "/admin/participants/import/"
WRONG = {**TIVAT, "name_en": "Bar", "country": "Atlantis"}


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.PARTICIPANTS_PRIVATE_ROOT = tmp_path


def text_of(response) -> str:
    """Return the words of a page, also of one that arrives in pieces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html_of(response))).split())


def html_of(response) -> str:
    return response.getvalue().decode()


def send(client, content, name="registry.csv", **fields):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), **fields})


def uploaded(client, *rows, **fields) -> str:
    """Send rows as a file, and return the address of its plan."""
    response = send(client, csv_file(*rows), **fields)
    assert response.status_code == 302, text_of(response)
    return response["Location"]


def agree(client, plan):
    """Look at a plan and press its button."""
    [digest] = re.findall(r'name="digest" value="(\w+)"', html_of(client.get(plan)))
    return client.post(plan, {"digest": digest})


def sign_in(client, django_user_model, *permissions, group=None):
    user = django_user_model.objects.create_user("person", password="pw")
    if group:
        user.groups.add(Group.objects.get(name=group))
    codenames = ["access_admin", *(f"{action}_participant" for action in permissions)]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


class TestPermissions:
    @pytest.mark.parametrize("permissions", [(), ("add",), ("change",), ("view", "publish")])
    def test_only_those_who_may_add_and_change_come_in(
        self, client, django_user_model, permissions
    ):
        user = sign_in(client, django_user_model, *permissions)
        upload = Upload.keep(io.BytesIO(csv_file(TIVAT)), user=user, name="a.csv", publish=False)
        headers = {"X-Requested-With": "XMLHttpRequest"}
        plan = f"{PAGE}{upload.signed}/"
        for address in (PAGE, plan, f"{plan}corrections/", f"{PAGE}template/"):
            assert client.get(address, headers=headers).status_code == 403
            assert client.get(address).status_code == 302
        assert client.post(PAGE, {}, headers=headers).status_code == 403
        assert client.post(plan, {}, headers=headers).status_code == 403
        assert PAGE not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_nobody_else_comes_in(self, client):
        assert client.get(PAGE)["Location"].startswith("/admin/login/")

    def test_publishing_is_for_those_who_may(self, client, django_user_model):
        sign_in(client, django_user_model, group="Editors")
        assert "Publish at once" not in text_of(client.get(PAGE))
        agree(client, uploaded(client, TIVAT, publish="on")).getvalue()
        assert not Participant.objects.get().live

    def test_right_to_publish_can_be_lost_on_the_way(self, client, django_user_model):
        user = sign_in(client, django_user_model, "add", "change", "publish")
        plan = uploaded(client, TIVAT, publish="on")
        client.get(plan).getvalue()
        user.user_permissions.remove(Permission.objects.get(codename="publish_participant"))
        headers = {"X-Requested-With": "XMLHttpRequest"}
        assert client.post(plan, {"digest": "x"}, headers=headers).status_code == 403

    def test_upload_is_for_its_sender_alone(self, admin_client):
        plan = uploaded(admin_client, TIVAT)
        other = Client()
        other.force_login(make_admin("other"))
        headers = {"X-Requested-With": "XMLHttpRequest"}
        assert other.get(plan, headers=headers).status_code == 403
        assert other.get(f"{plan}corrections/", headers=headers).status_code == 403
        assert other.post(plan, {"digest": "x"}, headers=headers).status_code == 403

    def test_value_that_nobody_signed_is_unknown(self, admin_client):
        plan = uploaded(admin_client, TIVAT)
        for changed in (plan.replace(PAGE, f"{PAGE}x"), f"{PAGE}..:1:x/"):
            assert admin_client.get(changed).status_code == 404

    def test_every_step_needs_a_token_against_forgery(self, admin_client, django_user_model):
        plan = uploaded(admin_client, TIVAT)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(django_user_model.objects.get(username="admin"))
        assert strict.post(PAGE, {}).status_code == 403
        assert strict.post(plan, {}).status_code == 403

    def test_the_way_leads_over_menu_and_listing(self, admin_client):
        home = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        assert f'"{PAGE}"' in unescape(home)
        listing = admin_client.get("/admin/snippets/participants/participant/")
        assert f'href="{PAGE}"' in listing.content.decode()


class TestUpload:
    def test_page_explains_the_columns_and_gives_a_template(self, admin_client):
        text = text_of(admin_client.get(PAGE))
        assert "The ordinal issued at admission." in text
        response = admin_client.get(f"{PAGE}template/")
        assert response.content.decode().startswith("\ufeffnumber,slug,name_en,name_fr,")
        assert 'filename="participants.csv"' in response["Content-Disposition"]

    def test_is_kept_in_private(self, admin_client, tmp_path):
        uploaded(admin_client, TIVAT)
        [stored] = (tmp_path / "imports").iterdir()
        assert stored.stat().st_mode & 0o077 == 0
        assert "registry" not in stored.name
        with pytest.raises(ValueError, match="no URL"):
            import_storage().url(stored.name)

    def test_is_cleared_away_after_a_day(self, admin_client, tmp_path):
        first = uploaded(admin_client, TIVAT)
        [stored] = (tmp_path / "imports").iterdir()
        old = time.time() - KEPT_FOR.total_seconds() - 1
        os.utime(stored, (old, old))
        uploaded(admin_client, TIVAT)
        assert not stored.exists()
        response = admin_client.get(first, follow=True)
        assert "This upload is no longer here" in text_of(response)

    def test_is_forgotten_when_its_signature_is_old(self, admin_client, monkeypatch):
        plan = uploaded(admin_client, TIVAT)
        monkeypatch.setattr("participants.importer.admin.uploads.KEPT_FOR", timedelta(seconds=-1))
        assert "no longer here" in text_of(admin_client.get(plan, follow=True))

    def test_needs_a_file(self, admin_client):
        assert "This field is required" in text_of(admin_client.post(PAGE, {}))

    @pytest.mark.parametrize("kind", [kind for kind in BAD_FILES if not BAD_FILES[kind].encoding])
    def test_bad_file_is_refused_and_nothing_is_written(self, admin_client, kind, tmp_path):
        bad = BAD_FILES[kind]
        content = bad.build()
        # The columns of those files are called otherwise.
        if b";name;" in content and not content.startswith(b"PK"):
            content = content.replace(b"number;name;country", b"number;name_en;country", 1)
        response = send(admin_client, content, bad.name)
        pieces = [response]
        if response.status_code == 302:
            pieces.append(admin_client.get(response["Location"]))
        assert "error-message" in html_of(pieces[-1])
        assert not Participant.objects.exists()
        folder = tmp_path / "imports"
        assert not folder.exists() or not list(folder.iterdir())


class TestPlan:
    def test_shows_what_would_change_and_writes_nothing(self, admin_client):
        make_participant("megara", number=124, website="https://one.example.org/")
        make_participant("porto", country="PT")
        plan = uploaded(
            admin_client, {"number": 124, "website": "https://two.example.org/"}, TIVAT, WRONG
        )
        html = html_of(admin_client.get(plan))
        assert "<del><bdi>https://one.example.org/</bdi></del>" in html
        assert "<ins><bdi>https://two.example.org/</bdi></ins>" in html
        assert "<ins><bdi>Tivat</bdi></ins>" in html
        text = text_of(admin_client.get(plan))
        assert "4 country Atlantis This is not known." in text
        assert "Apply and leave out 1 row" in text
        assert "1 published participant is not in the file They stay as they are." in text
        assert Participant.objects.count() == 2
        assert not Participant.objects.filter(has_unpublished_changes=True).exists()

    def test_can_be_loaded_again(self, admin_client):
        plan = uploaded(admin_client, TIVAT)
        for _time in range(2):
            assert "What would change new 1" in text_of(admin_client.get(plan))

    def test_offers_nothing_where_nothing_is_to_be_done(self, admin_client):
        make_participant("tivat", country="ME")
        html = html_of(admin_client.get(uploaded(admin_client, {"slug": "tivat"}, publish="on")))
        assert "There is nothing to apply" in html
        assert "Apply</button>" not in " ".join(html.split()).replace(" </", "</")

    def test_shows_the_first_of_many(self, admin_client):
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(203)]
        text = text_of(admin_client.get(uploaded(admin_client, *rows)))
        assert "Place 199" in text
        assert "Place 200" not in text
        assert "… and 3 more." in text

    def test_text_of_the_file_is_no_markup(self, admin_client):
        plan = uploaded(admin_client, {**TIVAT, "name_fr": "<img src=x onerror=alert(1)>"})
        html = html_of(admin_client.get(plan))
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html

    def test_arrives_piece_by_piece_and_uncompressed(self, admin_client):
        plan = uploaded(admin_client, TIVAT)
        response = admin_client.get(plan, headers={"Accept-Encoding": "gzip"})
        pieces = list(response.streaming_content)
        assert "Content-Encoding" not in response
        assert len(pieces) > 3
        assert b"Tivat" not in b"".join(pieces[:2])


class TestEncoding:
    def upload(self, client, name="Malmö", encoding="cp850") -> str:
        content = f"name_en;kind;country\n{name};municipality;SE\n".encode(encoding)
        return send(client, content)["Location"]

    def test_is_asked_for_before_there_is_a_plan(self, admin_client):
        plan = self.upload(admin_client)
        html = html_of(admin_client.get(plan))
        assert re.findall(r'<input type="radio" name="encoding" value="(\w+)" required>', html)[
            :2
        ] == [
            "cp850",
            "cp1252",
        ]
        assert "<strong>Western European (DOS 850)</strong><br><bdi>Malmö</bdi>" in html
        assert "<bdi>Malm”</bdi>" in html
        assert "digest" not in html

    def test_nothing_is_applied_before_somebody_has_chosen(self, admin_client):
        plan = self.upload(admin_client)
        [digest] = re.findall(
            r'name="digest" value="(\w+)"', html_of(admin_client.get(plan, {"encoding": "cp850"}))
        )
        assert "How are the letters" in text_of(admin_client.post(plan, {"digest": digest}))
        assert not Participant.objects.exists()

    def test_choice_holds_until_the_plan_is_applied(self, admin_client):
        plan = self.upload(admin_client)
        html = html_of(admin_client.get(plan, {"encoding": "cp850"}))
        assert 'value="cp850" required checked' in html
        assert "read as Western European (DOS 850)." in html
        [digest] = re.findall(r'name="digest" value="(\w+)"', html)
        [encoding] = re.findall(r'type="hidden" name="encoding" value="(\w+)"', html)
        admin_client.post(plan, {"digest": digest, "encoding": encoding}).getvalue()
        assert Participant.objects.get().texts.get().name == "Malmö"

    def test_plan_of_one_reading_cannot_be_applied_in_another(self, admin_client):
        plan = self.upload(admin_client)
        html = html_of(admin_client.get(plan, {"encoding": "cp850"}))
        [digest] = re.findall(r'name="digest" value="(\w+)"', html)
        answer = text_of(admin_client.post(plan, {"digest": digest, "encoding": "cp1252"}))
        assert "please look again" in answer
        assert not Participant.objects.exists()

    @pytest.mark.parametrize("encoding", ["klingon", "zip", "utf-8", "utf-16"])
    def test_choice_that_cannot_be_leads_back_to_the_question(self, admin_client, encoding):
        plan = self.upload(admin_client)
        html = html_of(admin_client.get(plan, {"encoding": encoding}))
        assert 'role="alert"' in html
        assert 'value="cp850"' in html
        assert "What would change" in text_of(admin_client.get(plan, {"encoding": "cp850"}))

    def test_column_that_is_not_known_has_nothing_to_do_with_it(self, admin_client):
        content = "name_en;kind;contry\nMalmö;municipality;SE\n".encode("cp850")
        plan = send(admin_client, content)["Location"]
        text = text_of(admin_client.get(plan, {"encoding": "cp850"}))
        assert "With “contry”, did you mean “country”?" in text
        assert "How are the letters" not in text

    def test_rows_cannot_be_left_out_where_there_are_no_others(self, admin_client):
        text = text_of(admin_client.get(uploaded(admin_client, WRONG)))
        assert "leave out" not in text
        assert "1 row cannot be applied." in text

    def test_plan_says_how_the_file_was_read(self, admin_client):
        text = text_of(admin_client.get(self.upload(admin_client, "Ærø", "utf-8")))
        assert "The letters were read as UTF-8." in text
        assert "“Ærø”" in text
        assert "read them in another way" not in text

    def test_plan_names_the_sheet_and_the_others(self, admin_client):
        content = (CASES / "read-me-first.xlsx").read_bytes()
        text = text_of(admin_client.get(send(admin_client, content, "list.xlsx")["Location"]))
        assert "The sheet “List” was read. Not read: “Read me”." in text

    def test_row_that_cannot_be_taken_as_it_stands_is_an_error_of_its_own(self, admin_client):
        content = (CASES / "formula-without-value.xlsx").read_bytes()
        text = text_of(admin_client.get(send(admin_client, content, "list.xlsx")["Location"]))
        assert "1 row cannot be applied" in text
        assert "2 population The formula of the cell has not been worked out" in text


class TestApplying:
    def test_does_what_was_agreed_and_forgets_the_file(self, admin_client, tmp_path):
        plan = uploaded(admin_client, TIVAT)
        text = text_of(agree(admin_client, plan))
        assert "The file has been applied added 1 changed 0" in text
        tivat = Participant.objects.get()
        assert (tivat.live, tivat.latest_revision.user.username) == (False, "admin")
        assert not list((tmp_path / "imports").iterdir())
        assert "no longer here" in text_of(admin_client.post(plan, {"digest": "x"}, follow=True))
        assert Participant.objects.count() == 1

    def test_publishes_at_once_if_that_is_asked_for(self, admin_client, api):
        agree(admin_client, uploaded(admin_client, TIVAT, publish="on")).getvalue()
        assert api("participants/")[1]["meta"]["total_count"] == 1

    def test_leaves_out_wrong_rows_and_gives_them_back(self, admin_client):
        plan = uploaded(admin_client, TIVAT, WRONG)
        html = html_of(agree(admin_client, plan))
        assert Participant.objects.get().slug == "tivat"
        # Signed anew with the time of the answer, so it need not be the address of the plan.
        [address] = re.findall(r'href="([^"]+corrections/)"', unescape(html))
        response = admin_client.get(address)
        content = response.getvalue()
        assert 'filename="corrections-registry.csv"' in response["Content-Disposition"]
        assert content.decode().count("Atlantis") == 1
        again = send(admin_client, content.replace(b"Atlantis", b"ME"))["Location"]
        assert "applied added 1" in text_of(agree(admin_client, again))

    def test_needs_a_plan_that_was_seen(self, admin_client):
        plan = uploaded(admin_client, TIVAT)
        for data in ({}, {"digest": "0" * 64}):
            assert "please look again" in text_of(admin_client.post(plan, data))
        assert not Participant.objects.exists()

    def test_shows_the_plan_anew_if_the_registry_has_changed(self, admin_client):
        megara = make_participant("megara")
        plan = uploaded(admin_client, {"slug": "megara", "name_en": "New Megara"})
        [digest] = re.findall(r'name="digest" value="(\w+)"', html_of(admin_client.get(plan)))
        megara.name_local = "Μέγαρα"
        megara.save_revision()
        text = text_of(admin_client.post(plan, {"digest": digest}))
        assert "The registry has changed since. Nothing was written" in text
        assert "has changes that are not published" in text

    def test_change_elsewhere_is_no_hindrance(self, admin_client):
        make_participant("megara")
        plan = uploaded(admin_client, TIVAT)
        [digest] = re.findall(r'name="digest" value="(\w+)"', html_of(admin_client.get(plan)))
        Participant.objects.update(website="https://megara.example.org/")
        assert "has been applied" in text_of(admin_client.post(plan, {"digest": digest}))

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (OperationalError("database is locked"), "Somebody else is writing. Try again."),
            (IntegrityError("UNIQUE constraint failed"), "The database refused it"),
        ],
    )
    def test_fault_on_the_way_is_told_and_undoes_everything(
        self, admin_client, monkeypatch, error, sentence
    ):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr(records, "BATCH", 1)
        monkeypatch.setattr(carrying_out, "save_published", fail)
        plan = uploaded(admin_client, TIVAT)
        text = text_of(agree(admin_client, plan))
        assert f"Nothing was written {sentence}" in text
        assert (Participant.objects.count(), Revision.objects.count()) == (0, 0)
        monkeypatch.undo()
        assert "Tivat" in text_of(admin_client.get(plan))

    def test_reader_who_goes_away_undoes_everything(self, admin_client, monkeypatch):
        monkeypatch.setattr(records, "BATCH", 1)
        monkeypatch.setattr("participants.importer.admin.streamed.PAUSE", 0)
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(5)]
        response = agree(admin_client, uploaded(admin_client, *rows))
        for piece in response.streaming_content:
            if b"Rows applied: 2 of 5" in piece:
                break
        assert Participant.objects.exists()
        # As close() does, but without ending the request and with it the test's connection.
        for close in response._resource_closers:
            close()
        assert not Participant.objects.exists()
