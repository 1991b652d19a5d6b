"""What a file would do to the registry, and that it does just that."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.db import IntegrityError
from django.utils.translation import override
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from participants.importer.applying import PlanOutdated, apply_plan, carrying_out, records
from participants.importer.planning.report import corrections, template
from participants.models import Figure, IssuedNumber, MembershipEvent, Participant
from tests.factories import (
    build_participant,
    make_admin,
    make_full_participant,
    make_participant,
    make_theme,
)
from tests.participants.importer.files import (
    SOURCE,
    TIVAT,
    counted,
    csv_file,
    faults,
    import_rows,
    plan_of,
)

CASES = Path(__file__).with_name("cases")

pytestmark = pytest.mark.django_db


def draft_of(slug: str) -> Participant:
    return Participant.objects.get(slug=slug).get_latest_revision_as_object()


class TestNewParticipants:
    def test_arrive_as_drafts_with_revision_author_and_log(self):
        office = make_admin("office")
        plan = import_rows(TIVAT, user=office)
        tivat = Participant.objects.get()
        assert counted(plan) == {"create": 1}
        assert (tivat.slug, str(tivat), tivat.live) == ("tivat", "Tivat", False)
        assert str(tivat.joined) == "December 2014"
        assert tivat.latest_revision.user == office
        log = ModelLogEntry.objects.for_instance(tivat)
        assert {(entry.action, entry.user) for entry in log} == {
            ("wagtail.create", office),
            ("participants.import", office),
        }

    def test_are_published_if_that_is_asked_for(self, api):
        import_rows(TIVAT, user=make_admin(), publish=True)
        tivat = Participant.objects.get()
        assert tivat.live
        assert tivat.live_revision == tivat.latest_revision
        assert [item["slug"] for item in api("participants/")[1]["items"]] == ["tivat"]

    def test_are_shown_cell_by_cell_in_the_plan(self):
        [planned] = plan_of(TIVAT).to_do
        cells = {change.column: change.new for change in planned.changes}
        assert cells["country"] == "ME"
        assert cells["events"] == "admitted 2014-12"
        assert "status" not in cells

    def test_get_an_address_that_is_free(self):
        make_participant("tivat", country="GR")
        import_rows(TIVAT, {**TIVAT, "country": "HR"})
        slugs = Participant.objects.order_by("slug").values_list("slug", flat=True)
        assert list(slugs) == ["tivat", "tivat-2", "tivat-3"]

    def test_can_have_everything_that_the_table_has(self):
        make_theme("housing")
        import_rows(
            {
                **TIVAT,
                "name_fr": "Tivat (Monténégro)",
                "location_fr": "sur la mer",
                "latitude": "42.43",
                "longitude": "18.7",
                "themes": "housing",
                "roma_population": "1800",
                "roma_population_qualifier": "about",
                "roma_population_basis": "unofficial",
                "roma_population_source": "Letter",
                "website": "https://tivat.example.org/",
            }
        )
        tivat = Participant.objects.get()
        with override("fr"):
            assert str(tivat) == "Tivat (Monténégro)"
        assert [theme.slug for theme in tivat.theme_list] == ["housing"]
        assert tivat.figures.get(is_shown=True).display == "about 1,800 (unofficial data, Letter)"

    @pytest.mark.parametrize("column", ["name_en", "kind", "country"])
    def test_need_name_kind_and_country(self, column):
        plan = plan_of({**TIVAT, column: ""}, {**TIVAT, "name_en": "Bar"})
        assert faults(plan) == [(2, column, "A new participant needs this cell.")]

    def test_cannot_be_published_with_an_admission_to_come(self):
        [fault] = plan_of({**TIVAT, "joined_on": "2199"}, publish=True).faults
        assert fault.row == 2
        assert not plan_of(TIVAT, publish=True).faults


class TestChanges:
    def test_of_public_ones_wait_as_drafts(self):
        make_participant("megara", number=124)
        plan = import_rows({"number": 124, "website": "https://megara.example.org/"})
        [change] = plan.to_do[0].changes
        assert (change.column, change.old) == ("website", "")
        megara = Participant.objects.get()
        assert (megara.website, megara.has_unpublished_changes) == ("", True)
        assert draft_of("megara").website == "https://megara.example.org/"

    def test_of_public_ones_are_published_if_that_is_asked_for(self):
        make_participant("megara", number=124)
        import_rows({"number": 124, "name_en": "New Megara"}, publish=True)
        megara = Participant.objects.get()
        assert (str(megara), megara.has_unpublished_changes) == ("New Megara", False)
        assert str(megara.latest_revision.as_object()) == "New Megara"

    def test_of_drafts_stay_drafts_even_then(self):
        make_participant("megara", is_public=False)
        import_rows({"slug": "megara", "name_en": "New Megara"}, publish=True)
        assert not Participant.objects.get().live
        assert str(draft_of("megara")) == "New Megara"

    def test_empty_cell_says_nothing(self):
        make_participant("megara", website="https://megara.example.org/")
        plan = plan_of({"slug": "megara", "website": "", "country": "GR"})
        assert counted(plan) == {"unchanged": 1}

    def test_leave_alone_what_has_no_column(self):
        full = make_full_participant("megara")
        import_rows({"slug": "megara", "name_en": "New Megara"}, publish=True)
        megara = Participant.objects.get()
        assert megara.image == full.image
        assert megara.representatives.get().name == "Stamoulis Grigorios"
        assert megara.initiatives.get().texts.get().title == "Support centre"
        assert {str(text) for text in megara.texts.all()} == {"New Megara", "Megara (fr)"}

    def test_are_found_and_referred_to_right_afterwards(self, admin_client):
        make_participant("megara")
        bar = make_participant("bar", country="ME")
        row = {
            "slug": "megara",
            "name_en": "Nea Peramos",
            "events": "admitted 2014; merged into bar",
        }
        import_rows(row, TIVAT, publish=True)
        for query in ("peramos", "tivat"):
            assert Participant.objects.matching(query)
        assert not Participant.objects.matching("megara")
        assert ReferenceIndex.get_references_to(bar).count() == 1

    def test_number_and_address_never_change_once_published(self):
        make_participant("megara", number=124)
        for row, column, sentence in (
            ({"slug": "megara", "number": 125}, "number", "The number 124 has been issued"),
            ({"slug": "other", "number": 124}, "slug", "“megara” has been published"),
        ):
            [fault] = plan_of(row).faults
            assert (fault.column, fault.value) == (column, str(row[column]))
            assert sentence in fault.message


class TestFigures:
    ROW = {
        "slug": "megara",
        "roma_population": "2000",
        "roma_population_basis": "estimate",
        "roma_population_year": "2020",
        "roma_population_source": "Ministry",
    }

    def test_of_another_source_stay_on_record(self):
        make_full_participant("megara")
        import_rows(self.ROW, publish=True)
        found = Figure.objects.filter(measure="roma_population").order_by("value")
        assert [(figure.value, figure.is_shown) for figure in found] == [
            (1800, False),
            (2000, True),
        ]

    def test_of_the_same_source_and_year_are_corrected(self):
        make_full_participant("megara")
        import_rows(self.ROW, publish=True)
        import_rows({**self.ROW, "roma_population": "2100"}, publish=True)
        values = Figure.objects.filter(measure="roma_population").values_list("value", flat=True)
        assert sorted(values) == [1800, 2100]

    def test_are_one_statement(self):
        make_full_participant("megara")
        found = faults(plan_of({"slug": "megara", "roma_population": "5"}))
        assert [column for _row, column, _message in found] == [
            "roma_population_basis",
            "roma_population_source",
        ]
        assert "Say what the value rests on" in found[0][2]

    def test_can_be_absent_with_a_reason(self):
        make_participant("megara")
        import_rows({"slug": "megara", "roma_population_absence": "not_collected"}, publish=True)
        assert Figure.objects.get().absence == "not_collected"


class TestEvents:
    def test_keep_notes_that_the_file_cannot_tell(self):
        megara = build_participant("megara")
        megara.events = [MembershipEvent(kind="admitted", date="2014", note="Telephone")]
        megara.save()
        megara.save_revision().publish()
        import_rows({"slug": "megara", "events": "admitted 2014; suspended 2015"}, publish=True)
        told = [
            (event.kind, event.note) for event in MembershipEvent.objects.order_by("sort_order")
        ]
        assert told == [("admitted", "Telephone"), ("suspended", "")]
        assert Participant.objects.get().status == "suspended"

    def test_joined_on_corrects_the_only_admission(self):
        make_participant("megara", joined="2014")
        import_rows({"slug": "megara", "joined_on": "2014-12-05"}, publish=True)
        assert MembershipEvent.objects.get().date == "2014-12-05"

    def test_are_made_of_joined_on_and_of_nothing_else(self):
        make_participant("megara", joined=None, is_public=False)
        assert counted(plan_of({"slug": "megara", "kind": "city"})) == {"unchanged": 1}
        import_rows({"slug": "megara", "joined_on": "2014"}, {**TIVAT, "joined_on": ""})
        assert [event.date for event in draft_of("megara").events.all()] == ["2014"]
        assert Participant.objects.get(slug="tivat").status == "not_admitted"

    def test_joined_on_cannot_choose_between_admissions(self):
        make_participant("megara")
        row = {"slug": "megara", "events": "admitted 2014; withdrawn 2015; admitted 2017"}
        import_rows(row, publish=True)
        [fault] = plan_of({"slug": "megara", "joined_on": "2016"}).faults
        assert (fault.column, fault.value) == ("joined_on", "2016")
        assert "There are several admissions" in fault.message

    def test_must_make_a_history(self):
        make_participant("megara")
        [fault] = plan_of({"slug": "megara", "events": "suspended 2015"}).faults
        assert (fault.column, fault.value) == ("events", "suspended 2015")
        assert "cannot follow here" in fault.message

    def test_name_successors_that_there_are(self):
        make_participant("megara")
        [fault] = plan_of({"slug": "megara", "events": "admitted 2014; merged into x"}).faults
        assert "no participant with this slug" in fault.message


class TestMatching:
    def test_goes_by_number_then_slug_then_country_and_name(self):
        make_participant("megara", number=1)
        make_participant("bar", country="ME", name_local="Бар")
        make_participant("tivat", country="ME")
        plan = plan_of(
            {"number": 1, "name_en": "A", "country": "GR"},
            {"slug": "tivat", "name_en": "B", "country": "ME"},
            {"name_en": "BÁR", "country": "ME"},
        )
        assert [planned.label for planned in plan.to_do] == ["A", "B", "BÁR"]
        assert all(planned.pk for planned in plan.to_do)

    def test_name_counts_in_its_country_only(self):
        make_participant("tivat", country="GR")
        assert counted(plan_of(TIVAT)) == {"create": 1}

    def test_name_of_several_is_reported(self):
        make_participant("one", country="ME", texts={"en": "Tivat"})
        make_participant("two", country="ME", texts={"en": "Tivat"}, distinct_from=["one"])
        [fault] = plan_of(TIVAT).faults
        assert (fault.row, fault.column, fault.value) == (2, "name_en", "Tivat")
        assert "Add the number or slug" in fault.message

    def test_number_and_slug_of_different_ones_are_reported(self):
        make_participant("megara", number=1)
        make_participant("tivat", number=2)
        [fault] = plan_of({"number": 1, "slug": "tivat"}).faults
        assert (fault.column, fault.value) == ("slug", "tivat")

    @pytest.mark.parametrize(
        "rows",
        [
            [TIVAT, TIVAT],
            [{"slug": "megara", "kind": "city"}, {"number": 124, "kind": "county"}],
            [{**TIVAT, "number": 7}, {**TIVAT, "name_en": "Bar", "number": 7}],
        ],
    )
    def test_second_row_of_the_same_one_is_reported(self, rows):
        make_participant("megara", number=124)
        plan = plan_of(*rows)
        assert faults(plan) == [(3, "", "This is the same participant as in row 2.")]

    @pytest.mark.parametrize(
        "refused",
        [
            {"number": 124, "name_en": "Rennes", "country": "FR", "kind": "city"},
            {"number": 124, "country": "GR", "left_on": "2015"},
            {"number": 124, "country": "GR", "website": "https://x.example.org/", "events": "left"},
        ],
    )
    def test_row_that_is_refused_claims_nothing(self, refused):
        make_participant("megara", number=124)
        make_participant("rennes", country="FR", number=7, kind="city")
        plan = plan_of(refused, {"number": 124, "name_local": "Μέγαρα"})
        assert [fault.row for fault in plan.faults] == [2]
        [planned] = plan.to_do
        assert (planned.row.row, [change.column for change in planned.changes]) == (
            3,
            ["name_local"],
        )

    def test_new_row_that_is_refused_leaves_its_slug_to_the_next(self):
        refused = {**TIVAT, "slug": "tivat", "left_on": "2015"}
        plan = plan_of(refused, {**TIVAT, "slug": "tivat"})
        assert [fault.row for fault in plan.faults] == [2]
        assert [(planned.row.row, planned.slug) for planned in plan.to_do] == [(3, "tivat")]

    def test_contradictions_cost_the_same_number_of_queries_for_many_rows(
        self, django_assert_max_num_queries, django_assert_num_queries
    ):
        for number in range(1, 21):
            make_participant(
                f"town-{number}", number=number, website=f"https://t{number}.example.org/"
            )
        few, many = (
            [
                *({"number": n, "slug": f"town-{n + 1}"} for n in range(1, count)),
                *(
                    {**TIVAT, "name_en": f"New {n}", "website": f"https://t{n}.example.org/"}
                    for n in range(1, count)
                ),
            ]
            for count in (3, 19)
        )
        with django_assert_max_num_queries(100) as asked:
            assert len(plan_of(*few).faults) == 2
        with django_assert_num_queries(len(asked)):
            plan = plan_of(*many)
        assert (len(plan.faults), len(plan.remarks)) == (18, 18)

    def test_address_that_a_row_above_gets_is_not_given_twice(self):
        plan = plan_of(TIVAT, {**TIVAT, "name_en": "Bar", "slug": "tivat"})
        assert faults(plan) == [(3, "slug", "A row above gets this slug. Write another one.")]

    @pytest.mark.parametrize("publish", [False, True])
    def test_number_is_never_used_again(self, publish):
        gone = make_participant("megara", number=124)
        gone.delete()
        assert IssuedNumber.objects.filter(number=124).exists()
        [fault] = plan_of({**TIVAT, "number": 124}, publish=publish).faults
        assert (fault.column, fault.value) == ("number", "124")
        assert "never given again" in fault.message


class TestConflicts:
    ROW = {"slug": "megara", "name_en": "New Megara"}

    def test_unpublished_changes(self):
        megara = make_participant("megara")
        megara.website = "https://megara.example.org/"
        megara.save_revision()
        [fault] = plan_of(self.ROW).faults
        assert "has changes that are not published" in fault.message

    def test_locked(self):
        make_participant("megara")
        Participant.objects.update(locked=True)
        [fault] = plan_of(self.ROW).faults
        assert "is locked" in fault.message

    def test_in_moderation(self):
        megara = make_participant("megara", is_public=False)
        megara.get_workflow().start(megara, make_admin())
        [fault] = plan_of(self.ROW).faults
        assert "is in moderation" in fault.message

    def test_are_none_where_the_row_changes_nothing(self):
        megara = make_participant("megara")
        megara.website = "https://megara.example.org/"
        megara.save_revision()
        Participant.objects.update(locked=True)
        for name in ("https://megara.example.org/", ""):
            row = {"slug": "megara", "name_en": "Megara", "website": name}
            assert counted(plan_of(row)) == {"unchanged": 1}

    def test_with_what_the_registry_works_out(self):
        make_participant("megara")
        [fault] = plan_of({"slug": "megara", "status": "withdrawn"}).faults
        assert (fault.column, fault.value) == ("status", "withdrawn")
        assert "as “participant”. Empty the cell." in fault.message


class TestMissing:
    def test_are_named_and_stay(self):
        make_participant("megara")
        make_participant("secret", is_public=False)
        plan = import_rows(TIVAT, publish=True)
        assert (plan.missing, plan.missing_count) == (["Megara"], 1)
        assert Participant.objects.get(slug="megara").live

    def test_are_not_those_whose_row_has_a_conflict(self):
        make_participant("megara")
        assert plan_of({"slug": "megara", "status": "withdrawn"}).missing_count == 0


class TestTwice:
    ROWS = (
        {"slug": "megara", "name_en": "New Megara", "website": "https://megara.example.org/"},
        {**TIVAT, "roma_population_absence": "withheld", "latitude": "42.4", "longitude": "18.7"},
    )

    @pytest.mark.parametrize("publish", [False, True])
    def test_changes_nothing(self, publish):
        make_full_participant("megara")
        plan = import_rows(*self.ROWS, publish=publish)
        assert counted(plan) == {"change": 1, "create": 1}
        revisions = Revision.objects.count()
        assert counted(import_rows(*self.ROWS, publish=publish)) == {"unchanged": 2}
        assert Revision.objects.count() == revisions

    def test_second_plan_is_outdated_once_the_first_is_applied(self):
        make_admin()
        first, second = plan_of(TIVAT), plan_of(TIVAT)
        apply_plan(first, user=None, publish=False, source=SOURCE)
        with pytest.raises(PlanOutdated):
            apply_plan(second, user=None, publish=False, source=SOURCE)
        assert Participant.objects.count() == 1


class TestExports:
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_come_back_without_any_change(self, admin_client, kind):
        make_full_participant("megara", number=124)
        make_participant("formula", country="ME", texts={"en": "=1+1", "fr": "'-x"})
        changed = make_participant("changed", country="PT", website="https://one.example.org/")
        changed.website = "https://two.example.org/"
        changed.save_revision()
        listing = "/admin/snippets/participants/participant/"
        exported = admin_client.get(listing, {"export": kind}).getvalue()
        assert counted(plan_of(exported)) == {"unchanged": 3}


class TestCells:
    @pytest.mark.parametrize(
        ("column", "value", "sentence"),
        [
            ("country", "Atlantis", "This is not known. docs/importing.md lists"),
            ("country", "Montenegr", "Did you mean “Montenegro”?"),
            ("kind", "hamlet", "Write one of: city,"),
            ("joined_on", "03/04/2015", "the one that is meant: 2015-03-04 or 2015-04-03."),
            ("joined_on", "31/12/14", "the one that is meant: 1931-12-14 or 2014-12-31."),
            ("joined_on", "41978", "number for a day. Write the date as text: 2014-12-05."),
            ("joined_on", "soon", "Write what is known of the date: 2014, 2014-12 or 2014-12-05."),
            ("number", "1000000", "Write a whole number from 1 to 999999, in digits only."),
            ("roma_population", "1,8", "“1,8” can be read as 18 or as 1.8."),
            ("latitude", "42.430.1", "Write decimal degrees, such as 37.99471."),
            ("latitude", "91", "between -90 and 90"),
            ("website", "tivat.me", "Write a complete web address, such as https://www.example.org/."),
            ("website", "javascript:alert(1)", "Write a complete web address"),
            ("name_fr", "<script>alert(1)</script>", "Write plain text, without angle brackets."),
            ("name_fr", "x" * 256, "Write at most 255 characters."),
            ("themes", "no-such", "There is no such theme."),
            ("distinct_from", "two words", "Write letters, digits, “-” and “_” only"),
            ("events", "ratified 2014", "does not begin with one of: admitted"),
            ("events", "admitted 2014; merged 2018", "names its successor"),
            ("location_fr", "by the sea", "A location in this language needs a name in it too."),
        ],
    )  # fmt: skip
    def test_that_are_wrong_say_what_would_be_right(self, column, value, sentence):
        plan = plan_of({**TIVAT, column: value})
        [fault] = plan.faults
        assert fault.row == 2
        assert sentence in fault.message
        assert not plan.to_do

    @pytest.mark.parametrize("value", ["ME", "me", "Montenegro", "Monténégro", "MONTENEGRO"])
    def test_understand_a_country_in_every_language(self, value):
        import_rows({**TIVAT, "country": value})
        assert Participant.objects.get().country == "ME"


class TestApplying:
    def test_is_all_or_nothing(self, monkeypatch):
        monkeypatch.setattr(records, "BATCH", 1)
        plan = plan_of(TIVAT, {**TIVAT, "name_en": "Bar"})
        steps = carrying_out.applying(plan, user=None, publish=False, source=SOURCE)
        assert next(steps) == 1
        assert Participant.objects.count() == 1
        steps.close()
        assert Participant.objects.count() == 0

    def test_writes_nothing_if_the_database_refuses_a_row(self, monkeypatch):
        monkeypatch.setattr(records, "BATCH", 1)
        plan = plan_of(TIVAT, {**TIVAT, "name_en": "Bar"})
        plan.to_do[1] = plan.to_do[1].__class__(
            plan.to_do[1].action, plan.to_do[1].row, "Bar", slug="tivat"
        )
        with pytest.raises(IntegrityError):
            apply_plan(plan, user=None, publish=False, source=SOURCE)
        assert Participant.objects.count() == 0

    def test_tells_how_far_it_is(self):
        told = []
        apply_plan(plan_of(TIVAT), user=None, publish=False, source=SOURCE, progress=told.append)
        assert told == [1]

    def test_costs_the_same_number_of_queries_for_many_rows(self, django_assert_max_num_queries):
        rows = [{**TIVAT, "name_en": f"Place {number}"} for number in range(60)]
        # With the record of the import, the names of themes, and what each row's history says.
        with django_assert_max_num_queries(48):
            import_rows(*rows, publish=False)


class TestCorrections:
    def test_bring_the_rows_that_were_left_out(self):
        wrong = {**TIVAT, "name_en": "Bar", "country": "Atlantis"}
        plan = import_rows(TIVAT, wrong)
        assert counted(plan) == {"create": 1, "faulty": 1}
        text = corrections(plan)
        assert "\nRow 3: country: This is not known." in text
        assert "Tivat" not in text
        again = import_rows(text.replace("Atlantis", "ME").encode())
        assert counted(again) == {"create": 1}
        assert set(Participant.objects.values_list("slug", flat=True)) == {"tivat", "bar"}

    def test_cells_that_show_something_else_do_not_come_back_as_they_are_stored(self):
        book = openpyxl.Workbook()
        names = [*TIVAT, "population", "population_basis", "population_source"]
        book.active.append(names)
        for place, code in enumerate(('0" hab."', "0.0,", "0%", ";;;"), start=1):
            book.active.append([*TIVAT.values(), 5000, "official", "Census"])
            book.active.cell(place + 1, 1).value = f"Place {place}"
            book.active.cell(place + 1, names.index("population") + 1).number_format = code
        book.active.append([*TIVAT.values(), "=2*2500", "official", "Census"])
        book.active.append([*TIVAT.values(), 5000, "official", "Census"])
        book.active.cell(7, 1).number_format = '@" (candidate)"'
        file = io.BytesIO()
        book.save(file)
        plan = plan_of(file.getvalue(), name="list.xlsx")
        again = plan_of(corrections(plan).encode())
        assert counted(plan) == counted(again) == {"faulty": 6}
        assert [fault.row for fault in plan.faults] == [2, 3, 4, 5, 6, 7]

    def test_row_that_is_struck_through_does_not_come_back_as_if_it_were_not(self):
        plan = plan_of((CASES / "pandas-struck.xlsx").read_bytes(), name="list.xlsx", publish=False)
        [(row, column, sentence)] = faults(plan)
        assert (row, column, "row is struck through" in sentence) == (3, "", True)
        text = corrections(plan)
        assert "Row 3: The row is struck through." in text
        assert "?? Nantes,?? city,?? FR" in text
        assert counted(plan_of(text.encode())) == {"faulty": 1}

    def test_template_has_the_columns_that_an_editor_fills(self):
        names = template().removeprefix("\ufeff").strip().split(",")
        assert {"number", "name_en", "roma_population"} <= set(names)
        assert not {"status", "left_on", "population_display_en"} & set(names)
        row = dict.fromkeys(names, "") | TIVAT
        assert counted(plan_of(csv_file(row))) == {"create": 1}
