"""Rows whose number, slug, country and name point to different authorities; less exact dates."""

from pathlib import Path

import pytest

from participants.models import Figure, MembershipEvent, Participant
from tests.factories import make_participant
from tests.participants.importer.files import TIVAT, counted, faults, import_rows, plan_of

pytestmark = pytest.mark.django_db

CASES = Path(__file__).with_name("cases")


@pytest.fixture
def megara():
    return make_participant("megara", number=124, texts={"en": "Megara", "fr": "Mégare"})


@pytest.fixture
def rennes():
    return make_participant("rennes", number=7, country="FR")


def remarks(plan):
    return [(remark.row, remark.column, remark.message) for remark in plan.remarks]


class TestContradictions:
    def test_number_of_another_names_both(self, megara):
        plan = plan_of((CASES / "number-of-another.csv").read_bytes())
        [(row, column, sentence)] = faults(plan)
        assert (row, column) == (2, "number")
        assert "“Megara” (city, number 124), Greece" in sentence
        assert "“Rennes”, France" in sentence

    @pytest.mark.parametrize(
        "cells",
        [
            {"number": 124, "name_en": "Rennes", "country": "FR"},
            {"slug": "megara", "name_en": "Rennes", "country": "FR"},
            {"number": 124, "slug": "megara", "name_en": "Rennes", "country": "FR"},
            {"number": 124, "name_fr": "Rennes", "country": "FR"},
            {"number": 124, "name_local": "RENNES", "country": "France", "kind": "ville"},
            {"number": 124, "slug": "rennes"},
        ],
    )
    def test_that_point_to_two_known_ones_name_both(self, megara, rennes, cells):
        [(_row, column, sentence)] = faults(plan_of(cells))
        assert column in {"number", "slug"}
        assert "“Megara” (city, number 124)" in sentence
        assert "“Rennes” (city, number 7)" in sentence

    @pytest.mark.parametrize(
        "cells",
        [
            {"number": 124, "name_en": "Athens"},
            {"number": 124, "country": "FR"},
            {"slug": "megara", "name_en": "Rennes", "country": "FR"},
            {"slug": "megara", "name_en": "Athens"},
            {"number": 124, "slug": "lyon", "name_en": "Lyon", "country": "FR"},
            {"number": 124, "name_local": "Lyon", "country": "FR"},
        ],
    )
    def test_that_say_nothing_of_the_one_they_point_to_are_refused(self, megara, cells):
        [(_row, _column, sentence)] = faults(plan_of(cells))
        assert "“Megara” (city, number 124), Greece" in sentence

    def test_another_of_the_name_in_its_own_country_is_named_too(self, megara):
        make_participant("athens", number=5)
        [(_row, _column, sentence)] = faults(
            plan_of({"number": 124, "name_en": "Athens", "country": "GR"})
        )
        assert "“Athens” (city, number 5)" in sentence


class TestRenaming:
    @pytest.mark.parametrize(
        "cells",
        [
            {"number": 124, "name_en": "Nea Megara"},
            {"slug": "megara", "name_en": "Municipality of Megara"},
            {"number": 124, "name_en": "Megaras", "country": "CY"},
            {"number": 124, "name_local": "Μέγαρα", "country": "GR"},
            {"slug": "megara", "name_en": "Megara", "country": "CY"},
            {"number": 124, "name_fr": "Megara"},
        ],
    )
    def test_is_possible_with_a_like_name(self, megara, cells):
        plan = plan_of(cells)
        assert (plan.faults, plan.remarks) == ([], [])
        assert counted(plan) == {"change": 1}

    @pytest.mark.parametrize(
        "cells",
        [
            {"number": 124, "name_en": "Athens", "country": "GR"},
            {"slug": "megara", "name_en": "Athens", "country": "Greece"},
            {"number": 124, "slug": "megara", "name_en": "Athens"},
            {"number": 124, "slug": "megara", "name_en": "Paphos", "country": "CY"},
        ],
    )
    def test_to_quite_another_name_needs_its_country_or_both_keys_and_is_told(self, megara, cells):
        plan = plan_of(cells)
        assert counted(plan) == {"change": 1}
        [(row, column, sentence)] = remarks(plan)
        assert (row, column) == (2, "name_en")
        assert "“Megara” (city, number 124)" in sentence

    def test_adds_a_name_in_a_language_that_had_none(self):
        make_participant("thessaloniki", texts={"en": "Thessaloniki"})
        plan = plan_of({"slug": "thessaloniki", "name_fr": "Salonique"})
        assert counted(plan) == {"change": 1}
        assert [remark.column for remark in plan.remarks] == ["name_fr"]

    def test_takes_back_a_former_name_that_is_on_record(self, megara):
        megara.events = [
            MembershipEvent(kind="admitted", date="2014"),
            MembershipEvent(kind="renamed", date="2016", note="formerly Nisaia"),
        ]
        megara.save_revision().publish()
        assert not plan_of({"number": 124, "name_en": "Nisaia"}).faults

    def test_is_not_seen_where_a_file_says_what_is_stored(self, megara, rennes):
        rows = [
            {"number": 124, "slug": "megara", "name_en": "Megara", "country": "GR"},
            {"number": 7, "slug": "rennes", "name_en": "Rennes", "country": "FR"},
        ]
        plan = plan_of(*rows)
        assert (counted(plan), plan.remarks) == ({"unchanged": 2}, [])


class TestLessExactDates:
    @pytest.mark.parametrize(
        ("stored", "told"),
        [
            ("2015-03-15", "2015"), ("2015-03-15", "2015-03"), ("2015-03", "2015"),
            ("2015-12-01", "2015"), ("2014-02-28", "février 2014"),
        ],
    )  # fmt: skip
    def test_change_nothing_and_are_told(self, stored, told):
        make_participant("megara", joined=stored)
        plan = plan_of({"slug": "megara", "joined_on": told})
        assert counted(plan) == {"unchanged": 1}
        [(row, column, sentence)] = remarks(plan)
        assert (row, column, stored in sentence) == (2, "joined_on", True)

    @pytest.mark.parametrize("told", ["2014", "2015-04", "2015-03-16", "2016-03-15"])
    def test_that_contradict_are_changes(self, told):
        make_participant("megara", joined="2015-03-15")
        plan = plan_of({"slug": "megara", "joined_on": told})
        assert (counted(plan), plan.remarks) == ({"change": 1}, [])

    def test_that_are_finer_are_changes(self):
        make_participant("megara", joined="2015")
        assert counted(plan_of({"slug": "megara", "joined_on": "2015-03"})) == {"change": 1}

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ("admitted 2015; suspended 2016-05-01", 1),
            ("admitted 2015-03; suspended 2016", 2),
            ("admitted; suspended", 2),
            ("admitted 2015-03-15; suspended 2016-05", 1),
            ("admis 2015; suspension 2016-05-01", 1),
        ],
    )
    def test_of_events_change_nothing_and_are_told(self, told, count):
        megara = make_participant("megara")
        megara.events = [
            MembershipEvent(kind="admitted", date="2015-03-15", note="in session"),
            MembershipEvent(kind="suspended", date="2016-05-01"),
        ]
        megara.save_revision().publish()
        plan = plan_of({"slug": "megara", "events": told})
        assert counted(plan) == {"unchanged": 1}
        assert [remark.column for remark in plan.remarks] == ["events"] * count

    def test_of_a_figure_keep_its_year(self):
        megara = make_participant("megara")
        megara.figures = [
            Figure(
                measure="population",
                value=28_591,
                basis="official",
                source="Census",
                year=2021,
                is_shown=True,
            )
        ]
        megara.save_revision().publish()
        said = {
            "population": "28591",
            "population_basis": "official",
            "population_source": "Census",
        }
        plan = plan_of({"slug": "megara", **said})
        assert counted(plan) == {"unchanged": 1}
        assert [remark.column for remark in plan.remarks] == ["population_year"]
        assert counted(plan_of({"slug": "megara", **said, "population": "29000"})) == {"change": 1}

    def test_stay_finer_when_the_rest_of_the_row_is_applied(self):
        make_participant("megara", joined="2015-03-15")
        import_rows({"slug": "megara", "joined_on": "2015", "name_en": "Nea Megara"}, publish=True)
        megara = Participant.objects.get()
        assert (str(megara), megara.joined.isoformat()) == ("Nea Megara", "2015-03-15")

    def test_of_a_new_participant_are_as_exact_as_they_stand_there(self):
        plan = plan_of({**TIVAT, "joined_on": "2015"})
        assert (plan.to_do[0].row.joined_on, plan.remarks) == ("2015", [])
