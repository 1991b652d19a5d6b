"""The examples of openapi.json are answers as it describes them."""

import json
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from alliance_pages.api.pages import PublicPagesAPIViewSet
from participants.api.base import PublicAPIViewSet
from tests.described_answers import strict, without_chosen

pytestmark = pytest.mark.django_db

# The description itself.
ITSELF = ("/openapi.json", "200")
MOST_BYTES = 60_000


class ElsewhereViewSet(PublicPagesAPIViewSet):
    """Pages with further fields, in another project."""


@pytest.fixture
def described(api):
    return api("openapi.json")[1]


def contents(described):
    """Return (path, status, content) of every answer with a body."""
    for path, item in described["paths"].items():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                for content in answer.get("content", {}).values():
                    yield path, status, content


def examples(described):
    """Return (path, status, content, example) of every example of an answer."""
    for path, status, content in contents(described):
        for example in content.get("examples", {}).values():
            yield path, status, content, example


def faults(described):
    schemas = {name: strict(schema) for name, schema in described["components"]["schemas"].items()}
    found = []
    for path, status, content, example in examples(described):
        schema = {**strict(content["schema"]), "components": {"schemas": schemas}}
        is_chosen = "fields=" in example["summary"]
        checker = Draft202012Validator(schema if is_chosen else without_chosen(schema))
        for fault in checker.iter_errors(example["value"]):
            found.append(f"{path} {status}: {fault.message}")
    return found


def lists_of(value):
    if isinstance(value, list):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from lists_of(inner)


def test_every_answer_with_a_body_has_an_example(described):
    shown = {(path, status) for path, status, _content, _example in examples(described)}
    for path, status, _content in contents(described):
        if (path, status) != ITSELF:
            assert (path, status) in shown


def test_every_example_is_as_described(described):
    assert not faults(described), "the API has changed: run `make api-snapshot`"


def test_an_example_that_is_not_as_described_is_found(described):
    for member, value in (("total_count", None), ("further", 1)):
        changed = deepcopy(described)
        content = changed["paths"]["/participants/"]["get"]["responses"]["200"]["content"]
        content["application/json"]["examples"]["first_two"]["value"]["meta"][member] = value
        assert faults(changed)


def test_every_example_says_what_was_asked_for(described):
    for path, _status, _content, example in examples(described):
        method = "POST" if path == "/applications/" else "GET"
        assert example["summary"].startswith(f"{method} /api/v2{path.partition('{id}')[0]}")


def test_examples_are_of_no_host_that_anybody_has(described):
    text = json.dumps([example for *_place, example in examples(described)])
    assert "https://cms.example.org/api/v2/" in text
    assert "localhost" not in text
    assert "testserver" not in text


def test_examples_are_short(described):
    found = [example for *_place, example in examples(described)]
    assert max(len(inner) for inner in lists_of(found) if inner is not found) == 2
    assert 20_000 < len(json.dumps(found, ensure_ascii=False).encode()) < MOST_BYTES


def test_an_endpoint_that_answers_otherwise_has_none_of_these_examples():
    assert PublicPagesAPIViewSet.examples_at("pages", "")
    assert not ElsewhereViewSet.examples_at("pages", "")
    assert not PublicAPIViewSet.examples_at("pages", "")
