"""The files for the annual report."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from participants.applications import transitions as steps
from tests.factories import make_admin, make_application
from tests.participants.applications.office.inbox import LIST, sign_in

pytestmark = pytest.mark.django_db


def table(client, **question):
    """Return the rows of the CSV file, each by column."""
    response = client.get(LIST, {**question, "export": "csv"})
    assert response["Content-Disposition"] == 'attachment; filename="applications.csv"'
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def day(number):
    return datetime(2026, 3, number, 12, tzinfo=UTC)


def test_row_says_who_asked_when_and_what_came_of_it(admin_client):
    application = make_application(
        received_at=day(1),
        confirmed_at=day(2),
        decided_at=day(12),
        state="declined",
        measures=["Centre", "Bus"],
    )
    [row] = table(admin_client)
    assert row == {
        "reference": application.reference,
        "name_en": "Megara",
        "name_fr": "Mégare",
        "name_local": "Μέγαρα",
        "kind": "municipality",
        "country": "GR",
        "country_name": "Greece",
        "region": "Attica",
        "received_on": "2026-03-01",
        "confirmed_on": "2026-03-02",
        "decided_on": "2026-03-12",
        "days_to_decision": "10",
        "state": "declined",
        "population": "28591",
        "population_basis": "self_declared",
        "population_year": "2011",
        "population_source": "Census of 2011",
        "roma_population": "1800",
        "roma_population_basis": "unofficial",
        "roma_population_year": "2014",
        "roma_population_source": "Social service of the municipality",
        "roma_population_absence": "",
        "measures": "2",
        "themes": "housing",
    }


def test_unknown_is_empty_and_zero_is_zero(admin_client):
    make_application(
        population=None,
        population_year=None,
        population_source="",
        roma_population=0,
        measures=[],
    )
    [row] = table(admin_client)
    assert (row["population"], row["population_basis"]) == ("", "")
    assert (row["roma_population"], row["measures"]) == ("0", "0")
    assert (row["decided_on"], row["days_to_decision"]) == ("", "")


def test_both_files_say_the_same(admin_client):
    make_application(measures=["a", "b", "c"])
    make_application(country="HU", names={"en": "Szeged"})
    response = admin_client.get(LIST, {"export": "xlsx"})
    assert response["Content-Disposition"] == 'attachment; filename="applications.xlsx"'
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    names, *rows = sheet.iter_rows(values_only=True)
    as_text = [
        {name: "" if cell is None else str(cell) for name, cell in zip(names, row, strict=True)}
        for row in rows
    ]
    assert as_text == table(admin_client)


def test_file_has_what_the_filters_and_the_search_keep(admin_client):
    make_application(names={"en": "Szeged"}, name_local="Szeged", country="HU")
    make_application()
    make_application(is_confirmed=False)
    assert len(table(admin_client)) == 2
    assert [row["name_en"] for row in table(admin_client, country="HU")] == ["Szeged"]
    assert [row["name_en"] for row in table(admin_client, q="megara")] == ["Megara"]


def test_list_offers_the_files_for_what_it_shows(admin_client):
    make_application()
    page = admin_client.get(LIST, {"state": "waiting"}).content.decode()
    assert "?state=waiting&amp;export=csv" in page
    assert "?state=waiting&amp;export=xlsx" in page


def test_persons_and_words_of_the_office_are_left_out(client, django_user_model):
    application = make_application(address="1 Hidden Street", reason="Hidden reason")
    steps.note(application, "Hidden note", user=make_admin())
    steps.ask(application, "Hidden question", user=None)
    sign_in(client, django_user_model, "Moderators")
    text = str(table(client))
    for words in ("Hidden", "Eleni", "eleni", "22960", "Stamoulis", "letter", "Advice"):
        assert words not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_is_a_formula(admin_client, start):
    make_application(
        name_local=f"{start}1+1", region=f"{start}cmd()", population_source=f"{start}2"
    )
    [row] = table(admin_client)
    assert row["name_local"].startswith("'")
    assert row["region"].startswith("'")
    response = admin_client.get(LIST, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_queries_do_not_grow_with_the_file(admin_client, at_most):
    make_application()
    table(admin_client)
    for size in (2, 10):
        for _number in range(size):
            make_application(measures=["a", "b"])
        with at_most(14):
            table(admin_client)


def test_unknown_file_type_is_the_list(admin_client):
    make_application()
    assert admin_client.get(LIST, {"export": "pdf"})["Content-Type"].startswith("text/html")
