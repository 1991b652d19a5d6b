"""The committed description of the public API is current, and nothing in it breaks unsaid."""

import json
from copy import deepcopy
from itertools import zip_longest

import pytest

from docs import api_snapshot
from docs.breaking_changes import breaking_changes

TEXT = {"type": "string"}
NULL = {"type": "null"}
HEADING = "# Changes\n\n## 2.0\n"


def thing(**members):
    return {"type": "object", "title": "Thing", "properties": members, "required": [*members]}


@pytest.fixture
def before():
    """Return a made-up document with something of each kind."""
    thing_of_list = {"$ref": "#/components/schemas/Thing"}
    code = {"type": "string", "enum": ["a", "b"]}
    listed = {
        "parameters": [
            {"in": "query", "name": "limit", "schema": {"type": "integer", "maximum": 100}},
            {"in": "query", "name": "locale", "schema": {"enum": ["en", "fr"]}},
        ],
        "responses": {
            "200": {
                "content": {
                    "application/json": {"schema": {"type": "array", "items": thing_of_list}}
                }
            },
            "404": {},
        },
    }
    sent = {**thing(name=TEXT, role=code, note=TEXT), "additionalProperties": False}
    sent["required"] = ["name"]
    sending = {
        "requestBody": {"content": {"application/json": {"schema": sent}}},
        "responses": {"201": {}},
    }
    schemas = {
        "Thing": thing(
            name={**TEXT, "minLength": 1},
            kind=code,
            count={"type": "integer"},
            website={"anyOf": [{**TEXT, "format": "uri"}, NULL]},
            parts={"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
            shown={
                "anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Part", "Other")]
            },
        ),
        "Part": {**thing(size={"type": "number"}), "title": "Part"},
        "Other": {**thing(size={"type": "number"}), "title": "Other"},
    }
    return {
        "info": {"version": "2.0"},
        "paths": {"/things/": {"get": listed, "post": sending}},
        "components": {"schemas": schemas},
    }


def changed(document, *way, to=None):
    """Return the document with something else at a place, or without it."""
    made = deepcopy(document)
    *steps, last = way
    inner = made
    for step in steps:
        inner = inner[step]
    if to is None:
        del inner[last]
    else:
        inner[last] = to
    return made


LIST = ("paths", "/things/", "get")
SENT = ("paths", "/things/", "post", "requestBody", "content", "application/json", "schema")
THING = ("components", "schemas", "Thing")
MEMBERS = (*THING, "properties")
NEW = {"in": "query", "name": "new", "schema": TEXT}


@pytest.mark.parametrize(
    ("way", "to", "told"),
    [
        (("paths", "/things/"), None, "GET /things/ is removed"),
        (("paths", "/things/", "get"), None, "GET /things/ is removed"),
        ((*LIST, "responses", "404"), None, "GET /things/: answer 404 is removed"),
        (
            (*LIST, "responses", "200", "content"),
            {},
            "GET /things/ 200: application/json is removed",
        ),
        ((*LIST, "parameters", 0), None, "GET /things/: parameter limit is removed"),
        (
            (*LIST, "parameters", 0, "schema", "maximum"),
            50,
            "GET /things/: parameter limit: maximum",
        ),
        ((*LIST, "parameters", 0, "schema", "type"), "string", "limit: can no longer be integer"),
        ((*LIST, "parameters", 0, "required"), True, "parameter limit has become required"),
        ((*LIST, "parameters", 1, "schema"), {"enum": ["en"]}, "locale: the value fr is removed"),
        ((*LIST, "parameters", 1), NEW | {"required": True}, "parameter new has become required"),
        ((*MEMBERS, "count"), None, "Thing.count is removed"),
        ((*THING, "required"), ["kind"], "Thing.count has become optional"),
        ((*MEMBERS, "count"), TEXT, "Thing.count: can be string"),
        ((*MEMBERS, "count"), {"type": "number"}, "Thing.count: can be number"),
        ((*MEMBERS, "count"), {"anyOf": [{"type": "integer"}, NULL]}, "Thing.count: can be null"),
        ((*MEMBERS, "count"), {"type": ["integer", "null"]}, "Thing.count: can be null"),
        ((*MEMBERS, "parts"), {"anyOf": [{"type": "array"}, NULL]}, "Thing.parts: can be null"),
        ((*MEMBERS, "name"), TEXT, "Thing.name: minLength"),
        ((*MEMBERS, "website", "anyOf", 0, "format"), "iri", "Thing.website: format"),
        ((*MEMBERS, "kind"), TEXT, "Thing.kind: is no longer one of a list"),
        ((*MEMBERS, "shown", "anyOf", 1), None, "Thing.shown: Other is removed"),
        (("components", "schemas", "Part", "properties", "size"), None, "Part.size is removed"),
        ((*SENT, "properties", "note"), None, "POST /things/: body.note is no longer taken"),
        ((*SENT, "required"), ["name", "role"], "POST /things/: body.role has become required"),
        ((*SENT, "properties", "role", "enum"), ["a"], "body.role: the value b is removed"),
        ((*SENT, "properties", "note", "maxLength"), 9, "body.note: maxLength has changed"),
        ((*SENT, "properties", "note", "enum"), ["x"], "body.note: has become one of a list"),
        ((*SENT, "dependentRequired"), {"role": ["note"]}, "body: dependentRequired has changed"),
        (
            ("paths", "/things/", "post", "requestBody", "required"),
            True,
            "a body has become required",
        ),
    ],
)
def test_breaking_change_is_found(before, way, to, told):
    assert any(
        told in sentence for sentence in breaking_changes(before, changed(before, *way, to=to))
    )


@pytest.mark.parametrize(
    ("way", "to"),
    [
        (("paths", "/others/"), {"get": {"responses": {}}}),
        (("paths", "/things/", "put"), {"responses": {}}),
        ((*LIST, "responses", "400"), {}),
        ((*LIST, "parameters"), [NEW]),
        ((*LIST, "parameters", 0, "schema", "maximum"), 200),
        ((*LIST, "parameters", 0, "schema"), {"type": ["integer", "string"]}),
        ((*LIST, "parameters", 1, "schema"), {"enum": ["en", "fr", "rom"]}),
        ((*LIST, "parameters", 1, "description"), "Of the texts."),
        ((*MEMBERS, "further"), TEXT),
        ((*MEMBERS, "kind", "enum"), ["a", "b", "c"]),
        ((*MEMBERS, "website"), {**TEXT, "format": "uri"}),
        ((*MEMBERS, "shown", "anyOf", 1), {"$ref": "#/components/schemas/Third"}),
        (("components", "schemas", "Part", "title"), "Piece"),
        ((*SENT, "properties", "further"), TEXT),
        ((*SENT, "properties", "role", "enum"), ["a", "b", "c"]),
        ((*SENT, "required"), []),
        (SENT, {"type": "object"}),
    ],
)
def test_what_only_adds_is_no_breaking_change(before, way, to):
    if way == (*LIST, "parameters"):
        to = [*before["paths"]["/things/"]["get"]["parameters"], *to]
    before["components"]["schemas"]["Third"] = {**thing(), "title": "Third"}
    if "shown" in way:
        before = changed(
            before, *MEMBERS, "shown", "anyOf", 1, to={"$ref": "#/components/schemas/Part"}
        )
    assert not breaking_changes(before, changed(before, *way, to=to))


def test_nothing_breaks_where_nothing_changes(before):
    assert not breaking_changes(before, deepcopy(before))


def of_each_schema(document):
    """Yield sets of members, at most one of a schema, until each member of answers was there."""
    schemas = document["components"]["schemas"]
    # What is sent has other rules.
    members = [
        [(name, member) for member in schema["properties"]]
        for name, schema in schemas.items()
        if name != "Application"
    ]
    for row in zip_longest(*members):
        yield [each for each in row if each]


def without(document, members):
    """Return the document without these members, and what is told then."""
    now = deepcopy(document)
    for name, member in members:
        del now["components"]["schemas"][name]["properties"][member]
    return breaking_changes(document, now)


@pytest.mark.thorough
def test_every_member_of_our_answers_is_missed():
    before = api_snapshot.read()
    for members in of_each_schema(before):
        told = without(before, members)
        for name, member in members:
            sentence = f"{name}.{member} is removed"
            # Another of them may have been the only way to this schema.
            assert sentence in told or sentence in without(before, [(name, member)])


@pytest.mark.thorough
def test_no_member_of_our_answers_may_become_null():
    before = api_snapshot.read()
    for members in of_each_schema(before):
        now, told = deepcopy(before), set()
        for name, member in members:
            properties = now["components"]["schemas"][name]["properties"]
            kind = properties[member]
            properties[member] = {"anyOf": [kind, NULL]}
            if NULL not in kind.get("anyOf", []):
                told.add(f"{name}.{member}: can be null")
        assert set(breaking_changes(before, now)) == told


def test_change_that_breaks_wants_another_version_and_a_heading(before):
    now = changed(before, *MEMBERS, "count")
    assert api_snapshot.faults(before, now, HEADING) == [
        "Thing.count is removed",
        "This breaks what others have written: raise 2.0 in INFO.",
    ]
    raised = changed(now, "info", "version", to="2.1")
    assert api_snapshot.faults(before, raised, HEADING) == [
        "docs/api-changes.md has no heading “## 2.1”."
    ]
    assert not api_snapshot.faults(before, raised, f"{HEADING}\n## 2.1\n")
    lowered = changed(now, "info", "version", to="1.9")
    assert len(api_snapshot.faults(before, lowered, f"{HEADING}\n## 1.9\n")) == 2
    assert not api_snapshot.faults(raised, changed(now, "info", "version", to="2.10"), "## 2.10")


@pytest.mark.django_db
def test_snapshot_is_current_and_breaks_nothing():
    committed, now = api_snapshot.read(), api_snapshot.document()
    told = api_snapshot.CHANGES.read_text(encoding="utf-8")
    assert not api_snapshot.faults(committed, now, told)
    is_current = api_snapshot.SNAPSHOT.read_text(encoding="utf-8") == api_snapshot.written(now)
    assert is_current, "the API has changed: run `make api-snapshot`"


@pytest.mark.django_db
def test_snapshot_is_what_is_served(api):
    assert json.loads(json.dumps(api_snapshot.read())) == api("openapi.json")[1]
