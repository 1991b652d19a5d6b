"""The registry in the admin, as the office uses it."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from participants.models import Application, Participant
from tests.factories import (
    make_application,
    make_article,
    make_full_participant,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

NAMESPACE = "wagtailsnippets_participants_participant"


def address(name, *args, **query):
    return reverse(f"{NAMESPACE}:{name}", args=args, query=query or None)


def names(response):
    return [str(item) for item in response.context_data["object_list"]]


def form_data(*, events=(), texts=(), figures=(), **fields):
    english = Locale.objects.get(language_code="en").pk
    texts = texts or [{"locale": english, "name": "Megara", "summary": rich_text("<p>City</p>")}]
    return nested_form_data(
        {
            "number": "",
            "slug": "",
            "name_local": "Μέγαρα",
            "kind": "city",
            "country": "GR",
            "themes": "",
            "website": "",
            "source_url": "",
            "latitude": "",
            "longitude": "",
            "image": "",
            "texts": inline_formset([{"location_note": "", **text} for text in texts]),
            "events": inline_formset(
                [{"successor": "", "note": "", "source_url": "", **event} for event in events]
            ),
            "representatives": inline_formset([]),
            "figures": inline_formset(list(figures)),
            "initiatives": inline_formset([]),
            **fields,
        }
    )


class TestListing:
    def test_shows_what_the_office_looks_for(self, admin_client):
        make_participant("megara", number=124, joined="2014-12")
        text = admin_client.get(address("list")).content.decode()
        for shown in ("124", "Megara", "Greece", "city", "December 2014", "participant", "live"):
            assert shown in text

    @pytest.mark.parametrize("query", ["μεγαρα", "MÉGARA", "megar"])
    def test_searches_any_name_without_accents(self, admin_client, query):
        make_participant("megara", name_local="Μέγαρα")
        make_participant("tivat", country="ME")
        assert names(admin_client.get(address("list", q=query))) == ["Megara"]

    @pytest.mark.parametrize("query", ['"', "(", "*", "' OR 1=1", "roma " * 500])
    def test_odd_searches_are_answered(self, admin_client, query):
        assert admin_client.get(address("list", q=query)).status_code == 200

    def test_filters_narrow_it(self, admin_client):
        housing = make_theme("housing")
        make_participant("megara", themes=[housing])
        make_participant("andalusia", country="ES", kind="region")
        make_participant("budapest", country="HU", joined=None, is_public=False)
        for query, expected in (
            ({"country": "ES"}, ["Andalusia"]),
            ({"kind": "region"}, ["Andalusia"]),
            ({"theme": housing.pk}, ["Megara"]),
            ({"status": "not_admitted"}, ["Budapest"]),
            ({"live": "false"}, ["Budapest"]),
        ):
            assert names(admin_client.get(address("list", **query))) == expected

    def test_exports_csv_and_xlsx(self, admin_client):
        make_participant("hodmezovasarhely", texts={"en": "Hódmezővásárhely"}, country="HU")
        response = admin_client.get(address("list", export="csv"))
        [heading, row] = csv.reader(io.StringIO(response.getvalue().decode()))
        assert "Hódmezővásárhely" in row
        assert row[heading.index("joined_on")] == "2014"
        response = admin_client.get(address("list", export="xlsx"))
        sheet = load_workbook(io.BytesIO(response.getvalue())).active
        assert "Hódmezővásárhely" in [cell.value for cell in sheet[2]]

    @pytest.mark.parametrize("count", [3, 30])
    def test_costs_the_same_at_any_size(self, admin_client, at_most, count):
        for place in range(count):
            make_participant(f"place-{place}")
        admin_client.get(address("list"))
        with at_most(40):
            admin_client.get(address("list"))


class TestEditing:
    def test_draft_is_created_with_its_address(self, admin_client):
        response = admin_client.post(address("add"), form_data())
        participant = Participant.objects.get()
        assert response.status_code == 302
        assert (participant.slug, participant.live) == ("megara", False)

    def test_publishing_needs_an_admission(self, admin_client):
        data = {**form_data(), "action-publish": "1"}
        response = admin_client.post(address("add"), data)
        assert "Only an admitted participant can be published" in response.content.decode()
        assert not Participant.objects.exists()
        event = {"kind": "admitted", "date": "2014"}
        admin_client.post(address("add"), {**form_data(events=[event]), "action-publish": "1"})
        participant = Participant.objects.get()
        assert (participant.live, participant.status) == (True, "participant")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"latitude": "38"}, "come together"),
            ({"latitude": "95", "longitude": "23"}, "less than or equal to 90"),
            ({"country": "ZZ"}, "not one of the available choices"),
            ({"number": "0"}, "greater than or equal to 1"),
            ({"events": [{"kind": "withdrawn", "date": "2014"}]}, "cannot follow here"),
            ({"events": [{"kind": "admitted", "date": "5.12.2014"}]}, "is not a date"),
            (
                {
                    "figures": [
                        {
                            "measure": "roma_population",
                            "qualifier": "about",
                            "value": "1800",
                            "is_shown": "on",
                        }
                    ]
                },
                "Say what the value rests on",
            ),
        ],
    )
    def test_fault_is_explained_and_nothing_is_saved(self, admin_client, changes, message):
        rows = {name: changes.pop(name) for name in ("events", "figures") if name in changes}
        response = admin_client.post(address("add"), form_data(**rows) | changes)
        assert response.status_code == 200
        assert message in response.content.decode()
        assert not Participant.objects.exists()

    def test_two_texts_in_one_language_are_explained(self, admin_client):
        english = Locale.objects.get(language_code="en").pk
        texts = [
            {"locale": english, "name": name, "summary": rich_text("<p></p>")}
            for name in ("One", "Two")
        ]
        response = admin_client.post(address("add"), form_data(texts=texts))
        assert "duplicate data" in response.content.decode()

    def test_second_use_of_a_number_is_explained(self, admin_client):
        make_participant("first", number=124)
        response = admin_client.post(address("add"), form_data(number="124"))
        assert "Participant with this Number already exists" in response.content.decode()

    @pytest.mark.parametrize("view", ["edit", "history", "usage", "inspect", "copy", "delete"])
    def test_every_view_of_a_full_participant_opens(self, admin_client, view):
        participant = make_full_participant()
        assert admin_client.get(address(view, participant.pk)).status_code == 200

    def test_usage_shows_the_articles(self, admin_client, news_index):
        participant = make_participant("megara")
        make_article(news_index, "Megara joins", participants=[participant])
        assert "Megara joins" in admin_client.get(address("usage", participant.pk)).content.decode()

    def test_comparison_shows_the_changed_figure(self, admin_client):
        participant = make_full_participant()
        figure = participant.figures.get(measure="roma_population")
        participant.figures = [figure]
        figure.value = 1300
        participant.save_revision()
        compare = address("revisions_compare", participant.pk, "earliest", "latest")
        response = admin_client.get(compare)
        assert "1300" in response.content.decode().replace(",", "").replace("\u202f", "")

    def test_preview_shows_the_draft_in_each_language(self, admin_client):
        participant = make_full_participant()
        for language in ("en", "fr"):
            response = admin_client.get(
                address("preview_on_edit", participant.pk), {"mode": language}
            )
            assert response.status_code == 200


class TestModeration:
    @pytest.fixture
    def people(self, client, django_user_model):
        """Return a function that signs in a member of one of Wagtail's groups."""

        def sign_in(group_name):
            user = django_user_model.objects.create_user(group_name.lower(), password="pw")
            user.groups.add(Group.objects.get(name=group_name))
            client.force_login(user)
            return user

        return sign_in

    def test_editor_submits_and_moderator_publishes(self, client, people):
        people("Editors")
        data = form_data(events=[{"kind": "admitted", "date": "2014"}])
        client.post(address("add"), {**data, "action-publish": "1"})
        assert not Participant.objects.filter(live=True).exists()
        response = client.post(address("add"), {**data, "action-submit": "1"})
        assert response.status_code == 302
        participant = Participant.objects.latest("pk")
        assert not participant.live
        assert participant.workflow_in_progress

        people("Moderators")
        task = participant.current_workflow_task_state
        client.post(address("workflow_action", participant.pk, "approve", task.pk))
        participant.refresh_from_db()
        assert participant.live

    def test_incomplete_participant_is_not_submitted(self, client, people):
        people("Editors")
        response = client.post(address("add"), {**form_data(), "action-submit": "1"})
        assert "Only an admitted participant" in response.content.decode()

    def test_locked_participant_is_not_changed_by_others(self, client, people, admin_client):
        participant = make_participant("megara")
        admin_client.post(address("lock", participant.pk))
        people("Moderators")
        response = client.post(address("edit", participant.pk), form_data(name_local="Changed"))
        assert response.status_code == 200
        assert "locked" in response.content.decode()
        assert not Participant.objects.filter(name_local="Changed").exists()

    def test_scheduled_participant_waits(self, admin_client, api):
        data = form_data(
            events=[{"kind": "admitted", "date": "2014"}], go_live_at="2099-01-01 12:00"
        )
        admin_client.post(address("add"), {**data, "action-publish": "1"})
        assert Participant.objects.get().approved_schedule
        assert api("participants/")[1]["meta"]["total_count"] == 0


class TestPermissions:
    def editor_without_rights(self, client, django_user_model):
        user = django_user_model.objects.create_user("guest", password="pw")
        group = Group.objects.create(name="Admin only")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)
        client.force_login(user)

    def test_chooser_is_closed_to_those_who_may_not_see_the_registry(
        self, client, django_user_model
    ):
        participant = make_participant("canarytown", is_public=False)
        self.editor_without_rights(client, django_user_model)
        chooser = "wagtailsnippetchoosers_participants_participant"
        for name, args in (("choose", []), ("choose_results", []), ("chosen", [participant.pk])):
            response = client.get(reverse(f"{chooser}:{name}", args=args))
            assert "anarytown" not in response.content.decode()
            assert response.status_code in {302, 403}

    def test_chooser_finds_by_any_name(self, admin_client):
        make_participant("megara", name_local="Μέγαρα")
        chooser = reverse("wagtailsnippetchoosers_participants_participant:choose_results")
        assert "Megara" in admin_client.get(chooser, {"q": "μεγαρα"}).content.decode()
        assert "Megara" not in admin_client.get(chooser, {"q": '"'}).content.decode()

    @pytest.mark.parametrize("view", ["list", "edit", "history", "inspect", "copy", "delete"])
    def test_registry_is_closed_without_permission(self, client, django_user_model, view):
        participant = make_participant("canarytown", is_public=False)
        self.editor_without_rights(client, django_user_model)
        args = [] if view == "list" else [participant.pk]
        response = client.get(address(view, *args), follow=True)
        assert "canarytown" not in response.content.decode().lower().replace(
            reverse(f"{NAMESPACE}:list"), ""
        )


class TestApplications:
    @pytest.fixture
    def application(self):
        return make_application(
            names={"en": "Canarytown"},
            representative_name="Canary Mayor",
            contact_name="Canary Contact",
            contact_email="canary@example.org",
        )

    def test_inbox_is_read_only(self, admin_client, application):
        inbox = "/admin/participants/application/"
        for path in ("create/", f"edit/{application.pk}/", f"delete/{application.pk}/"):
            assert admin_client.get(f"{inbox}{path}", follow=True).status_code == 404
            assert admin_client.post(f"{inbox}{path}", follow=True).status_code == 404
        assert Application.objects.count() == 1

    def test_nothing_of_it_is_public(self, client, application, participant_index):
        for path in ("/en/participants/", "/api/v2/participants/?fields=*", "/api/v2/pages/"):
            assert "canary" not in client.get(path).content.decode().lower()
        assert client.get(f"/media/{application.letter.name}").status_code == 404
        with pytest.raises(ValueError, match="URL"):
            application.letter.url  # noqa: B018  asking for it is the test

    def test_rules_of_an_application(self, application):
        application.roma_population_basis = application.roma_population_source = ""
        application.has_consented = False
        with pytest.raises(ValidationError) as caught:
            application.full_clean()
        assert {"roma_population_basis", "roma_population_source", "has_consented"} <= set(
            caught.value.message_dict
        )
