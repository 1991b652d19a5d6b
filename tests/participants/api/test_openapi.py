"""The description of the public API says just what the API does."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from wagtail.models import Page, get_page_models

from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.blocks import BodyBlock
from alliance_pages.models.news.articles import NewsKind
from cms.urls import api_v2
from participants.api.applications.endpoint import KEY
from participants.api.applications.members import APPLICATION, MEASURE, Refusal, Sent
from participants.models import Kind, MembershipEvent, Status
from tests.databases import taken_back
from tests.described_answers import check_answer, validator
from tests.factories import make_full_participant, make_participant, make_theme
from tests.participants.applications.api import (
    ABSENT,
    changed,
    errors_of,
    example,
    post,
    post_parts,
)
from tests.participants.applications.submission.letter_files import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def themes(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield [make_theme(), make_theme("health", "Health")]


@pytest.fixture(scope="module")
def described(themes, django_db_blocker):
    with django_db_blocker.unblock():
        return Client().get("/api/v2/openapi.json").json()


@pytest.fixture
def sending(described):
    return described["paths"]["/applications/"]["post"]


@pytest.fixture
def application(described):
    return described["components"]["schemas"]["Application"]


def parts_of(value):
    """Return every object inside a description."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from parts_of(inner)


def places(schema, path=""):
    """Return (place, schema, is required) of every statement of a document."""
    for name, inner in schema["properties"].items():
        place, is_required = f"{path}{name}", name in schema["required"]
        yield place, inner, is_required
        if "object" in inner["type"]:
            yield from places(inner, f"{place}.")
        if "array" in inner["type"]:
            yield from places(inner["items"], f"{place}.0.")


# The description by itself


def test_it_is_openapi_and_all_that_it_refers_to_is_there(described):
    assert described["openapi"].startswith("3.1.")
    assert {"title", "version"} <= described["info"].keys()
    for part in parts_of(described):
        if "$ref" in part:
            _, *way = part["$ref"].split("/")
            target = described
            for step in way:
                target = target[step]


def test_schemas_ask_for_nothing_that_they_do_not_describe(described):
    for part in parts_of(described["components"]["schemas"]):
        if "properties" in part:
            assert set(part.get("required", [])) <= part["properties"].keys()


def test_every_operation_says_how_it_answers(described):
    for path, item in described["paths"].items():
        assert path.startswith("/")
        for operation in item.values():
            assert operation["responses"]
            assert all(answer["description"] for answer in operation["responses"].values())
            names = [(given["in"], given["name"]) for given in operation["parameters"]]
            assert len(names) == len(set(names))
            assert ("path", "id") in names or "{id}" not in path


def test_every_operation_has_a_name_of_its_own(described):
    operations = [operation for item in described["paths"].values() for operation in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert {"listPages", "getParticipants", "getResolve", "participantsSummary"} <= set(names)
    tags = {tag["name"] for tag in described["tags"] if tag["description"]}
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert set(operation["tags"]) <= tags
    assert described["security"] == []


def test_every_body_is_typed(described):
    for path, item in described["paths"].items():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                if status not in {"301", "302", "304"}:
                    assert answer["content"], (path, status)


def typed(described, name):
    return described["components"]["schemas"][name]


def test_every_block_of_a_body_is_typed(described):
    body = typed(described, "StandardPage")["properties"]["body"]["items"]
    assert set(body["discriminator"]["mapping"]) == set(BodyBlock().child_blocks)


def test_every_page_type_is_described_with_its_fields(described):
    for model in get_page_models():
        if model is not Page:
            label = model._meta.label
            meta = typed(described, f"{model.__name__}Meta")["properties"]
            assert meta["type"]["const"] == label
            own = typed(described, model.__name__)["properties"].keys()
            names = PublicPagesAPIViewSet.available_fields(model)
            assert (own | meta.keys()) - {"meta"} == set(names)


def test_codes_are_listed(described):
    participant = typed(described, "Participant")["properties"]
    assert participant["kind"]["enum"] == Kind.values
    assert participant["status"]["enum"] == Status.values
    article = typed(described, "NewsArticlePage")["properties"]
    assert article["kind"]["enum"] == NewsKind.values
    assert typed(described, "PageInListMeta")["properties"]["locale"]["enum"] == ["en", "fr"]


def test_html_is_told_from_plain_text(described):
    html = "contentMediaType"
    assert typed(described, "Participant")["properties"]["summary"][html] == "text/html"
    assert typed(described, "ParagraphBlock")["properties"]["value"][html] == "text/html"
    assert html not in typed(described, "TerminologyNotePage")["properties"]["summary"]


def test_an_answer_that_is_not_as_described_is_found(client):
    make_participant("megara")
    response = client.get("/api/v2/participants/?fields=name")
    for broken in (b'"kind":"town"', b'"kind":null', b'"kind":"city","further":1'):
        answer = HttpResponse(response.content.replace(b'"kind":"city"', broken))
        answer.wsgi_request = response.wsgi_request
        with pytest.raises(AssertionError, match="items"):
            check_answer(answer)


def test_every_endpoint_is_described(described):
    own = {"", "openapi.json"}
    assert {path.split("/")[1] for path in described["paths"]} == own | set(api_v2._endpoints)


def test_it_lies_beside_what_it_describes(described):
    assert described["servers"] == [{"url": "/api/v2"}]


def test_it_is_strict_itself(client):
    assert client.get("/api/v2/openapi.json?x=1").status_code == 400
    assert client.post("/api/v2/openapi.json").status_code == 405


def test_it_knows_a_new_theme_at_once(api):
    make_theme("justice", "Justice")
    _, answer = api("openapi.json")
    schema = answer["components"]["schemas"]["Application"]
    theme = schema["properties"]["measures"]["items"]["properties"]["theme"]
    assert theme["enum"] == ["health", "housing", "justice"]


# The addresses that are read


def test_described_parameters_are_those_that_are_known(client, described):
    for path, item in described["paths"].items():
        if "get" not in item or "{id}" in path:
            continue
        address = f"/api/v2{path}"
        # Of some types pages know parameters that they do not know of others.
        types = [model._meta.label for model in get_page_models()] if path == "/pages/" else []
        queries = [{"type": label} for label in types] or [{}]
        assert client.get(address, {**queries[0], "nonsense": "1"}).status_code == 400
        for given in item["get"]["parameters"]:
            asked = [client.get(address, {**query, given["name"]: "\x00"}) for query in queries]
            messages = [answer.json()["message"] for answer in asked]
            assert not all("unknown" in message for message in messages), (path, given["name"])


def test_parameters_of_every_page_type_are_described(described):
    given = described["paths"]["/pages/"]["get"]["parameters"]
    names = {parameter["name"] for parameter in given}
    for model in PublicPagesAPIViewSet.described_models():
        assert PublicPagesAPIViewSet().filter_columns(model).keys() <= names


def takes(described, path, name):
    """Return what tells whether a parameter may have a text, as its description says."""
    [schema] = [
        given["schema"]
        for given in described["paths"][path]["get"]["parameters"]
        if given["name"] == name
    ]
    return Draft202012Validator(schema).is_valid


@pytest.mark.usefixtures("participant_index")
@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("participants/", "fields", ["", "*", "_", "*,-name", "_,name", "-name,slug", "name"]),
        ("participants/", "fields", ["*,name", "_,-name", "nam", "-*", "name,", "name,*"]),
        ("pages/", "fields", ["title", "date", "parent", "title,_", "_,title"]),
        ("images/", "fields", ["rendition", "*,-tags", "_", "name", "*,title"]),
        ("participants/", "order", ["name", "-name,country", "names", "name,", "name,number,name"]),
        ("documents/", "order", ["id", "title,-id", "width", ""]),
        ("pages/", "type", ["wagtailcore.Page", "", "alliance_pages.newsarticlepage", "a.B"]),
        ("pages/", "slug", ["about", "about,join", "", "about,", ","]),
        ("pages/", "show_in_menus", ["yes", ""]),
        ("participants/", "near", ["90,180", "-90.0,-180.0", "00007,0.5", "90.1,0", "0,181", "1"]),
        ("participants/", "bbox", ["-180,-90,180,90", "0,0,0,91", "181,0,0,0", "00190,0,0,0"]),
        ("participants/", "theme", ["housing", "housing,health", "houses", ""]),
        ("participants/", "search", ['"a b" c', 'a"', "a\x00"]),
        ("participants/", "after", ["here", ""]),
        ("changes/", "since", ["yesterday", "", "0123456-1"]),
        (
            "resolve/",
            "path",
            ["/en/", "/en/?a=\\%", "//en", "/a\\b", "/a#b", "/%zz", "/a\nb", "en"],
        ),
    ],
)
def test_a_parameter_takes_just_what_its_description_says(client, described, path, name, values):
    """What differs by content is no matter here: a page that is not there is a 404."""
    is_described = takes(described, f"/{path}", name)
    for value in values:
        query = {"type": "alliance_pages.NewsArticlePage"} if value == "date" else {}
        status = client.get(f"/api/v2/{path}", {**query, name: value}).status_code
        assert is_described(value) == (status != 400), (value, status)


@pytest.mark.parametrize("cookie", ["", "1"])
def test_too_long_an_address_is_refused_at_every_path(client, described, cookie):
    client.cookies["sessionid"] = cookie
    for path, item in described["paths"].items():
        answer = client.get(f"/api/v2{path.format(id=1)}?x={'a' * 5_000}")
        assert answer.status_code == 414, path
        assert answer.json() == {"message": "The address is too long."}
        for operation in item.values():
            assert "414" in operation["responses"], path


def test_a_radius_is_a_number_as_programs_write_it(client):
    for value, status in (("1e2", 200), ("2.5E-3", 200), ("1e99", 400), ("1e", 400), (".5", 400)):
        query = {"near": "0,0", "within_km": value}
        assert client.get("/api/v2/participants/", query).status_code == status, value


@pytest.mark.parametrize(
    "query",
    [
        {"id": "1", "fields": "nonsense"},
        {"id": "1", "fields": "*,title"},
        {"id": "x"},
        {"id": "1", "nonsense": "1"},
        {},
    ],
)
@pytest.mark.parametrize("name", ["pages", "images", "documents", "participants"])
def test_find_refuses_what_the_address_that_it_leads_to_would(client, name, query):
    assert client.get(f"/api/v2/{name}/find/", query).status_code == 400


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("images/find/", {"id": "1", "locale": "de"}),
        ("pages/find/", {"id": "1", "html_path": "/en/"}),
        ("pages/find/", {"html_path": "/en/", "fields": "nonsense"}),
    ],
)
def test_find_refuses_what_is_its_own(client, path, query):
    assert client.get(f"/api/v2/{path}", query).status_code == 400


@pytest.mark.parametrize("name", ["export.json", "export.geojson"])
def test_files_are_as_described(client, participant_index, name):
    other = make_participant("other")
    full = make_full_participant("megara", number=124)
    full.events.add(MembershipEvent(kind="merged", date="2019", successor=other))
    full.save()
    file = json.loads(b"".join(client.get(f"/api/v2/participants/{name}?status=all")))
    assert len(file.get("items", file.get("features"))) >= 1
    checker = validator(f"/participants/{name}", "200", is_chosen=False)
    assert not [fault.message for fault in checker.iter_errors(file)]
    assert list(checker.iter_errors({**file, "further": 1}))


# Sending an application


@pytest.mark.parametrize(
    ("make", "status", "kind"),
    [(example, 201, Sent), (dict, 400, Refusal), (list, 400, Refusal)],
)
def test_answer_is_what_is_described(client, make, status, kind):
    answer = post(client, make())
    assert answer.status_code == status
    assert set(answer.json()) == set(TypeAdapter(kind).validate_json(answer.content))


@pytest.mark.parametrize("name", ["complete", "minimal", "without_figure"])
def test_every_example_is_taken_in_as_json(client, sending, name):
    examples = sending["requestBody"]["content"]["application/json"]["examples"]
    assert set(examples) == {"complete", "minimal", "without_figure"}
    assert post(client, examples[name]["value"]).status_code == 201


@pytest.mark.parametrize("name", ["complete", "minimal", "without_figure"])
def test_every_example_is_taken_in_as_parts(client, name):
    letter = SimpleUploadedFile("letter.jpg", jpeg(), content_type="image/jpeg")
    answer = post_parts(client, application=json.dumps(example(name)), letter=letter)
    assert answer.status_code == 201


def test_the_complete_example_has_everything_but_the_letter(application):
    document = example()
    for place, _schema, _is_required in places(application):
        if place not in {"letter", "roma_population.absence"}:
            changed(document, place, ABSENT)


def test_every_member_is_described(application):
    assert application["properties"].keys() == APPLICATION.keys()
    assert application["properties"]["measures"]["items"]["properties"].keys() == MEASURE.keys()


def test_what_is_required_is_missed_and_nothing_else(application):
    document = example()
    conditional = {
        "population.year",
        "population.source",
        "roma_population.value",
        "roma_population.basis",
        "roma_population.year",
        "roma_population.source",
    }
    for place, _schema, is_required in places(application):
        if place in {"letter", "roma_population.absence"}:
            continue
        errors = errors_of(changed(document, place, ABSENT))
        assert bool(errors) == (is_required or place in conditional), (place, errors)


def test_the_rules_beyond_single_members_hold(application):
    is_described = Draft202012Validator(application).is_valid
    figure = example()["roma_population"]
    residents = example()["population"]
    for place, value in [
        ("population", residents | {"value": None, "year": None}),
        ("population", residents | {"value": ""}),
        ("population", {}),
        *(("population", residents | {name: None}) for name in ("year", "source")),
        ("roma_population", {}),
        ("roma_population", figure | {"absence": None}),
        ("roma_population", figure | {"absence": "withheld"}),
        ("roma_population", {"absence": "withheld"}),
        ("roma_population", {"absence": "withheld", "value": None, "basis": "unknown"}),
        *(("roma_population", figure | {name: None}) for name in figure),
        *(
            ("roma_population", {name: figure[name] for name in figure.keys() - {left_out}})
            for left_out in figure
        ),
    ]:
        document = changed(example(), place, value)
        assert is_described(document) == (not errors_of(document)), (place, value)


@pytest.mark.parametrize("figure", ["population", "roma_population"])
def test_no_figure_is_of_a_year_to_come(figure):
    now = timezone.localdate().year
    for year, places in ((now, []), (now + 1, [f"{figure}.year"])):
        assert [*errors_of(changed(example(), f"{figure}.year", year))] == places


def test_null_says_the_same_as_nothing_where_nothing_may_be_said(application):
    is_described = Draft202012Validator(application).is_valid
    for place, _schema, _is_required in places(application):
        document = changed(example(), place, None)
        assert is_described(document) == (not errors_of(document)), place


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("address", ["a", " ", ""]),
        ("measures.0.started_on", ["2014", "2014-12", "2014-12-05", "", "0000", "2014-13", "14"]),
        ("population.value", ["28 591", "٢٨", "many", "1e3", 7, -1]),
        ("letter", ["", "AAAA", "%"]),
        ("names.en", [" ", "Megara"]),
    ],
)
def test_a_statement_takes_just_what_its_description_says(application, place, values):
    is_described = Draft202012Validator(application).is_valid
    for value in values:
        document = changed(example(), place, value)
        assert is_described(document) == (not errors_of(document)), (place, value)


def test_every_choice_is_taken_and_no_other(application):
    document = example()
    for place, schema, _is_required in places(application):
        if "enum" not in schema:
            continue
        base = document
        if place == "roma_population.absence":
            base = changed(document, "roma_population", {})
        for value in schema["enum"]:
            if value is not None:
                assert not errors_of(changed(base, place, value)), (place, value)
        assert errors_of(changed(base, place, "nonsense")), place


def test_limits_are_those_that_hold(application):
    document = example()
    for place, schema, _is_required in places(application):
        if "maxLength" in schema and not {"format", "pattern"} & schema.keys():
            longest = "1" * schema["maxLength"]
            assert not errors_of(changed(document, place, longest)), place
            assert errors_of(changed(document, place, f"{longest}1")), place
        if "integer" in schema["type"] and place.endswith("value"):
            for limit, beyond in ((schema["minimum"], -1), (schema["maximum"], 1)):
                assert not errors_of(changed(document, place, limit)), place
                assert errors_of(changed(document, place, limit + beyond)), place
    most = application["properties"]["measures"]["maxItems"]
    measures = document["measures"] * most
    assert not errors_of(changed(document, "measures", measures))
    assert errors_of(changed(document, "measures", [*measures, measures[0]]))


def test_a_type_of_its_own_is_taken_and_no_other(application):
    others = {"string": 1, "integer": "1", "boolean": 1, "object": [], "array": {}}
    for place, schema, _is_required in places(application):
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        other = True if {"integer", "string"} <= {*kinds} else others[kinds[0]]
        assert errors_of(changed(example(), place, other)), place


def test_a_letter_within_the_document_is_base64(client, application):
    assert application["properties"]["letter"]["contentEncoding"] == "base64"
    document = example() | {"letter": base64.b64encode(jpeg()).decode()}
    assert post(client, document).status_code == 201


def test_answers_are_as_described(client, sending):
    answers = sending["responses"]

    def said(status):
        [example] = answers[str(status)]["content"]["application/json"]["examples"].values()
        return example["value"]

    key = "a" * 16
    taken_in, again = (post(client, example(), key=key) for _ in range(2))
    for answer in (taken_in, again):
        told = answer.json()
        assert told | {"reference": ""} == said(answer.status_code) | {"reference": ""}
    wrong = changed(example(), "contact.email", "eleni")
    wrong_type = changed(example(), "population.value", True)
    said_wrong = [post(client, document).json() for document in (wrong, wrong_type)]
    together = {place: told for answer in said_wrong for place, told in answer["errors"].items()}
    assert said(400) == {"message": said_wrong[0]["message"], "errors": together}


def test_every_status_is_described(client, sending):
    document = example()
    letter = SimpleUploadedFile("a.pdf", bytes(11_000_000))
    seen = {
        post(client, document, key="b" * 16).status_code,
        post(client, document, key="b" * 16).status_code,
        post(client, example("minimal"), key="b" * 16).status_code,
        post(client, b"").status_code,
        post(client, document, "text/plain").status_code,
        post(client, document, query=f"?{'a' * 5_000}").status_code,
        post_parts(client, application="{}", letter=letter).status_code,
        *(post(client, document).status_code for _ in range(4)),
    }
    assert seen == {200, 201, 400, 413, 414, 415, 422, 429}
    assert {str(status) for status in seen | {503}} == sending["responses"].keys()
    assert sending["responses"]["429"]["headers"]["Retry-After"]["required"]


def test_the_pattern_of_the_key_is_the_one_that_holds(sending):
    [header] = [given for given in sending["parameters"] if given["in"] == "header"]
    assert header["schema"]["pattern"] == f"^{KEY.pattern}$"
