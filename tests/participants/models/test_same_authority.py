"""The same authority twice: who is found, which doors refuse it, and what lets it through."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from cms.delivery.content_version.schedule import publish_due
from participants.admission.issuing import AdmissionError, admit
from participants.applications.office.acceptance import AcceptanceError, accept
from participants.models import Kind, MembershipEvent, Participant
from participants.models.identity.authority import LEVELS
from tests.factories import build_participant, make_admin, make_application, make_participant
from tests.participants.admin.test_admin import form_data
from tests.participants.importer.files import counted, import_rows, plan_of

pytestmark = pytest.mark.django_db

PLACE = {"latitude": "37.99471", "longitude": "23.34324"}
ALIKE = reverse("participants_alike")
ROW = {"name_en": "Megara", "kind": "city", "country": "GR", "joined_on": "2014", "slug": "second"}


@pytest.fixture
def megara():
    return make_participant("megara", number=124, name_local="Μέγαρα", **PLACE)


def second(**fields):
    """Return a draft that nobody has published."""
    values = {"texts": {"en": "Megara"}, "is_public": False, **fields}
    return make_participant("second", **values)


def publish(participant):
    participant.save_revision().publish()


class TestWhoIsTheSame:
    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"texts": {"en": "MEGARA"}},
            {"texts": {"en": "Mégara"}},
            {"texts": {"en": "Municipality of Megara"}},
            {"texts": {"en": "Elsewhere", "fr": "Megara"}},
            {"texts": {"en": "Elsewhere"}, "name_local": "Μέγαρα"},
            {"texts": {"en": "Me Gara"}},
            {"kind": "municipality"},
            {"kind": "other"},
            PLACE,
            {"latitude": "38.1", "longitude": "23.4"},
            {"texts": {"en": "Meggara"}, "latitude": "38.0", "longitude": "23.34"},
        ],
    )
    def test_is_refused(self, megara, fields):
        with pytest.raises(ValidationError, match=r"same authority.*“Megara” .city, number 124"):
            publish(second(**fields))
        assert not Participant.objects.get(slug="second").live

    @pytest.mark.parametrize(
        "fields",
        [
            {"country": "CY"},
            {"kind": "region"},
            {"kind": "province"},
            {"texts": {"en": "Nea Megara"}},
            {"texts": {"en": "Meggara"}},
            {"texts": {"en": "Magara"}},
            {"texts": {"en": "Megara 2"}, **PLACE},
            {"latitude": "40.6", "longitude": "22.9"},
        ],
    )
    def test_is_published_without_a_question(self, megara, fields):
        publish(second(**fields))
        assert Participant.objects.get(slug="second").live

    def test_former_name_counts(self, megara):
        megara.events = [
            MembershipEvent(kind="admitted", date="2014"),
            MembershipEvent(kind="renamed", date="2016", note="Until then it was Nisaia."),
        ]
        publish(megara)
        with pytest.raises(ValidationError, match="same authority"):
            publish(second(texts={"en": "Nisaia"}))

    def test_a_draft_keeps_nobody_from_publication(self):
        make_participant("megara", is_public=False)
        publish(second())
        assert Participant.objects.get(slug="second").live

    def test_every_kind_has_its_level(self):
        assert set(LEVELS) == set(Kind) - {Kind.OTHER}


class TestToldApart:
    def test_is_published_and_never_asked_again_at_either(self, megara):
        publish(second(distinct_from=["megara"]))
        publish(Participant.objects.get(slug="second"))
        publish(megara)

    def test_holds_for_the_one_that_was_named(self, megara):
        publish(second(distinct_from=["megara"]))
        third = make_participant(
            "third", texts={"en": "Megara"}, distinct_from=["megara"], is_public=False
        )
        with pytest.raises(ValidationError, match="second"):
            publish(third)

    @pytest.mark.parametrize("value", ["megara", ["two words"], ["a", "a"], [1], {"a": 1}])
    def test_is_a_list_of_slugs(self, value):
        with pytest.raises(ValidationError) as caught:
            build_participant("one", distinct_from=value).full_clean()
        assert "distinct_from" in caught.value.message_dict


class TestDoors:
    def test_schedule(self, megara):
        other = make_participant("other", is_public=False)
        for draft in (second(), other):
            draft.go_live_at = timezone.now() + timedelta(days=1)
            publish(draft)  # only schedules
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            publish_due()
            live = Participant.objects.filter(live=True)
            assert set(live.values_list("slug", flat=True)) == {"megara", "other"}

    def test_api_v3(self, megara, client):
        headers = {
            "Authorization": f"Bearer {APIToken.create_token(user=make_admin(), name='x')[1]}"
        }
        path = f"/api/v3/snippets/participants.Participant/{second().pk}/"

        def ask(method, address, data=None):
            kind = "application/json"
            return client.generic(method, address, json.dumps(data or {}), kind, headers=headers)

        refused = ask("POST", f"{path}actions/publish/")
        assert 400 <= refused.status_code < 500
        assert "same authority" in refused.content.decode()
        assert not Participant.objects.get(slug="second").live
        for value in ("megara", True, -1, 1.5, 2**31, [None, "megara"], [[]], {"megara": 1}):
            assert ask("PATCH", path, {"distinct_from": value}).status_code in {400, 422}
        assert ask("PATCH", path, {"distinct_from": ["megara"]}).status_code == 200
        assert ask("POST", f"{path}actions/publish/").status_code == 200
        assert Participant.objects.get(slug="second").live

    def test_import(self, megara):
        city = ROW | {"name_en": "City of Megara"}
        [fault] = plan_of(city, publish=True).faults
        assert (fault.column, "megara" in fault.message) == ("distinct_from", True)
        import_rows(ROW | {"distinct_from": "megara"}, publish=True)
        assert Participant.objects.get(slug="second").distinct_from == ["megara"]

    def test_import_of_two_in_one_file(self):
        third = ROW | {"slug": "third", "name_en": "City of Megara"}
        [fault] = plan_of(ROW, third, publish=True).faults
        assert (fault.row, fault.column) == (3, "distinct_from")
        plan = import_rows(ROW, third | {"distinct_from": "second"}, publish=True)
        assert counted(plan) == {"create": 2}

    def test_import_of_a_near_spelling_close_by(self, megara):
        near = ROW | {"name_en": "Meggara", "latitude": "38.0", "longitude": "23.35"}
        assert [fault.column for fault in plan_of(near, publish=True).faults] == ["distinct_from"]
        assert not plan_of(near | {"latitude": "38.5"}, publish=True).faults

    def test_import_of_a_region_leaves_the_city_alone(self, megara):
        import_rows({**ROW, "slug": "", "kind": "region"}, publish=True)
        assert [item.kind for item in Participant.objects.order_by("pk")] == ["city", "region"]

    def test_import_of_a_rename_to_one_that_is_there(self, megara):
        make_participant("tivat", texts={"en": "Tivat"}, is_public=True)
        [fault] = plan_of({"slug": "tivat", "name_en": "Megara"}, publish=True).faults
        assert fault.column == "distinct_from"

    def test_acceptance(self, megara):
        application, user = make_application(), make_admin()
        with pytest.raises(AcceptanceError, match="same authority") as caught:
            accept(application, user=user, when=None)
        assert caught.value.field == "distinct_from"
        assert Participant.objects.count() == 1
        made = accept(application, user=user, when=None, distinct_from=["megara"])
        publish(made.admission.participant)
        assert Participant.objects.get(pk=made.admission.participant.pk).live

    def test_page_of_the_acceptance(self, megara, admin_client):
        application = make_application()
        page = reverse("participants_application_accept", args=[application.pk])
        shown = admin_client.get(page).content.decode()
        assert 'value="megara"' in shown
        refused = admin_client.post(page, {"when": "2024"})
        assert "same authority" in refused.content.decode()
        admin_client.post(page, {"when": "2024", "distinct_from": ["megara"]})
        application.refresh_from_db()
        assert application.participant.distinct_from == ["megara"]

    def test_admission(self, megara):
        draft = second(joined=None)
        with pytest.raises(AdmissionError, match="same authority"):
            admit(draft, user=make_admin(), when=None)
        draft.distinct_from = ["megara"]
        draft.save_revision()
        assert admit(draft, user=None, when=None).number == 125


class TestEditor:
    ADD = "/admin/snippets/participants/participant/add/"

    @staticmethod
    def form(**fields):
        return form_data(
            events=[{"kind": "admitted", "date": "2014"}], slug="second", name_local="", **fields
        )

    def test_draft_is_kept_and_warned_of(self, megara, admin_client):
        answer = admin_client.post(self.ADD, self.form())
        [draft] = Participant.objects.filter(slug="second")
        edited = admin_client.get(answer["Location"]).content.decode()
        assert not draft.live
        link = reverse(draft.snippet_viewset.get_url_name("inspect"), args=[megara.pk])
        assert "This may be the same authority as “Megara” (city, number 124)" in edited
        assert f'href="{link}"' in edited

    def test_publication_is_refused_until_the_box_is_ticked(self, megara, admin_client):
        publishing = self.form(**{"action-publish": "1"})
        refused = admin_client.post(self.ADD, publishing).content.decode()
        assert "This may be the same authority as one that is public" in refused
        assert 'name="distinct_from" value="megara"' in refused
        assert not Participant.objects.filter(slug="second").exists()
        admin_client.post(self.ADD, publishing | {"distinct_from": ["megara"]})
        made = Participant.objects.get(slug="second")
        assert (made.live, made.distinct_from) == (True, ["megara"])

    def test_what_is_typed_is_compared(self, megara, admin_client, at_most):
        asked = {"name": ["Town of Mégara"], "country": "GR", "kind": "city"}
        found = admin_client.get(ALIKE, asked).content.decode()
        assert 'name="distinct_from" value="megara"' in found
        ticked = admin_client.get(ALIKE, asked | {"distinct_from": ["megara", "gone"]})
        assert 'value="megara" checked' in ticked.content.decode()
        assert 'type="hidden" name="distinct_from" value="gone"' in ticked.content.decode()
        itself = admin_client.get(ALIKE, asked | {"but": megara.pk}).content.decode()
        assert "No other participant" in itself

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("Megara", "Magara"),
            ("Megara", "Egara"),
            ("Megara", "Meggara"),
            ("Orléans", "Ohrleans"),
            ("Paris", "Pabis"),
            ("Saint-Denis", "St Denis"),
            ("Ste. Geneviève", "Sainte Genevieve"),
            ("Sant-Feliu", "Sand Feliu"),
        ],
    )
    def test_near_spelling_is_told(self, admin_client, name, typed):
        make_participant("other", texts={"en": name})
        for one, other in ((typed, name), (f"Town of {typed}", name)):
            asked = {"name": [one], "country": "GR", "kind": "city"}
            assert other in admin_client.get(ALIKE, asked).content.decode()

    @pytest.mark.parametrize(
        ("name", "typed"),
        [("Megara", "Agora"), ("Mons", "Mont"), ("Praha 1", "Praha 2"), ("Saint-Denis", "St Ouen")],
    )
    def test_other_name_is_none(self, admin_client, name, typed):
        make_participant("other", texts={"en": name})
        asked = {"name": [typed], "country": "GR", "kind": "city"}
        assert "No other participant" in admin_client.get(ALIKE, asked).content.decode()

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"name": "\x01", "country": "G\x01"},
            {"name": "x" * 10_000, "country": "GR", "but": "9" * 30},
            {"name": "Megara", "country": "GR", "latitude": "nan", "longitude": "1e999"},
            {"name": "Megara", "country": "GR", "latitude": "91", "longitude": "?"},
        ],
    )
    def test_what_makes_no_sense_finds_nothing_wrong(self, admin_client, asked):
        assert admin_client.get(ALIKE, asked).status_code == 200

    def test_null_character_is_refused(self, admin_client):
        asked = {"name": "Megara\x00", "country": "GR"}
        assert admin_client.get(ALIKE, asked).status_code == 400

    def test_names_of_drafts_are_for_editors_only(self, client, django_user_model):
        second(texts={"en": "Canary"})
        asked = {"name": "Canary", "country": "GR"}
        reader = django_user_model.objects.create_user("reader", password="pw")
        access = Permission.objects.get(codename="access_admin")
        reader.user_permissions.add(access)
        client.force_login(reader)
        assert b"Canary" not in client.get(ALIKE, asked).content
        reader.groups.add(Group.objects.get(name="Editors"))
        assert b"Canary" in client.get(ALIKE, asked).content

    @pytest.mark.parametrize("count", [3, 30])
    def test_queries_do_not_grow(self, admin_client, at_most, count):
        for place in range(count):
            make_participant(f"megara-{place}", texts={"en": f"Megara {place}"})
        draft = Participant(country="GR", kind="city", name_local="Megara")
        draft.texts = []
        with at_most(4):
            assert len(draft.alike().near) == count
