"""Words for countries, kinds, themes and columns, as people write them in tables."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from babel import Locale, UnknownLocaleError
from django.utils.translation import override

from participants.importer.planning.column_words import known_columns
from participants.importer.planning.words import choice_words
from participants.importer.reading.faults import UnreadableFile
from participants.models import Absence, Basis, EventKind, Kind, Participant, Qualifier
from participants.values.calendars import calendars
from participants.values.countries import CODES, country_name
from participants.values.country_words import (
    OFFICIAL_LANGUAGES,
    countries_called,
    country_words,
)
from participants.values.word_lists import word_table
from tests.factories import make_participant, make_theme
from tests.participants.importer.files import TIVAT, faults, import_rows, plan_of

CASES = Path(__file__).with_name("cases")


@pytest.mark.django_db
class TestCountries:
    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("SK", "Slovakia; Slovak Republic; Slovaquie; Slovensko; SVK; République slovaque"),
            ("MD", "Moldova; Republic of Moldova; Moldova, Republic of; Moldavie; MDA"),
            ("NL", "The Netherlands; Netherlands, The; Holland; Pays-Bas; Les Pays-Bas; Nederland"),
            ("CZ", "Czechia; Czech Republic; Tchéquie; Česko; CZE"),
            ("GB", "UK; U.K.; Great Britain; United Kingdom; Royaume-Uni; Scotland; GBR"),
            ("TR", "Turkey; Türkiye; Turquie; Republic of Türkiye"),
            ("MK", "North Macedonia; FYROM; Macedonia; Северна Македонија; Macédoine du Nord"),
            ("BA", "Bosnia; Bosnia and Herzegovina; Bosnia & Herzegovina; Bosnie-Herzégovine; BiH"),
            ("XK", "Kosovo; Kosovo*; Kosova; Kosovë; XKX; Kosovo (UNSCR 1244)"),
            ("GR", "EL; Greece; Hellas; Ελλάδα; Grèce; Hellenic Republic; the Hellenic Republic"),
            ("DE", "Germany; Deutschland; L’Allemagne; Federal Republic of Germany; deu"),
            ("CH", "Switzerland; Schweiz; Suisse; Svizzera; Swiss Confederation"),
            ("GE", "Georgia; საქართველო; Géorgie"),
            ("IE", "Ireland; Republic of Ireland; Éire"),
            ("FI", "Finland; Suomi; Finlande"),
            ("ES", "Spain; España; Espagne; Espanya"),
        ],
    )
    def test_are_understood_by_their_usual_names(self, code, words):
        for word in words.split("; "):
            assert countries_called(word) == {code}, word

    def test_of_several_states_today_are_asked_about_with_all_of_them(self):
        [(row, column, sentence)] = faults(plan_of({**TIVAT, "country": "Serbia and Montenegro"}))
        assert (row, column) == (2, "country")
        assert "ME (Montenegro), RS (Serbia)" in sentence
        assert countries_called("Czechoslovakia") == {"CZ", "SK"}

    def test_names_in_their_own_languages_are_those_of_the_cldr(self):
        for code in CODES:
            for language in OFFICIAL_LANGUAGES(code):
                with suppress(UnknownLocaleError):
                    name = Locale.parse(language).territories.get(code, "")
                    assert not name or countries_called(name) == {code}, (code, language)

    def test_no_word_means_two_states_of_today(self):
        several = {codes for codes in country_words().values() if len(codes) > 1}
        assert all(
            {"ME", "RS"} <= codes or {"CZ", "SK"} <= codes or "EE" in codes for codes in several
        )
        assert frozenset().union(*country_words().values()) == CODES

    @pytest.mark.parametrize(
        "word", ["Russia", "Northern Cyprus", "Atlantis", "Korea, Republic of", "X", ", ", "()"]
    )
    def test_outside_of_the_area_are_not_taken_for_others(self, word):
        assert not countries_called(word)

    @pytest.mark.parametrize(
        "word", ["Japan", "JP", "jpn", "Australia", "Russia", "Mexique", "USA", "the Maldives"]
    )
    def test_that_are_elsewhere_are_told_so_without_codes(self, word):
        [(_row, _column, sentence)] = faults(plan_of({**TIVAT, "country": word}))
        assert sentence == (
            "This is not among the countries of the Alliance’s area, which docs/importing.md lists."
        )

    def test_are_all_listed_in_the_documentation(self):
        text = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")
        [listed] = re.findall(r"### Countries\n\n.*?:\n\n(.*?)\.\n", text, re.DOTALL)
        names = [" ".join(name.split()) for name in listed.split(",")]
        assert sorted(names) == sorted(country_name(code, "en") for code in CODES)

    def test_of_a_file_are_read(self):
        plan = plan_of((CASES / "country-words.csv").read_bytes())
        assert [row.row.country for row in plan.to_do] == ["SK", "MD", "CZ", "GB", "NL"]

    def test_near_misses_are_proposed(self):
        [(_row, _column, sentence)] = faults(plan_of({**TIVAT, "country": "Slovaqia"}))
        assert sentence == "Did you mean “Slovak Republic”?"
        with override("fr"):
            [(_row, _column, sentence)] = faults(plan_of({**TIVAT, "country": "Autrich"}))
        assert "«\N{NO-BREAK SPACE}Autriche\N{NO-BREAK SPACE}»" in sentence


@pytest.mark.django_db
class TestCodes:
    @pytest.mark.parametrize(
        ("choices", "code", "words"),
        [
            (Kind, "city", "Ville; City; town; Stadt; miasto; grad; ville"),
            (Kind, "municipality", "commune; Municipalité; gmina; Gemeinde; obec; δήμος"),
            (Kind, "region", "Région; REGION; województwo; conseil régional; Bundesland"),
            (Kind, "metropolitan_city", "métropole; Metropolitan city; büyükşehir"),
            (Qualifier, "about", "environ; approx.; ca.; ~; approximately"),
            (Qualifier, "more_than", "plus de; over; >; More than"),
            (Basis, "official", "official data; données officielles; census; recensement"),
            (Basis, "estimate", "estimation; Estimated; estimé"),
            (Basis, "unknown", "not stated; base non indiquée; inconnue"),
        ],
    )
    def test_are_understood_by_their_usual_words(self, choices, code, words):
        for word in words.split("; "):
            [found] = plan_of({**BASED, **_cell(choices, word)}).to_do
            told = (
                found.row.kind
                if choices is Kind
                else found.row.figures["population"][FIELD[choices]]
            )
            assert told == code, word

    @pytest.mark.parametrize("choices", [Absence, Basis, EventKind, Kind, Qualifier])
    def test_no_word_means_two(self, choices):
        assert word_table("codes", choices.__name__).keys() <= set(choices.values)
        assert all(len(codes) == 1 for codes in choice_words(choices).values())

    def test_at_least_is_not_more_than(self):
        assert faults(plan_of({**BASED, "population_qualifier": "at least"}))


BASED = {
    **TIVAT,
    "population": "1800",
    "population_basis": "official",
    "population_source": "Census",
}
FIELD = {Qualifier: "qualifier", Basis: "basis"}


def _cell(choices, word):
    return {"kind" if choices is Kind else f"population_{FIELD[choices]}": word}


@pytest.mark.django_db
class TestThemes:
    @pytest.mark.parametrize(
        "cell",
        [
            "Housing", "logement", "housing; Éducation aux droits", "HOUSING",
            "Housing, Éducation aux droits", "Schools, and lessons",
            "logement;Schools, and lessons",
        ],
    )  # fmt: skip
    def test_are_understood_by_the_names_that_the_site_shows(self, cell):
        make_theme("housing")
        theme = make_theme("education", french="Éducation aux droits")
        theme.labels["en"] = "Schools, and lessons"
        theme.save()
        plan = plan_of({**TIVAT, "themes": cell})
        assert not plan.faults
        assert set(plan.to_do[0].row.themes) <= {"housing", "education"}

    def test_of_a_file_are_read(self):
        make_theme("housing")
        make_participant("megara")
        import_rows((CASES / "theme-word.csv").read_bytes())
        megara = Participant.objects.get().get_latest_revision_as_object()
        assert [theme.slug for theme in megara.theme_list] == ["housing"]

    def test_that_two_have_as_a_name_are_asked_about(self):
        for slug, labels in (
            ("work", {"en": "Work", "fr": "Culture"}),
            ("arts", {"en": "Culture"}),
        ):
            theme = make_theme(slug)
            theme.labels = labels
            theme.save()
        [(_row, column, sentence)] = faults(plan_of({**TIVAT, "themes": "Culture"}))
        assert column == "themes"
        assert "arts, work" in sentence

    def test_near_misses_are_proposed(self):
        make_theme("housing")
        [(_row, _column, sentence)] = faults(plan_of({**TIVAT, "themes": "Houssing"}))
        assert sentence == "Did you mean “Housing”?"


@pytest.mark.django_db
class TestColumns:
    @pytest.mark.parametrize(
        ("name", "labels"),
        [
            (
                "name_en",
                "Name EN; Name; Name (English); English name; Nom anglais; name in English",
            ),
            ("name_fr", "Nom FR; Nom; Name (French); Nom (français); nom en français; Name FR"),
            ("name_local", "Local name; nom local; Name local"),
            ("country", "Country; Pays; pays; country code; COUNTRY"),
            ("joined_on", "Joined on; Joined; Adhésion; date of joining; date d’adhésion"),
            ("kind", "Kind; Type; type d’autorité"),
            ("number", "Number; Numéro; N°; No."),
            ("website", "Website; Site internet; URL; site web"),
            ("themes", "Themes; thèmes; Theme"),
            ("latitude", "Latitude; lat; Lat."),
            ("roma_population", "Roma population; Population rom; Roma_population; nombre de Roms"),
            (
                "roma_population_year",
                "Roma population year; Population rom (année); year Roma population",
            ),
            ("population_basis", "Population basis; base de la population; population: basis"),
            ("population_source_url", "Population: address of the source; population source URL"),
            ("location_fr", "Situation FR; location (French); Situation"),
            ("live", "Live; Publication"),
            ("status", "Statut; Status"),
        ],
    )
    def test_are_understood_by_their_labels(self, name, labels):
        for label in labels.split("; "):
            assert known_columns().meant_by(label.lower()) == {name}, label

    def test_of_a_file_are_read_and_the_plan_says_how(self):
        plan = plan_of((CASES / "header-labels.csv").read_bytes())
        assert plan.to_do[0].row.country == "FR"
        [remark] = plan.remarks
        assert (remark.row, "“pays” as country" in remark.message) == (1, True)

    def test_that_can_be_several_are_asked_about(self):
        with pytest.raises(UnreadableFile) as caught:
            plan_of(b"slug,source\nmegara,Letter\n")
        for name in ("source_url", "population_source", "roma_population_source"):
            assert name in str(caught.value)

    def test_of_two_labels_for_one_are_refused(self):
        with pytest.raises(UnreadableFile, match="“country” appears twice, in columns B and C"):
            plan_of(b"slug,Country,Pays\nmegara,GR,GR\n")

    @pytest.mark.parametrize(
        ("label", "name"),
        [
            ("contry", "country"), ("lattitude", "latitude"), ("Naem EN", "name_en"),
            ("Payss", "country"), ("joinedon", "joined_on"), ("web-sitte", "website"),
        ],
    )  # fmt: skip
    def test_near_misses_are_proposed(self, label, name):
        with pytest.raises(UnreadableFile, match=f"did you mean “{name}") as caught:
            plan_of(f"slug,{label}\nmegara,x\n".encode())
        assert len(str(caught.value)) < 250
        assert "docs/importing.md" in str(caught.value)


def test_months_that_are_two_are_told_only_by_the_languages_of_the_countries():
    everyday, everywhere = calendars()
    assert all(len(months) == 1 for months in everyday.months.values())
    assert all(everywhere.months[name] == months for name, months in everyday.months.items())
    assert everywhere.months["listopad"] == {10, 11}
