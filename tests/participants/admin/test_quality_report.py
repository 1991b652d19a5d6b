"""The report on what the registry lacks."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from participants.admin.quality_report import TABS
from participants.models import CreditedImage, Figure, MembershipEvent, Participant, ParticipantText
from tests.factories import (
    build_participant,
    make_full_participant,
    make_image,
    make_many_participants,
    make_participant,
)

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/registry-quality/"
THIS_YEAR = timezone.now().year


def rows(client, **query):
    """Return (name, fault, details) of each finding on the page."""
    return [
        (finding.participant.name, finding.fault.value, finding.details)
        for finding in client.get(REPORT, query).context_data["object_list"]
    ]


def of_fault(client, fault):
    return [details for _name, _fault, details in rows(client, fault=fault)]


def make_faultless(slug="megara", **fields):
    """Return a participant of which nothing is missing."""
    participant = build_participant(
        slug,
        texts={"en": slug.capitalize(), "fr": f"{slug.capitalize()} (fr)"},
        joined="2014-12-05",
        latitude="38",
        longitude="23",
        **fields,
    )
    participant.save()
    return participant


def make_figure(participant, year, **fields):
    return Figure.objects.create(
        participant=participant,
        measure="population",
        value=100,
        basis="official",
        source="Census",
        year=year,
        **{"is_shown": True, **fields},
    )


def make_faulty(number):
    """Return a participant with each kind of fault."""
    participant = make_participant(
        f"place-{number}", joined="2014", image=make_image(f"Picture {number}")
    )
    CreditedImage.objects.filter(pk=participant.image_id).update(author="")
    make_figure(participant, 1999)
    return participant


class TestFaults:
    def test_nothing_is_said_of_a_faultless_entry(self, admin_client):
        make_faultless()
        assert rows(admin_client) == []
        text = admin_client.get(REPORT).content.decode()
        assert "Nothing is missing from the registry." in text

    def test_missing_language(self, admin_client):
        make_faultless().texts.get(locale__language_code="fr").delete()
        assert rows(admin_client) == [("Megara", "translation", "No text in French")]

    @pytest.mark.parametrize("empty", ["", "<p></p>", '<p data-block-key="a1b2c"></p>'])
    def test_missing_summary(self, admin_client, empty):
        participant = make_faultless()
        french = ParticipantText.objects.filter(participant=participant, locale__language_code="fr")
        english = ParticipantText.objects.filter(participant=participant).exclude(
            pk__in=french.values("pk")
        )
        french.update(summary=empty)
        english.update(summary=empty)
        assert rows(admin_client) == []
        english.update(summary="<p>A city</p>")
        assert rows(admin_client) == [("Megara", "translation", "No summary in French")]
        french.update(summary="<p>Une ville</p>")
        assert rows(admin_client) == []

    @pytest.mark.parametrize(
        ("year", "expected"),
        [
            (THIS_YEAR - 3, [f"Population: {THIS_YEAR - 3}"]),
            (THIS_YEAR - 2, []),
            (None, ["Population: no year is stated"]),
        ],
    )
    def test_old_figure(self, admin_client, year, expected):
        make_figure(make_faultless(), year)
        assert of_fault(admin_client, "old_figure") == expected

    def test_older_figures_that_are_not_shown_first_are_no_fault(self, admin_client):
        participant = make_faultless()
        make_figure(participant, THIS_YEAR)
        make_figure(participant, 1999, is_shown=False)
        assert rows(admin_client) == []

    def test_missing_coordinates(self, admin_client):
        participant = make_faultless()
        Participant.objects.filter(pk=participant.pk).update(latitude=None, longitude=None)
        assert rows(admin_client) == [("Megara", "coordinates", "")]

    @pytest.mark.parametrize(
        ("lacking", "named"),
        [
            ({"author": ""}, "author"),
            ({"licence": "", "source": ""}, "licence, source"),
            ({"alternative_texts": {"fr": "Une carte"}}, "alternative text"),
            ({"alternative_texts": {"en": ""}}, "alternative text"),
        ],
    )
    def test_picture_without_rights(self, admin_client, lacking, named):
        participant = make_faultless(image=make_image("Map"))
        assert rows(admin_client) == []
        CreditedImage.objects.filter(pk=participant.image_id).update(**lacking)
        assert rows(admin_client) == [("Megara", "image_rights", f"“Map” lacks: {named}")]

    @pytest.mark.parametrize(
        ("date", "expected"),
        [
            ("2014", ["Admitted: 2014"]),
            ("", ["Admitted: date unknown"]),
            ("2014-12", []),
            ("2014-12-05", []),
        ],
    )
    def test_date_not_exact(self, admin_client, date, expected):
        MembershipEvent.objects.filter(participant=make_faultless()).update(date=date)
        assert of_fault(admin_client, "date") == expected

    def test_drafts_are_looked_at_and_those_who_left_are_not(self, admin_client):
        make_participant("draft", is_public=False, joined=None)
        gone = make_participant("gone")
        gone.events.add(MembershipEvent(kind="withdrawn", date="2020"))
        gone.save()
        assert gone.status == "withdrawn"
        assert {name for name, _fault, _details in rows(admin_client)} == {"Draft"}


class TestPage:
    def test_narrowed_by_fault_and_country(self, admin_client):
        make_participant("megara")
        make_participant("seville", country="ES")
        assert {name for name, *_ in rows(admin_client, country="ES")} == {"Seville"}
        assert {fault for _, fault, _ in rows(admin_client, fault="date")} == {"date"}
        found = rows(admin_client, fault=["date", "coordinates"], country=["ES", "GR"])
        assert len(found) == 4
        assert rows(admin_client, country="XK") == []
        text = admin_client.get(REPORT, {"country": "XK"}).content.decode()
        assert "Nothing of this kind is missing." in text
        assert admin_client.get(REPORT, {"country": "ZZ"}).status_code == 200

    def test_pages_follow_one_another(self, admin_client):
        make_many_participants(40)
        everything = [*rows(admin_client), *rows(admin_client, p=2)]
        assert len(everything) == len(set(everything)) == 80
        assert [fault for _, fault, _ in everything] == ["translation"] * 40 + ["coordinates"] * 40
        names = [name for name, fault, _ in everything if fault == "coordinates"]
        assert names == sorted(names)
        assert len(rows(admin_client, p=99)) == 30

    def test_counts_follow_the_registry(self, admin_client):
        make_many_participants(2)
        assert admin_client.get(REPORT).context_data["items_count"] == 4
        Participant.objects.filter(slug="z-place-0").update(latitude=1, longitude=1)
        assert admin_client.get(REPORT).context_data["items_count"] == 3
        Participant.objects.all().delete()
        assert admin_client.get(REPORT).context_data["items_count"] == 0

    @pytest.mark.parametrize("count", [3, 30])
    def test_costs_the_same_at_any_size(self, admin_client, at_most, count):
        for number in range(count):
            make_faulty(number)
        admin_client.get(REPORT)
        with at_most(25):
            admin_client.get(REPORT)
        with at_most(14):
            admin_client.get(REPORT, {"fault": "image_rights"})

    def test_names_are_escaped(self, admin_client):
        make_participant("canary", texts={"en": "<script>alert(1)</script>"})
        text = admin_client.get(REPORT).content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_links_lead_to_tabs_that_exist_in_each_language(
        self, admin_client, django_user_model, language
    ):
        user = django_user_model.objects.get()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        make_faulty(1)
        text = admin_client.get(REPORT).content.decode()
        links = set(re.findall(r'href="(/admin/snippets/[^"]*/edit/[^"#]*)#([^"]*)"', text))
        assert {target for _path, target in links} == {f"tab-{tab}" for tab in TABS.values()}
        for path, target in links:
            editor = admin_client.get(path).content.decode()
            assert f'id="{target}"' in editor
            assert f'href="#{target}"' in editor


class TestExport:
    def test_csv(self, admin_client):
        make_faulty(1)
        make_participant("formula", texts={"en": "=1+1", "fr": "x"}, joined="2014-12-05")
        response = admin_client.get(REPORT, {"export": "csv"})
        heading, *lines = csv.reader(io.StringIO(response.getvalue().decode()))
        assert heading == ["Number", "Participant", "Country", "Fault", "Details"]
        assert ["", "Place-1", "Greece", "Old figure", "Population: 1999"] in lines
        assert ["", "'=1+1", "Greece", "No coordinates", ""] in lines
        assert len(lines) == 6

    def test_xlsx_of_what_was_filtered(self, admin_client):
        make_many_participants(70)
        response = admin_client.get(REPORT, {"export": "xlsx", "fault": "coordinates"})
        sheet = load_workbook(io.BytesIO(response.getvalue())).active
        assert sheet.max_row == 71
        assert sheet["D2"].value == "No coordinates"

    def test_csv_is_in_the_language_of_the_reader(self, admin_client, django_user_model):
        UserProfile.objects.create(user=django_user_model.objects.get(), preferred_language="fr")
        make_full_participant(country="ES")
        response = admin_client.get(REPORT, {"export": "csv"})
        assert "Espagne" in response.getvalue().decode()


class TestPermissions:
    @pytest.fixture
    def reader(self, client, django_user_model):
        """Return a function that signs in somebody with certain permissions on participants."""

        def sign_in(*codenames):
            user = django_user_model.objects.create_user("guest", password="pw")
            group = Group.objects.create(name="Some")
            group.permissions.set(
                Permission.objects.filter(codename__in=["access_admin", *codenames])
            )
            user.groups.add(group)
            client.force_login(user)
            return client

        return sign_in

    def test_closed_to_those_who_may_not_see_the_registry(self, reader):
        make_participant("canarytown", is_public=False)
        client = reader()
        for path in (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv"):
            response = client.get(path)
            assert response.status_code == 302
            assert response.url == "/admin/"
        assert REPORT not in client.get("/admin/").content.decode()

    @pytest.mark.parametrize("action", ["add", "change", "publish", "view"])
    def test_open_to_those_who_may(self, reader, action):
        participant = make_participant("canarytown", is_public=False)
        client = reader(f"{action}_participant")
        text = client.get(REPORT).content.decode()
        assert "Canarytown" in text
        assert REPORT in client.get("/admin/").content.decode()
        namespace = "wagtailsnippets_participants_participant"
        editor = reverse(f"{namespace}:edit", args=[participant.pk])
        assert (editor in text) == (action == "change")
