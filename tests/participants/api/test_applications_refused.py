"""Applications that the API refuses: where it says what is wrong, and that nothing is kept."""

import base64
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.api.applications.members import PLACES
from participants.applications.submission.form import ApplicationForms
from participants.models import Application
from tests.factories import make_theme
from tests.participants.applications.api import ABSENT, changed, example, post, post_parts
from tests.participants.applications.submission.letter_files import jpeg

pytestmark = pytest.mark.django_db

TEXT_OF_64_KB = "a" * 65_536


@pytest.fixture(autouse=True)
def theme(db):
    return make_theme()


# What a document says wrongly: (place, value, where the answer says it)

WRONG = [
    ("names", "Megara", "names"),
    ("names", {}, "names.en"),
    ("names", ABSENT, "names.en"),
    ("names.en", 7, "names.en"),
    ("names.en", ABSENT, "names.en"),
    ("names.de", "Megara", "names.de"),
    ("names.en", TEXT_OF_64_KB, "names.en"),
    ("name_local", ["Megara"], "name_local"),
    ("name_local", "a\x00b", "name_local"),
    ("name_local", "\ud800", "name_local"),
    ("kind", "village", "kind"),
    ("kind", True, "kind"),
    ("country", "ZZ", "country"),
    ("country", ABSENT, "country"),
    ("address", "a" * 501, "address"),
    ("address", TEXT_OF_64_KB, "address"),
    ("website", "javascript:alert(1)", "website"),
    ("population.value", "28,59", "population.value"),
    ("population.value", "about 28591", "population.value"),
    ("population.value", 28591.0, "population.value"),
    ("population.value", True, "population.value"),
    ("population.value", float("nan"), "population.value"),
    ("population.value", float("inf"), "population.value"),
    ("population.value", -1, "population.value"),
    ("population.value", 10**400, "population.value"),
    ("population.year", ABSENT, "population.year"),
    ("population.year", 1799, "population.year"),
    ("population.year", 3000, "population.year"),
    ("population.source", ABSENT, "population.source"),
    ("population.basis", "official", "population.basis"),
    ("population", 28591, "population"),
    ("roma_population", ABSENT, "roma_population.value"),
    ("roma_population.basis", ABSENT, "roma_population.basis"),
    ("roma_population.basis", "hearsay", "roma_population.basis"),
    ("roma_population.year", ABSENT, "roma_population.year"),
    ("roma_population.source", ABSENT, "roma_population.source"),
    ("roma_population.absence", "withheld", "roma_population.absence"),
    ("representative", [], "representative"),
    ("representative.name", ABSENT, "representative.name"),
    ("representative.role", "king", "representative.role"),
    ("measures", {}, "measures"),
    ("measures", [{}] * 21, "measures"),
    ("measures.0", "Support centre", "measures[0]"),
    ("measures.0", None, "measures[0]"),
    ("measures.0", {"funding": "unknown"}, "measures[0].title"),
    ("measures.0.theme", "nothing", "measures[0].theme"),
    ("measures.0.theme", 1, "measures[0].theme"),
    ("measures.0.title", "", "measures[0].title"),
    ("measures.0.started_on", "yesterday", "measures[0].started_on"),
    ("measures.0.started_on", 2014, "measures[0].started_on"),
    ("measures.0.funding", ABSENT, "measures[0].funding"),
    ("measures.0.nonsense", "1", "measures[0].nonsense"),
    ("contact.email", "eleni", "contact.email"),
    ("contact.email", "eleni@example.org\nBcc: all@example.org", "contact.email"),
    ("contact.phone", "call me", "contact.phone"),
    ("language", "de", "language"),
    ("consent", False, "consent"),
    ("consent", "true", "consent"),
    ("consent", 1, "consent"),
    ("consent", ABSENT, "consent"),
    ("letter", "no base64", "letter"),
    ("letter", {}, "letter"),
    ("state", "received", "state"),
    ("has_consented", True, "has_consented"),
]


@pytest.mark.parametrize(("place", "value", "told_at"), WRONG)
def test_what_is_wrong_is_told_in_its_place(client, place, value, told_at):
    answer = post(client, changed(example(), place, value))
    assert answer.status_code == 400
    said = answer.json()
    assert said["message"]
    assert told_at in said["errors"]
    assert all(sentences and all(sentences) for sentences in said["errors"].values())
    assert not Application.objects.exists()


def test_all_faults_are_told_at_once(client):
    document = changed(example(), "contact.email", "eleni")
    document = changed(document, "measures.0.title", "")
    assert set(post(client, document).json()["errors"]) == {"contact.email", "measures[0].title"}


def test_what_cannot_be_read_hides_nothing_else(client):
    document = example()
    for place, value in (
        ("names.en", ABSENT),
        ("names.fr", "a" * 501),
        ("contact.fax", "1"),
        ("contact.name", ABSENT),
        ("kind", 7),
        ("population", {"value": "28,59"}),
        ("roma_population", {"value": True, "year": "2014"}),
        ("representative", []),
        ("measures.0", {"title": 1, "theme": "nothing"}),
        ("consent", "yes"),
        ("nonsense", 1),
    ):
        document = changed(document, place, value)
    assert set(post(client, document).json()["errors"]) == {
        *("names.en", "names.fr", "contact.fax", "contact.name", "kind", "consent", "nonsense"),
        *("population.value", "population.year", "population.source"),
        *("roma_population.value", "roma_population.year"),
        *("roma_population.basis", "roma_population.source", "representative"),
        *("measures[0].title", "measures[0].theme", "measures[0].funding"),
    }


def test_each_place_says_once_what_is_wrong_there(client):
    document = changed(example(), "roma_population.value", "28,59")
    [sentences] = post(client, document).json()["errors"].values()
    assert sentences == [
        "“28,59” can be read as 2859 or as 28.59. Write the number that is meant, in digits only."
    ]


def test_parts_and_document_are_told_of_together(client):
    document = json.dumps(changed(example(), "contact.email", "eleni"))
    answer = post_parts(client, application=document, csrf="1", letter="text")
    assert set(answer.json()["errors"]) == {"contact.email", "csrf", "letter"}


@pytest.mark.parametrize("value", [28_591, "28591", "28 591", "28.591", "28,591", "28’591"])
def test_residents_may_be_written_as_people_write_them(client, value):
    assert post(client, changed(example(), "population.value", value)).status_code == 201
    assert Application.objects.get().population == 28_591


@pytest.mark.parametrize(
    ("place", "value", "kept"),
    [
        ("name_local", "one\nline", "one line"),
        ("region", "Att\x1bica", "Attica"),
        ("contact.name", "Eleni\r\nBcc: all@example.org", "Eleni Bcc: all@example.org"),
    ],
)
def test_one_line_is_made_of_what_nobody_sees(client, place, value, kept):
    assert post(client, changed(example(), place, value)).status_code == 201
    assert getattr(Application.objects.get(), place.replace(".", "_")) == kept


def test_a_slug_of_a_theme_is_never_taken_for_its_key(client, theme):
    document = changed(example(), "measures.0.theme", str(theme.pk))
    assert "measures[0].theme" in post(client, document).json()["errors"]


def test_faults_are_told_in_the_language_that_is_asked_for(client):
    document = changed(example(), "contact.email", "eleni")
    french = post(client, document, query="?locale=fr").json()["errors"]["contact.email"]
    english = post(client, document, HTTP_ACCEPT_LANGUAGE="fr").json()["errors"]["contact.email"]
    assert english == ["Enter a valid email address."]
    assert french != english


def test_an_answer_does_not_grow_with_what_is_wrong(client):
    document = {f"member{number}" * 10: "x" for number in range(20_000)}
    assert len(post(client, document).content) < 20_000


# What is no document at all

BODIES = [
    b"",
    b"[",
    b"[]",
    b"null",
    b'"text"',
    b"{} {}",
    b"\xff\xfe{}",
    b"\xef\xbb\xbf{}",
    '{"kind": "city"}'.encode("utf-16"),
    b"[" * 1_000_000,
    b'{"names":' * 100_000,
    b'{"population": {"value": ' + b"9" * 5_000 + b"}}",
    b"{'kind': 'city'}",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_what_is_no_document_is_refused_as_a_whole(client, body):
    answer = post(client, body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["application"]


def test_a_member_that_is_given_twice_is_refused(client):
    text = json.dumps(example()).replace('"basis"', '"year": 2010, "basis"', 1)
    answer = post(client, text.encode())
    assert list(answer.json()["errors"]) == ["roma_population.year"]


PARTS = [
    ({}, "application"),
    ({"letter": SimpleUploadedFile("a.jpg", b"1")}, "application"),
    ({"application": "{"}, "application"),
    ({"application": b"\xff{}"}, "application"),
    ({"application": ["{}", "{}"]}, "application"),
    ({"application": "{}", "letter": "text"}, "letter"),
    ({"application": "{}", "csrf": "1"}, "csrf"),
]


@pytest.mark.parametrize(("parts", "told_at"), PARTS, ids=range(len(PARTS)))
def test_parts_are_read_strictly(client, parts, told_at):
    answer = post_parts(client, **parts)
    assert answer.status_code == 400
    assert told_at in answer.json()["errors"]


def test_a_letter_is_not_given_twice(client):
    text = base64.b64encode(jpeg()).decode()
    document = json.dumps(example() | {"letter": text})
    letter = SimpleUploadedFile("a.jpg", jpeg())
    answer = post_parts(client, application=document, letter=letter)
    assert list(answer.json()["errors"]) == ["letter"]


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=é", "multipart/form-data; boundary="],
)
def test_parts_that_cannot_be_told_apart_are_refused(client, content_type):
    assert post(client, b"--x\r\n", content_type).status_code == 400


# The page and the API

FORM = {
    "names_en": "Megara",
    "names_fr": "Mégare",
    "kind": "municipality",
    "country": "GR",
    "address": "1 Town Hall Square, 191 00 Megara",
    "population": "28591",
    "population_year": "2011",
    "population_source": "Census of 2011",
    "roma_population": "1800",
    "roma_population_basis": "unofficial",
    "roma_population_year": "2014",
    "roma_population_source": "Social service of the municipality",
    "representative_name": "Maria Example",
    "representative_role": "mayor",
    "contact_name": "Eleni Example",
    "contact_email": "eleni@example.org",
    "language": "en",
    "has_consented": "on",
    "measures-INITIAL_FORMS": "0",
    "measures-TOTAL_FORMS": "1",
    "measures-0-title": "Support centre",
    "measures-0-started_on": "2014-12",
    "measures-0-funding": "european",
}

# (input of the form, place in the document, what both are given)
BOTH = [
    ("names_en", "names.en", ""),
    ("names_en", "names.en", "a" * 501),
    ("name_local", "name_local", "a\x00b"),
    ("name_local", "name_local", "a" * 256),
    ("kind", "kind", "village"),
    ("country", "country", "ZZ"),
    ("address", "address", "a" * 501),
    ("address", "address", "   "),
    ("website", "website", "javascript:alert(1)"),
    ("population", "population.value", -1),
    ("population", "population.value", 10**20),
    ("population_year", "population.year", 1799),
    ("population_year", "population.year", 3000),
    ("population_source", "population.source", ""),
    ("roma_population_basis", "roma_population.basis", ""),
    ("roma_population_basis", "roma_population.basis", "hearsay"),
    ("roma_population_source", "roma_population.source", ""),
    ("roma_population_absence", "roma_population.absence", "withheld"),
    ("representative_name", "representative.name", ""),
    ("representative_role", "representative.role", "king"),
    ("contact_email", "contact.email", "eleni"),
    ("contact_email", "contact.email", "eleni@example.org\nBcc: all@example.org"),
    ("contact_phone", "contact.phone", "call me"),
    ("language", "language", "de"),
    ("measures-0-title", "measures.0.title", ""),
    ("measures-0-started_on", "measures.0.started_on", "2014-13"),
    ("measures-0-funding", "measures.0.funding", "loot"),
]


def test_what_both_begin_with_is_right_on_both(client, theme):
    assert ApplicationForms(FORM | {"measures-0-theme": theme.pk}).is_valid()
    assert post(client, example()).status_code == 201


@pytest.mark.parametrize(("name", "place", "value"), BOTH)
def test_the_page_and_the_api_say_the_same(client, theme, name, place, value):
    forms = ApplicationForms(FORM | {"measures-0-theme": theme.pk, name: str(value)})
    answer = post(client, changed(example(), place, value))
    assert not forms.is_valid()
    assert answer.status_code == 400
    on_page = {PLACES.get(key, key): sentences for key, sentences in forms.errors.items()}
    assert answer.json()["errors"] == on_page


# Anything at all

FEW = settings(max_examples=60, deadline=timedelta(seconds=2))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
WAYS = st.sampled_from(
    [*PLACES.values(), "names", "population", "measures", "measures.0", "measures.0.theme"]
)


@FEW
@given(place=WAYS, value=ANYTHING)
def test_any_value_anywhere_is_refused_or_makes_a_sound_application(client, place, value):
    Application.objects.all().delete()
    answer = post(client, changed(example(), place, value))
    assert answer.status_code in {201, 400, 429}
    assert Application.objects.count() == (answer.status_code == 201)
    for application in Application.objects.all():
        application.full_clean()


@FEW
@given(document=ANYTHING)
def test_any_document_is_refused(client, document):
    assert post(client, document).status_code == 400


@FEW
@given(body=st.binary(max_size=100), content_type=st.sampled_from(["json", "form"]))
def test_any_bytes_are_refused(client, body, content_type):
    types = {"json": "application/json", "form": "multipart/form-data; boundary=x"}
    assert post(client, body, types[content_type]).status_code == 400
    assert not Application.objects.exists()
