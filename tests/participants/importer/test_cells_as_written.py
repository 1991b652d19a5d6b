"""What cells mean that other programs have written, and our own export after a French Excel."""

import csv
import io
import re
from pathlib import Path

import pytest

from participants.models import Figure, MembershipEvent, Participant
from participants.values.calendars import Order
from participants.values.text import WrongValue
from participants.values.written_dates import TwoDatesError, read_date
from participants.values.written_numbers import read_degrees
from tests.factories import make_full_participant, make_participant
from tests.participants.importer.files import TIVAT, counted, faults, plan_of

CASES = Path(__file__).with_name("cases")
MONTHS = "janv févr mars avr mai juin juil août sept oct nov déc".split()


@pytest.mark.parametrize(
    ("iso", "texts"),
    [
        ("2015-03-15", "2015/03/15|2015.03.15|15/03/2015|15.3.2015|15-3-2015|03/15/2015|20150315"),
        ("2015-03-15", "15 mars 2015|March 15, 2015|15th March 2015|15. März 2015|15-Mar-2015"),
        ("2015-03-15", "Sunday 15 March 2015|dimanche 15 mars 2015|15 ožujka 2015"),
        ("2015-03-15", "2015-03-15 00:00:00|2015-03-15T00:00:00Z|15/03/2015 00:00|15 marzo 2015"),
        ("2015-03-05", "2015-3-5|2015/3/5|5 mars 2015|5th of March 2015|2015-03-05T00:00"),
        ("2015-03-01", "1er mars 2015|1 March 2015|1. března 2015"),
        ("2015-03-03", "03/03/2015|3.3.2015|3-3-2015"),
        ("2015-03", "March 2015|mars 2015|mars-2015|03/2015|2015/03|2015-3|2015.03|März 2015"),
        ("2015-06", "juin-15|Jun-15|juin 2015|June, 2015|juin-2015"),
        ("2014", "2014|2014.0|2014,00"),
    ],
)  # fmt: skip
def test_dates_of_one_meaning_are_read(iso, texts):
    for text in texts.split("|"):
        assert read_date(text).iso == iso, text


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2015", "2015-03-04 2015-04-03"), ("3.4.2015", "2015-03-04 2015-04-03"),
        ("12-11-2014", "2014-11-12 2014-12-11"), ("31/12/14", "1931-12-14 2014-12-31"),
        ("14-mars-15", "2014-03-15 2015-03-14"), ("2014.1", "2014-01 2014-10"),
        ("listopad 2015", "2015-10 2015-11"), ("01/02/03", "2003-02-01 2003-01-02 2001-02-03"),
    ],
)  # fmt: skip
def test_dates_of_two_meanings_are_refused_with_all_of_them(text, readings):
    with pytest.raises(WrongValue) as caught:
        read_date(text)
    assert all(reading in str(caught.value) for reading in readings.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2015", "no such day as 31/02/2015"), ("2015-13-01", "no such day as 2015-13-01"),
        ("2015-02-30", "no such day"), ("31 April 2015", "no such day as 2015-04-31"),
        ("20150230", "no such day"), ("31/13/15", "no such day"), ("2015/02/31 00:00", "such day"),
        ("2015-13", "no such month as 2015-13"), ("13/2015", "no such month as 2015-13"),
    ],
)  # fmt: skip
def test_days_that_do_not_exist_are_told_so(text, said):
    with pytest.raises(WrongValue, match=said):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "summer 2014", "circa 2014", "2015-13", "30/02/2015", "42078", "juin 15"),
        *("15-juin", "juin-45", "2015-03-15 10:30", "2014-2016", "1/2/3", "March", "15 2015"),
        *("٢٠١٥", "2015-03-15 and 2016", "9" * 70, "00/00/2015", "-2015"),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(WrongValue):
        read_date(text)


def test_order_of_a_table_decides_only_where_there_are_two_readings():
    orders = {"/": Order.MONTH}
    assert read_date("03/04/2015", orders).iso == "2015-03-04"
    assert read_date("15/04/2015", orders).iso == "2015-04-15"
    with pytest.raises(TwoDatesError):
        read_date("03.04.2015", orders)


@pytest.mark.parametrize(
    ("text", "limit", "degrees"),
    [
        ("48,1173", 90, "48.11730"), ("-1,6778", 180, "-1.67780"), ("−1.6778", 180, "-1.67780"),
        ("48.1173°", 90, "48.11730"), ("48.1173 N", 90, "48.11730"), ("1.6778W", 180, "-1.67780"),
        ("48°07′02″N", 90, "48.11722"), ("S 33", 90, "-33.00000"), ("48°7'", 90, "48.11667"),
        ("-0,0", 90, "0.00000"), ("1e1", 90, "10.00000"),
    ],
)  # fmt: skip
def test_degrees_of_one_meaning_are_read(text, limit, degrees):
    assert str(read_degrees(text, limit)) == degrees


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("48,117,3", 90), ("48.117.300", 90), ("91", 90), ("181", 180), ("-3 S", 90), ("NaN", 90),
        ("1.6778 O", 180), ("12°75'", 90), ("N", 90), ("", 90), ("9e99", 90), ("48.1, -1.6", 90),
    ],
)  # fmt: skip
def test_what_is_no_position_is_refused(text, limit):
    with pytest.raises(WrongValue):
        read_degrees(text, limit)


@pytest.mark.django_db
class TestPlan:
    @pytest.mark.parametrize(
        ("column", "cell", "value"),
        [
            ("population", "220000.0", 220_000), ("population", "220 000", 220_000),
            ("population", "180.0", 180), ("population", "28.591", 28_591),
            ("population", "28\u202f591", 28_591), ("population_year", "2015.0", 2015),
            ("number", "124.0", 124), ("number", "1 234", 1234),
        ],
    )  # fmt: skip
    def test_numbers_of_one_meaning_are_read(self, column, cell, value):
        figure = {"population": "9", "population_basis": "official", "population_source": "Census"}
        [planned] = plan_of({**TIVAT, **figure, column: cell}).to_do
        told = {"number": planned.row.number, **planned.row.figures["population"]}
        assert (
            told["value" if column == "population" else column.removeprefix("population_")] == value
        )

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("ca. 12 345", "12345, and “about” into the column “population_qualifier”"),
            ("about 12,000", "alone, 12000, and “about”"), ("env. 300", "alone, 300, and “about”"),
            ("~300", "alone, 300, and “about”"), ("12 345 (approx.)", "12345, and “about”"),
            (">5000", "5000, and “more than”"), ("300+", "300, and “more than”"),
            ("presque 300", "300, and “almost”"), ("8.9 million", "write 8900000, and “about”"),
            ("1,2 Mio", "write 1200000, and"), ("12k", "write 12000, and “about”"),
            ("300 hab.", "Write the number alone, 300."), ("at least 300", "belongs into"),
            ("300-400", "the upper one into the column “population_max”"),
            ("between 300 and 400", "the upper one into the column “population_max”"),
            ("some", "Write one whole number"),
        ],
    )  # fmt: skip
    def test_numbers_with_words_say_what_to_do(self, cell, said):
        figure = {"population": cell, "population_basis": "official", "population_source": "Census"}
        [(_row, column, sentence)] = faults(plan_of({**TIVAT, **figure}))
        assert column == "population"
        assert said in sentence

    @pytest.mark.parametrize("name", ["xlsxwriter-counts.xlsx", "libreoffice-counts.ods"])
    def test_number_of_a_workbook_that_is_not_whole_says_what_is_stored_and_shown(self, name):
        plan = plan_of((CASES / name).read_bytes(), name=name)
        stored, other = [sentence for _row, _column, sentence in faults(plan)][:2]
        assert stored.startswith("The cell holds the number 324576.4 and shows 324,576.")
        # It is not 324,576 either, which it could be in a CSV file.
        assert other == "The cell holds the number 324.576. Write a whole number."
        assert len(plan.faults) == 6

    def test_words_for_unknown_are_codes_where_there_are_such(self):
        figure = {"population": "9", "population_basis": "unknown", "population_source": "Census"}
        [planned] = plan_of({**TIVAT, **figure}).to_do
        assert planned.row.figures["population"]["basis"] == "unknown"

    @pytest.mark.parametrize(
        "cell",
        [
            "-", "–", "—", "n/a", "N/A", "?", "n.d.", "…", "s.d.", "S.D.", "n.c.", "NC", "inconnu",
            "Inconnue", "unknown", "Unknown.", "(unknown)", "tbc", "TBD", "à confirmer",
            "to be confirmed", "non communiqué", "not available", "NaN",
        ],
    )  # fmt: skip
    def test_placeholders_are_read_as_empty_and_told(self, cell):
        plan = plan_of({**TIVAT, "website": cell, "roma_population": cell, "name_local": cell})
        assert plan.faults == []
        assert "website" not in plan.to_do[0].row.links
        assert not plan.to_do[0].row.figures
        assert {remark.column for remark in plan.remarks} == {
            "website", "roma_population", "name_local",
        }  # fmt: skip

    def test_placeholder_of_what_is_needed_is_an_error(self):
        [(_row, column, _sentence)] = faults(plan_of({**TIVAT, "name_en": "-"}))
        assert column == "name_en"

    @pytest.mark.parametrize("name", ["????????", "Malm?", "?kaszka", "H?dmez?v?s?rhely", "???"])
    def test_names_that_have_lost_letters_are_errors(self, name):
        [(_row, column, sentence)] = faults(plan_of({**TIVAT, "name_local": name}))
        assert column == "name_local"
        assert "letters were lost" in sentence

    @pytest.mark.parametrize(
        "source", ["Recensement g?n?ral", "?UFO 2020", "Census (Sz?kely)", "???????? 2014"]
    )
    def test_texts_that_have_lost_letters_are_errors(self, source):
        said = {"population": "9", "population_basis": "official", "population_source": source}
        [(_row, column, sentence)] = faults(plan_of({**TIVAT, **said}))
        assert column == "population_source"
        assert "letters were lost" in sentence

    @pytest.mark.parametrize(
        "source", ["Who counts? A report", "https://stat.example.org/page?id=3", "Why? How?"]
    )
    def test_question_marks_that_ask_are_none(self, source):
        said = {"population": "9", "population_basis": "official", "population_source": source}
        assert not plan_of({**TIVAT, **said}).faults

    def test_other_rows_tell_the_order_of_a_date(self):
        rows = [
            {**TIVAT, "name_en": f"Place {letter}", "joined_on": day}
            for letter, day in zip(
                "abcd", ("03/04/2015", "15/03/2015", "2014", "01/02/2016"), strict=True
            )
        ]
        plan = plan_of(*rows)
        assert [planned.row.joined_on for planned in plan.to_do] == [
            "2015-04-03", "2015-03-15", "2014", "2016-02-01",
        ]  # fmt: skip
        assert [planned.row.row for planned in plan.to_do] == [2, 3, 4, 5]
        assert [(remark.row, remark.column) for remark in plan.remarks] == [
            (2, "joined_on"), (5, "joined_on"),
        ]  # fmt: skip
        assert "the day first, as in row 3 (“15/03/2015”)" in plan.remarks[0].message

    @pytest.mark.parametrize(
        "others",
        [(), ("2014",), ("15/03/2015", "03/15/2015"), ("15.03.2015",), ("03/03/2015",), ("bad",)],
    )
    def test_where_they_do_not_both_readings_are_named(self, others):
        days = ["03/04/2015", *others]
        rows = [
            {**TIVAT, "name_en": f"Place {chr(97 + place)}", "joined_on": day}
            for place, day in enumerate(days)
        ]
        found = faults(plan_of(*rows))
        assert found[0][:2] == (2, "joined_on")
        assert "2015-03-04 or 2015-04-03" in found[0][2]

    def test_rows_that_wait_for_the_order_are_told_apart_from_those_that_do_not(self):
        first = {**TIVAT, "joined_on": "03/04/2015"}
        plan = plan_of(first, {**TIVAT, "joined_on": "15/03/2015"})
        assert counted(plan) == {"create": 1, "faulty": 1}
        assert "same participant as in row" in plan.faults[0].message

    @pytest.mark.parametrize(
        ("cells", "column", "words"),
        [
            ({"latitude": "18.7", "longitude": "42.43"}, "latitude", "exchanged"),
            ({"latitude": "52.5", "longitude": "13.4"}, "latitude", "outside of Montenegro"),
            ({"joined_on": "1914"}, "joined_on", "1914 lies before 1990"),
            ({"website": "https://megara.example.org"}, "website", "“Megara”"),
            ({"population": "5", "roma_population": "6"}, "roma_population", "larger than"),
        ],
    )
    def test_unlikely_cells_are_told_and_stop_nothing(self, cells, column, words):
        make_participant("megara", website="https://megara.example.org/")
        bases = {
            f"{name}{part}": text
            for name in cells
            if name.endswith("population")
            for part, text in (("_basis", "official"), ("_source", "Census"))
        }
        plan = plan_of({**TIVAT, **cells, **bases})
        assert counted(plan) == {"create": 1}
        [remark] = plan.remarks
        assert (remark.row, remark.column) == (2, column)
        assert words in remark.message

    def test_figure_ten_times_the_stored_one_is_told(self):
        megara = make_participant("megara")
        megara.figures = [
            Figure(measure="population", value=28_591, basis="official", source="A", is_shown=True)
        ]
        megara.save_revision().publish()
        said = {"population": "285910", "population_basis": "official", "population_source": "A"}
        [remark] = plan_of({"slug": "megara", **said}).remarks
        assert "285910" in remark.message
        assert "28591" in remark.message

    def test_what_is_stored_is_not_told_again(self):
        make_participant("megara", joined="1889", latitude="23.3", longitude="37.9")
        assert plan_of({"slug": "megara", "latitude": "23.3", "joined_on": "1889"}).remarks == []
        changed = plan_of({"slug": "megara", "name_en": "Nea Megara"})
        assert (counted(changed), changed.remarks) == ({"change": 1}, [])


def excel(text: str) -> str:
    """Return what a French Excel makes of a cell of the export."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return "/".join(reversed(match.groups()))
    if match := re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", text):
        return f"{MONTHS[int(match[3]) - 1]}-{match[2]}"
    return text.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", text) else text


def after_a_french_excel(export: bytes) -> bytes:
    rows = csv.reader(io.StringIO(export.decode("utf-8-sig")))
    changed = io.StringIO()
    csv.writer(changed, delimiter=";").writerows([excel(cell) for cell in row] for row in rows)
    return changed.getvalue().encode("cp1252", "replace")


@pytest.mark.django_db
class TestFrenchExcel:
    @pytest.fixture
    def export(self, admin_client):
        make_full_participant("megara")
        for place, day in enumerate(("2015-06", "2015-03-15", "2014", "2014-12-05", "2013-01")):
            authority = make_participant(
                f"ville-{'abcde'[place]}",
                number=20 + place,
                country="FR",
                joined=day,
                latitude=f"{44 + place}.11730",
                longitude=f"{place - 1}.67780" if place != 1 else "1.67780",
                texts={"en": f"Ville {'abcde'[place]}", "fr": f"Évry {'abcde'[place]}"},
            )
            authority.events = [
                MembershipEvent(kind="admitted", date=day),
                *([MembershipEvent(kind="withdrawn", date="2018-05-17")] if place == 2 else []),
            ]
            authority.figures = [
                Figure(
                    measure="population",
                    value=1_800 + place,
                    qualifier="about",
                    basis="official",
                    source="Insee",
                    year=2020,
                    is_shown=True,
                )
            ]
            authority.save_revision().publish()
        address = "/admin/snippets/participants/participant/?export=csv"
        return b"".join(admin_client.get(address).streaming_content)

    def test_brings_every_row_back_unchanged(self, export):
        count = Participant.objects.count()
        plan = plan_of(after_a_french_excel(export), encoding="cp1252")
        asked = {fault.row for fault in plan.faults}
        assert counted(plan).get("unchanged", 0) + len(asked) == count
        assert all("letters were lost" in fault.message for fault in plan.faults)
        assert counted(plan)["unchanged"] >= 5
        assert plan.to_do == []

    def test_tells_how_it_read_what_excel_has_shortened(self, export):
        told = [
            remark.message
            for remark in plan_of(after_a_french_excel(export), encoding="cp1252").remarks
        ]
        assert any(sentence.startswith("Read as 2015-06:") for sentence in told)
        assert any("2014-12-05, the day first, as in row" in sentence for sentence in told)
