"""Where somebody is told what is unlikely: in the plan of an import, the editor and the inbox."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from participants.models import Figure, Participant
from tests.factories import make_application, make_participant
from tests.participants.admin.test_admin import form_data
from tests.participants.applications.office.inbox import inspect_url, text_of
from tests.participants.importer.files import TIVAT, csv_file

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_participants_participant:add"
EDIT = "wagtailsnippets_participants_participant:edit"
EXCHANGED = "Latitude and longitude seem to be exchanged: exchanged, they lie in Greece."
SWAPPED = {"latitude": "23.34530", "longitude": "37.99470"}


def edit(client, participant):
    return client.get(reverse(EDIT, args=[participant.pk]))


class TestEditor:
    def test_warns_of_what_is_unlikely(self, admin_client):
        make_participant("athens", website="https://athens.example.org/")
        megara = make_participant(
            "megara", **SWAPPED, website="http://www.athens.example.org", name_local="?"
        )
        page = text_of(edit(admin_client, megara))
        assert EXCHANGED in page
        assert "The website is that of another authority: Athens." in page
        assert "Local name: “?” stands for nothing. Leave it empty instead." in page

    def test_is_silent_where_nothing_is(self, admin_client):
        megara = make_participant("megara", latitude="37.99470", longitude="23.34530")
        page = text_of(edit(admin_client, megara))
        assert "seem to" not in page
        assert "stands for nothing" not in page

    def test_compares_a_draft_with_what_visitors_see(self, admin_client):
        megara = make_participant("megara")
        megara.figures = [
            Figure(measure="population", value=28_591, basis="official", source="A", is_shown=True)
        ]
        megara.save_revision().publish()
        draft = Participant.objects.get()
        [figure] = draft.figures.all()
        figure.value = 285_910
        draft.figures = [figure]
        draft.save_revision()
        page = text_of(edit(admin_client, megara))
        assert "Population: 285910 is ten times more or less than the last, 28591." in page


def test_publishing_warns_on_the_listing_and_stops_nothing(admin_client):
    event = {"kind": "admitted", "date": "2014"}
    data = form_data(events=[event], slug="megara", **{**SWAPPED, "action-publish": "1"})
    listing = admin_client.post(reverse(ADD), data, follow=True)
    assert text_of(listing).count(EXCHANGED) == 1
    assert Participant.objects.get().live


def test_saving_a_new_draft_warns_once_in_the_editor(admin_client):
    data = form_data(slug="megara", **SWAPPED)
    editor = admin_client.post(reverse(ADD), data, follow=True)
    assert text_of(editor).count(EXCHANGED) == 1
    assert not Participant.objects.get().live


def test_inbox_shows_what_is_unlikely_in_an_application(admin_client):
    make_participant("athens", website="https://athens.example.org/")
    application = make_application(
        website="https://athens.example.org/",
        population=500,
        population_year=1951,
        population_source="-",
        roma_population=600,
        roma_population_basis="estimate",
        roma_population_year=2020,
        roma_population_source="Letter",
        roma_population_absence="",
    )
    page = text_of(admin_client.get(inspect_url(application)))
    for sentence in (
        "The Roma population (600) is larger than the population (500).",
        "Population: the year 1951 lies before 1990.",
        "Source: “-” stands for nothing. Leave it empty instead.",
        "The website is that of another authority: Athens.",
    ):
        assert sentence in page


def test_inbox_is_silent_where_nothing_is(admin_client):
    assert "which is unlikely" not in text_of(admin_client.get(inspect_url(make_application())))


def test_command_tells_remarks(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(csv_file({**TIVAT, "latitude": "18.7", "longitude": "42.43"}))
    out = io.StringIO()
    call_command("import_participants", str(file), "--dry-run", stdout=out)
    assert "To be looked at:" in out.getvalue()
    assert "list.csv, row 2, latitude, “18.7”: Latitude and longitude seem" in out.getvalue()


def test_command_tells_no_more_remarks_than_can_be_read(tmp_path):
    rows = [
        {**TIVAT, "name_en": f"Place {place}", "website": "-", "number": place}
        for place in range(1, 206)
    ]
    file = tmp_path / "list.csv"
    file.write_bytes(csv_file(*rows))
    out = io.StringIO()
    call_command("import_participants", str(file), "--dry-run", stdout=out)
    assert out.getvalue().count("stands for nothing") == 200
    assert "… and 5 more" in out.getvalue()
