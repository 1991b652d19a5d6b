"""The files of open data, and what the office takes out of the admin."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from participants.exports import FILE_FORMATS, Selection
from participants.exports.columns import columns
from participants.models import (
    InitiativeText,
    Measure,
    MembershipEvent,
    Participant,
    RegistryState,
    Status,
)
from participants.registry.listing.filters import Filters
from participants.values.languages import content_languages
from participants.values.text import FORMULA_STARTS, cell_text, neutralised, restored
from tests.databases import taken_back
from tests.factories import locale, make_full_participant, make_participant, make_theme

pytestmark = pytest.mark.django_db

FORMATS = ("csv", "geojson", "json")


def written(name, query=""):
    return b"".join(FILE_FORMATS[name].write(Selection(Filters(QueryDict(query)))))


def table(content):
    """Return the rows of a CSV file by the names of the columns."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def add_events(slug, *events):
    participant = Participant.objects.get(slug=slug)
    participant.events.add(*[MembershipEvent(**event) for event in events])
    participant.save()
    participant.save_revision().publish()


def ask(client, name, **parameters):
    response = client.get(f"/api/v2/participants/export.{name}", parameters)
    return response, response.getvalue()


class TestAnswers:
    @pytest.mark.parametrize(
        ("name", "content_type"),
        [
            ("csv", "text/csv; charset=utf-8"),
            ("geojson", "application/geo+json"),
            ("json", "application/json"),
        ],
    )
    def test_file_is_streamed_under_a_name_with_its_day(self, client, name, content_type):
        make_participant("megara", latitude="38", longitude="23")
        response, content = ask(client, name, as_of="2016-05-01")
        assert (response.status_code, response.streaming) == (200, True)
        assert response["Content-Type"] == content_type
        expected = f'attachment; filename="participants-2016-05-01.{name}"'
        assert response["Content-Disposition"] == expected
        assert b"megara" in content
        head = client.head(f"/api/v2/participants/export.{name}", {"as_of": "2016-05-01"})
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Disposition"] == expected

    @pytest.mark.parametrize("accept", ["text/csv", "application/geo+json", "image/png", "*/*"])
    @pytest.mark.parametrize("name", FORMATS)
    def test_every_client_is_answered(self, client, name, accept):
        response = client.get(f"/api/v2/participants/export.{name}", headers={"accept": accept})
        assert response.status_code == 200

    @pytest.mark.parametrize("name", FORMATS)
    @pytest.mark.parametrize(
        "parameter",
        [
            {"limit": "1"},
            {"offset": "1"},
            {"after": "1.1"},
            {"fields": "name"},
            {"order": "name"},
            {"locale": "fr"},
            {"format": "csv"},
            {"contry": "GR"},
            {"country": "ZZ"},
            {"theme": "nothing"},
            {"status": "gone"},
            {"as_of": "2014"},
            {"joined_after": "1.1.2014"},
            {"bbox": "1,2,3"},
            {"near": "91,0"},
            {"within_km": "5"},
            {"search": "-"},
        ],
    )
    def test_bad_question_is_refused_before_the_file_begins(self, client, name, parameter):
        response = client.get(f"/api/v2/participants/export.{name}", parameter)
        assert response.status_code == 400
        assert next(iter(parameter)) in response.json()["message"]

    def test_other_methods_are_not_allowed(self, client):
        assert client.post("/api/v2/participants/export.csv").status_code == 405


class TestTable:
    def test_is_a_header_and_rows_and_nothing_else(self):
        make_participant("megara", website="https://example.org/#seat")
        make_participant("lyon", country="FR", name_local='Lyon, "Rhône"')
        content = written("csv")
        assert content.startswith(b"number,slug,")
        assert content.count(b"\r\n") == content.count(b"\n") == 3
        by_slug = {row["slug"]: row for row in table(content)}
        assert by_slug["megara"]["website"] == "https://example.org/#seat"
        assert by_slug["lyon"]["name_local"] == 'Lyon, "Rhône"'

    def test_row_holds_every_column(self):
        make_full_participant(number=124, name_local="Μέγαρα", website="https://example.org/")
        make_participant("lyon", country="FR", number=200)
        add_events(
            "megara",
            {"kind": "suspended", "date": "2015-03", "note": "a canary"},
            {"kind": "reinstated"},
            {"kind": "merged", "date": "2018", "successor": Participant.objects.get(slug="lyon")},
        )
        content = written("csv", "status=all")
        [row, _] = table(content)
        assert list(row) == list(columns())
        assert b"canary" not in content
        assert row["events"] == (
            "admitted 2014; suspended 2015-03; reinstated; merged 2018 into lyon"
        )
        shown = ("number", "name_fr", "name_local", "status", "joined_on", "left_on")
        assert [row[name] for name in shown] == [
            "124",
            "Megara (fr)",
            "Μέγαρα",
            "merged",
            "2014",
            "2018",
        ]
        assert (row["latitude"], row["longitude"], row["themes"]) == (
            "37.99471",
            "23.34324",
            "housing",
        )
        assert (row["population"], row["population_max"], row["roma_population"]) == (
            "40000",
            "",
            "1800",
        )

    def test_figure_is_stated_in_every_language_whoever_asks(self):
        make_full_participant()
        with override("fr"):
            [row] = table(written("csv"))
        source = "Announcement on the Alliance’s website"
        assert row["roma_population_display_en"] == (
            f"about 1,800 (unofficial data, 2014, {source})"
        )
        assert row["roma_population_display_fr"] == (
            f"environ 1\u202f800 (données non officielles, 2014, {source})"
        )
        [record] = json.loads(written("json"))["items"]
        [feature] = json.loads(written("geojson"))["features"]
        name = "roma_population_display_fr"
        assert record["figures"][0]["display"]["fr"] == row[name] == feature["properties"][name]

    def test_missing_words_do_not_fall_back(self):
        make_participant("tivat", country="ME")
        [row] = table(written("csv"))
        assert (row["name_en"], row["name_fr"], row["number"]) == ("Tivat", "", "")

    def test_numbers_are_plain(self):
        make_participant("a", latitude="-3.70000", longitude="0.00001", number=1)
        make_participant("b", latitude="0", longitude="-180", number=2)
        rows = table(written("csv"))
        assert [(row["latitude"], row["longitude"]) for row in rows] == [
            ("-3.7", "0.00001"),
            ("0", "-180"),
        ]
        assert [cell_text(value) for value in (-0.0, 1800, None, 100_000_000)] == [
            "0",
            "1800",
            "",
            "100000000",
        ]

    def test_day_decides_what_is_told(self):
        make_participant("megara", joined="2014-12")
        add_events("megara", {"kind": "withdrawn", "date": "2018"}, {"kind": "admitted"})
        shown = ("status", "joined_on", "left_on", "events")
        [row] = table(written("csv", "as_of=2016-01-01"))
        assert [row[name] for name in shown] == ["participant", "2014-12", "", "admitted 2014-12"]
        [row] = table(written("csv", "as_of=2019-01-01&status=withdrawn"))
        assert [row[name] for name in shown][:3] == ["withdrawn", "2014-12", "2018"]
        [record] = json.loads(written("json", "as_of=2016-01-01"))["items"]
        assert (record["status"], len(record["events"])) == ("participant", 1)
        [row] = table(written("csv"))
        assert [row[name] for name in shown] == [
            "participant",
            "",
            "",
            "admitted 2014-12; withdrawn 2018; admitted",
        ]


class TestMetadata:
    address = "/api/v2/participants/"

    def described(self, client, name, query=""):
        response = client.get(f"{self.address}{name}{query}")
        assert response.status_code == 200
        return response.json()

    def test_table_names_what_describes_it(self, client):
        make_participant("lyon", country="FR")
        query = "?country=FR,GR&search=ly%C3%B3n"
        for method in (client.get, client.head):
            link = method(f"{self.address}export.csv{query}")["Link"]
            target, relation, content_type = link.split("; ")
            assert target == f"<export.csv-metadata.json{query}>"
            assert (relation, content_type) == ('rel="describedby"', 'type="application/csvm+json"')
        described = client.get(f"{self.address}export.csv-metadata.json{query}")
        assert described["Content-Type"] == "application/csvm+json"
        assert described.json()["url"] == f"export.csv{query}"
        assert "Link" not in client.get(f"{self.address}export.json")

    def test_csvw_says_what_the_table_is(self, client, settings):
        make_participant("megara")
        make_participant("lyon", country="FR")
        settings.PARTICIPANTS_DATA_LICENCE = {"name": "CC0", "url": "https://example.org/cc0"}
        csvw = self.described(
            client, "export.csv-metadata.json", "?country=FR,GR&as_of=2020-01-01&search=lyon"
        )
        assert csvw["url"] == "export.csv?as_of=2020-01-01&country=FR,GR&search=lyon"
        assert csvw["dc:license"] == {"@id": "https://example.org/cc0"}
        assert csvw["dc:date"]["@value"] == "2020-01-01"
        assert csvw["schema:query"] == "as_of=2020-01-01&country=FR,GR&search=lyon"
        assert csvw["schema:numberOfItems"]["@value"] == "1"
        assert [title["@language"] for title in csvw["dc:title"]] == ["en", "fr"]

    def test_both_describe_every_column_of_the_table_in_its_order(self, client):
        make_participant("megara")
        [header] = csv.reader(io.StringIO(written("csv").decode().split("\r\n")[0]))
        csvw = self.described(client, "export.csv-metadata.json")["tableSchema"]["columns"]
        [resource] = self.described(client, "datapackage.json")["resources"]
        fields = resource["schema"]["fields"]
        assert [column["titles"] for column in csvw] == header
        assert [field["name"] for field in fields] == header
        for column, field in zip(csvw, fields, strict=True):
            words = [told["@value"] for told in column["dc:description"]]
            assert words[0] == field["description"]
            assert len(set(words)) == len(content_languages()), column["name"]

    def test_type_and_unit_of_a_column(self, client):
        csvw = self.described(client, "export.csv-metadata.json")["tableSchema"]
        columns = {column["name"]: column for column in csvw["columns"]}
        assert columns["roma_population"]["datatype"] == {"base": "integer", "minimum": 0}
        assert columns["roma_population"]["schema:unitText"] == [
            {"@value": "residents", "@language": "en"},
            {"@value": "habitants", "@language": "fr"},
        ]
        assert columns["latitude"]["datatype"] == {"base": "number", "minimum": -90, "maximum": 90}
        assert columns["status"]["datatype"]["format"].split("|") == Status.values
        assert (columns["themes"]["separator"], csvw["primaryKey"]) == (";", "slug")
        [resource] = self.described(client, "datapackage.json")["resources"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert fields["population"]["unit"] == "residents"
        assert fields["status"]["constraints"]["enum"] == Status.values

    @pytest.mark.parametrize("name", ["export.csv-metadata.json", "datapackage.json"])
    def test_hidden_ones_are_not_counted_and_bad_questions_are_refused(self, client, name):
        make_participant("megara")
        make_participant("canary", is_public=False)
        content = client.get(f"{self.address}{name}").content.decode()
        assert re.search(r'total_count":1|"@value":"1"', content)
        refused = client.get(f"{self.address}{name}", {"contry": "GR"})
        assert (refused.status_code, "contry" in refused.json()["message"]) == (400, True)


def test_every_column_is_documented():
    text = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    part = text.split("### Columns of the table", 1)[1].split("\n#", 1)[0]
    names = []
    for line in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", line):
            measures = Measure.values if "‹measure›" in name else [""]
            for code in content_languages() if "‹language›" in name else [""]:
                names += [
                    name.replace("‹measure›", measure).replace("‹language›", code)
                    for measure in measures
                ]
    assert sorted(names) == sorted(columns())


class TestFormulas:
    @pytest.mark.parametrize("start", FORMULA_STARTS)
    def test_no_text_becomes_a_formula(self, start):
        assert cell_text(f"{start}1+1") == f"'{start}1+1"

    # White space at the beginning is in no text of the registry.
    @pytest.mark.parametrize("start", [start for start in FORMULA_STARTS if not start.isspace()])
    def test_no_cell_runs(self, start):
        make_participant("megara", name_local=f"{start}1+1")
        assert f"'{start}1+1" in written("csv").decode()
        [record] = json.loads(written("json"))["items"]
        assert record["name_local"] == f"{start}1+1"

    @pytest.mark.parametrize("text", ["Megara", "'s-Hertogenbosch", "’", "", "1-2", "a=b"])
    def test_other_text_stays(self, text):
        assert neutralised(text) == restored(text) == text

    @given(st.text(st.sampled_from("'=+-@\t\r\n a1＝"), max_size=6) | st.text())
    def test_text_comes_back(self, text):
        assert restored(neutralised(text)) == text
        assert not neutralised(text).startswith(FORMULA_STARTS)


@pytest.fixture(scope="class", params=[3, 30])
def full(request, django_db_setup, django_db_blocker):
    """Make few or many participants that have everything, and give their number."""
    with taken_back(django_db_blocker):
        for place in range(request.param):
            make_full_participant(f"place-{place}")
        yield request.param


class TestCosts:
    @pytest.mark.parametrize("name", FORMATS)
    def test_are_the_same_at_any_size(self, django_assert_num_queries, full, name):
        # What was kept for the files before this one is no longer valid.
        RegistryState.change()
        with django_assert_num_queries({"csv": 7, "geojson": 8, "json": 10}[name]):
            assert f"place-{full - 1}" in written(name).decode()


class TestOrderAndContent:
    def fill(self, slugs):
        themes = [make_theme(slug) for slug in ("youth", "housing")]
        numbers = {"b": 2, "a": 10, "zulu": None, "élan": None, "Abc": None}
        for slug in slugs:
            ordered = themes if slug < "c" else themes[::-1]
            make_participant(slug, number=numbers[slug], themes=ordered, name_local=slug)

    @pytest.mark.parametrize("name", FORMATS)
    def test_bytes_do_not_depend_on_how_the_content_came(self, name):
        slugs = ["b", "a", "Abc", "zulu", "élan"]
        self.fill(slugs)
        first = written(name)
        Participant.objects.all().delete()
        connection.cursor().execute("DELETE FROM participants_issuednumber")
        self.fill(reversed(slugs))
        with override("fr"), timezone.override("Pacific/Auckland"):
            assert written(name) == first
        if name == "csv":
            assert [row["slug"] for row in table(first)] == slugs
            assert {row["themes"] for row in table(first)} == {"housing;youth"}

    @pytest.mark.parametrize("name", FORMATS)
    def test_what_is_not_public_stays_inside(self, name):
        make_participant("megara", latitude="38", longitude="23")
        make_participant("canary-draft", is_public=False, latitude="38", longitude="23")
        make_participant("canary-gone", latitude="38", longitude="23")
        past = timezone.now() - timezone.timedelta(days=1)
        Participant.objects.filter(slug="canary-gone").update(expire_at=past)
        edited = Participant.objects.get(slug="megara")
        edited.name_local = "canary edit"
        edited.save_revision()
        draft = Participant.objects.get(slug="canary-draft")
        add_events("megara", {"kind": "merged", "successor": draft, "note": "canary note"})
        Participant.objects.filter(slug="megara").update(name_local="")
        text = written(name, "status=all").decode()
        assert "canary" not in text
        assert "megara" in text
        if name == "csv":
            assert "merged into ?" in text
        Participant.objects.filter(slug="canary-draft").update(live=True)
        assert "canary" in written(name).decode()

    @pytest.mark.parametrize("name", FORMATS)
    def test_file_begins_before_its_rows_are_read(self, name):
        make_participant("megara", latitude="38", longitude="23")
        pieces = FILE_FORMATS[name].write(Selection(Filters(QueryDict(""))))
        with CaptureQueriesContext(connection) as queries:
            begin = {"csv": b"number,slug", "geojson": b"FeatureCollection", "json": b"CC BY 4.0"}
            assert begin[name] in next(pieces)
        assert len(queries) == 0
        assert b"megara" in b"".join(pieces)

    def test_batches_join_without_a_seam(self, monkeypatch):
        for place in range(5):
            make_participant(f"place-{place}", latitude="38", longitude="23")
        whole = {name: written(name) for name in FORMATS}
        monkeypatch.setattr("participants.exports.selection.BATCH", 2)
        assert {name: written(name) for name in FORMATS} == whole

    def test_one_that_is_unpublished_meanwhile_is_left_out(self, monkeypatch):
        monkeypatch.setattr("participants.exports.selection.BATCH", 1)
        for slug in ("a", "b", "c"):
            make_participant(slug)
        pieces = FILE_FORMATS["json"].write(Selection(Filters(QueryDict(""))))
        content = next(pieces) + next(pieces)
        Participant.objects.get(slug="b").unpublish()
        content += b"".join(pieces)
        assert [item["slug"] for item in json.loads(content)["items"]] == ["a", "c"]


class TestJson:
    def test_geojson_is_valid(self):
        make_full_participant("megara", number=1)
        make_participant("nowhere", number=2)
        answer = json.loads(written("geojson"))
        assert set(answer) == {"type", "meta", "features"}
        assert answer["type"] == "FeatureCollection"
        assert (answer["meta"]["total_count"], answer["meta"]["without_position"]) == (2, 1)
        [feature] = answer["features"]
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert (feature["type"], feature["id"]) == ("Feature", "megara")
        assert feature["geometry"] == {"type": "Point", "coordinates": [23.34324, 37.99471]}
        properties = feature["properties"]
        assert list(properties) == list(columns())
        assert (properties["population"], properties["left_on"]) == (40000, None)
        assert properties["themes"] == ["housing"]

    def test_record_is_complete(self):
        make_full_participant("megara", number=124, name_local="Μέγαρα")
        participant = Participant.objects.get()
        participant.texts = list(participant.texts.all())
        for text in participant.texts.all():
            text.summary = f"<p>Words in {text.locale.language_code}</p>"
        [initiative] = participant.initiatives = list(participant.initiatives.all())
        initiative.texts.add(InitiativeText(locale=locale("fr"), title="Centre d’aide"))
        participant.save_revision().publish()
        content = written("json")
        answer = json.loads(content)
        assert list(answer["meta"]) == [
            "title",
            "version",
            "licence",
            "date",
            "filter",
            "total_count",
        ]
        [item] = answer["items"]
        assert item["names"] == {"en": "Megara", "fr": "Megara (fr)"}
        assert item["summaries"]["fr"] == "<p>Words in fr</p>"
        assert item["joined_on"] == {"date": "2014", "precision": "year"}
        assert item["position"] == {"latitude": 37.99471, "longitude": 23.34324}
        assert [figure["source"] for figure in item["figures"]][1:] == ["x", "y"]
        assert item["initiatives"][0]["texts"]["en"]["staff_roles"] == ["sociologist", "lawyer"]
        assert item["initiatives"][0]["texts"]["fr"]["title"] == "Centre d’aide"
        assert item["representatives"][0] == {
            "name": "Stamoulis Grigorios",
            "role": "mayor",
            "since": None,
            "until": None,
            "source_url": None,
        }
        assert "Μέγαρα".encode() in content
        assert not {"id", "image", "pk"} & set(item)

    def test_links_name_no_host_and_no_key(self, home, news_index, site, client):
        participant = make_participant("megara")
        [text] = participant.texts = list(participant.texts.all())
        text.summary = (
            f'<p><a linktype="page" id="{news_index.pk}">news</a> '
            f'<a linktype="document" id="7">letter</a> '
            f'<a href="http://testserver/x">out</a></p>'
        )
        participant.save_revision().publish()
        [item] = json.loads(written("json"))["items"]
        assert item["summaries"]["en"] == (
            '<p><a href="/en/news/">news</a> <a>letter</a> '
            '<a href="http://testserver/x">out</a></p>'
        )


class TestAdmin:
    address = "/admin/snippets/participants/participant/"

    def taken(self, client, wanted, **parameters):
        response = client.get(self.address, {"export": wanted, **parameters})
        assert response.status_code == 200
        return response.getvalue()

    def test_csv_has_drafts_and_the_columns_of_the_importer(self, admin_client):
        draft = make_participant("draft", is_public=False, number=3)
        make_participant("megara", number=1)
        add_events("megara", {"kind": "merged", "date": "2018", "successor": draft})
        content = self.taken(admin_client, "csv")
        assert content.startswith(b"\xef\xbb\xbfnumber,"), "Excel knows UTF-8 by its mark"
        rows = table(content.removeprefix(b"\xef\xbb\xbf"))
        assert list(rows[0]) == [*columns(includes_drafts=True), "live"]
        assert [(row["slug"], row["live"]) for row in rows] == [("megara", "yes"), ("draft", "no")]
        assert rows[0]["events"] == "admitted 2014; merged 2018 into draft"

    def test_filters_and_search_of_the_listing_hold(self, admin_client):
        make_participant("megara", name_local="Μέγαρα")
        make_participant("lyon", country="FR", is_public=False)
        for parameters, expected in (
            ({"q": "μεγαρα"}, ["megara"]),
            ({"country": "FR"}, ["lyon"]),
            ({"live": "true"}, ["megara"]),
            ({"q": "nothing"}, []),
        ):
            content = self.taken(admin_client, "csv", **parameters)
            rows = table(content.removeprefix(b"\xef\xbb\xbf"))
            assert [row["slug"] for row in rows] == expected

    def test_workbook_opens_with_numbers_and_text(self, admin_client):
        make_full_participant("megara", number=124, name_local="=1+1")
        make_participant("odd", name_local="#N/A", latitude="-3.7", longitude="2")
        sheet = load_workbook(io.BytesIO(self.taken(admin_client, "xlsx"))).active
        names = [cell.value for cell in sheet[1]]
        assert names == [*columns(includes_drafts=True), "live"]
        first, second = (dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=2))
        assert (first["number"].value, first["population"].value) == (124, 40000)
        assert first["latitude"].value == 37.99471
        assert (first["name_local"].value, first["name_local"].data_type) == ("'=1+1", "s")
        assert (second["name_local"].value, second["name_local"].data_type) == ("#N/A", "s")
        assert second["latitude"].value == -3.7

    @pytest.mark.parametrize("wanted", ["csv", "xlsx"])
    def test_strangers_get_nothing(self, client, django_user_model, wanted):
        make_participant()
        client.force_login(django_user_model.objects.create_user("stranger"))
        response = client.get(self.address, {"export": wanted})
        assert response.status_code in {302, 403}

    @pytest.mark.parametrize("count", [3, 30])
    def test_costs_the_same_at_any_size(self, admin_client, at_most, count):
        for place in range(count):
            make_participant(f"place-{place}")
        with at_most(16):
            assert len(table(self.taken(admin_client, "csv"))) == count
