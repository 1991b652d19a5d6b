"""What the one form takes in, and what it says of what is wrong."""

import pytest

from participants.applications.submission.form import MOST_MEASURES, ApplicationForms
from tests.participants.applications.submission.filled import filled, measure

pytestmark = pytest.mark.django_db


def errors(*measures, **changes):
    forms = ApplicationForms(filled(list(measures), **changes))
    forms.is_valid()
    return forms.errors


def test_complete_form_becomes_an_application():
    forms = ApplicationForms(filled([measure(), measure(title="Mediators")]))
    assert forms.is_valid()
    application = forms.save()
    assert application.names == {"en": "Megara", "fr": "Mégare"}
    assert (application.population, application.roma_population) == (28_591, 1_800)
    assert [row.title for row in application.measures.all()] == ["Support centre", "Mediators"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_local", "x" * 65_536),
        ("address", "x" * 65_536),
        ("contact_name", "x" * 65_536),
        ("name_local", "Meg\x00ara"),
        ("address", "Meg\x00ara"),
        ("contact_email", "eleni@example.org\nBcc: all@example.org"),
        ("contact_phone", "call me"),
        ("kind", "empire"),
        ("country", "US"),
        ("website", "javascript:alert(1)"),
        ("population", "12.5"),
        ("population", "-1"),
        ("population", "9" * 5_000),
        ("population_year", "2999"),
        ("language", "de"),
        ("representative_role", "king"),
        ("has_consented", None),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field, value):
    assert list(errors(**{field: value})) == [field]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("contact_name", "Eleni\r\nBcc: all@example.org", "Eleni Bcc: all@example.org"),
        ("region", "Att\x1bica", "Attica"),
        ("name_local", "one\nline", "one line"),
    ],
)
def test_one_line_is_made_of_what_nobody_sees(field, value, kept):
    forms = ApplicationForms(filled([], **{field: value}))
    assert forms.is_valid()
    assert getattr(forms.save(), field) == kept


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("population", "28 591", 28_591),
        ("roma_population", "1’800", 1_800),
        ("contact_phone", "+44 20 7946 0000 ext. 12", "+44 20 7946 0000 ext. 12"),
        ("contact_phone", "01 23 45 67 89 / 06 12 34 56 78", "01 23 45 67 89 / 06 12 34 56 78"),
    ],
)
def test_numbers_are_taken_as_people_write_them(field, value, kept):
    forms = ApplicationForms(filled([], **{field: value}))
    assert forms.is_valid()
    assert getattr(forms.save(), field) == kept


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"names_en": ""}, ["names_en"]),
        ({"population": "28,59", "population_source": ""}, ["population", "population_source"]),
        (
            {"roma_population": "1.8", "roma_population_basis": ""},
            ["roma_population", "roma_population_basis"],
        ),
        ({"population_source": ""}, ["population_source"]),
        ({"roma_population": ""}, ["roma_population"]),
        ({"roma_population_basis": ""}, ["roma_population_basis"]),
        ({"roma_population_absence": "not_collected"}, ["roma_population_absence"]),
        ({"contact_email": "", "contact_name": ""}, ["contact_name", "contact_email"]),
    ],
)
def test_what_is_missing_is_told_at_its_field(changes, fields):
    assert list(errors(**changes)) == fields


def test_reason_may_stand_for_the_roma_figure():
    without = dict.fromkeys([f"roma_population{end}" for end in ("", "_basis", "_year", "_source")])
    assert errors(**without, roma_population_absence="not_collected") == {}


def test_faults_of_measures_name_their_row():
    assert list(errors(measure(), measure(title=""))) == ["measures[1].title"]
    assert list(errors(measure(started_on="in spring"))) == ["measures[0].started_on"]
    assert list(errors(measure(theme="9" * 30))) == ["measures[0].theme"]


def test_blank_rows_are_left_out_and_their_number_is_bounded():
    forms = ApplicationForms(filled([{}, measure()], rows=5))
    assert forms.is_valid()
    assert forms.save().measures.count() == 1
    assert "measures" in errors(*[measure()] * (MOST_MEASURES + 1))
    assert "measures" in errors(**{"measures-TOTAL_FORMS": "abc"})
