"""The operations that read, each with its parameters and every answer it may have."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from participants.api.applications.body import JSON
from participants.api.applications.members import Refusal, Sent
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.parameters import parameter_schemas
from participants.api.openapi.patterns import TEXT


class Error(TypedDict):
    """Why a request was refused."""

    message: Annotated[str, Field(description="One sentence.")]


SCHEMAS = {kind.__name__: TypeAdapter(kind).json_schema() for kind in (Error, Refusal, Sent)}


def answer(description: str, schema: str = "Error", *, is_retried: bool = False) -> dict[str, Any]:
    """Return the description of an answer. is_retried: says when to ask again."""
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    described: dict[str, Any] = {
        "description": description,
        "content": {"application/json": content},
    }
    if is_retried:
        seconds = {"type": "integer", "minimum": 1}
        described["headers"] = {
            "Retry-After": {"description": "Seconds.", "required": True, "schema": seconds}
        }
    return described


def parameter(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    described = {"name": name, "in": "query", "schema": schema}
    return described | ({"description": description} if description else {})


# What an address makes no sense without, by endpoint and path.
REQUIRED = {
    ("resolve", ""): "path",
    ("preview", ""): "token",
    ("images", "find/"): "id",
    ("documents", "find/"): "id",
    ("pages", "summary/"): "type",
    ("search", ""): "q",
    ("search", "suggestions/"): "q",
}
# What the operations at these paths are called by; the others by their path.
VERBS = {"": "list", "{id}/": "get", "find/": "find"}
SUMMARIES = {
    "": "A list, page by page",
    "{id}/": "One item with all its fields",
    "find/": "Where an item is, by one of its names",
    "summary/": "Totals and counts of what the filters keep",
    "places/": "What a map shows of all that the filters keep, without pages",
    "suggestions/": "Names and titles with words that begin as those that are being typed",
}
ETAG = {"schema": {"type": "string"}, "description": "Says which state this is."}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}


def reading_operation(
    endpoint: type[PublicAPIViewSet], name: str, path: str, described: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the operation at a path below an endpoint of that name, with its parameters.

    described: schemas of its answers by status.
    """
    names = endpoint.parameters_by_path()[path]
    known = parameter_schemas(names, endpoint.model) | endpoint.schemas_at(path)
    given = [parameter(each, known.get(each, TEXT)) for each in sorted(names)]
    for item in given:
        if item["name"] == REQUIRED.get((name, path)):
            item["required"] = True
    is_single = "{id}" in path
    return {
        "operationId": _operation_id(endpoint, name, path),
        "tags": [name],
        "summary": _summary(endpoint, path),
        "description": endpoint.about,
        "parameters": [ID, *given] if is_single else given,
        "responses": with_examples(
            _reading_answers(endpoint, path, described), endpoint.examples_at(name, path)
        ),
    }


def _is_list(endpoint: type[PublicAPIViewSet]) -> bool:
    return "{id}/" in endpoint.parameters_by_path()


def _summary(endpoint: type[PublicAPIViewSet], path: str) -> str:
    if not path and not _is_list(endpoint):
        return endpoint.about
    return SUMMARIES.get(path, f"The file {path}")


def _operation_id(endpoint: type[PublicAPIViewSet], name: str, path: str) -> str:
    """Return such as "listPages", "getPages" or "participantsSummary"."""
    if verb := VERBS.get(path):
        return f"{verb if _is_list(endpoint) else 'get'}{name.title()}"
    first, *others = re.findall("[a-z]+", f"{name}/{path}")
    return first + "".join(word.title() for word in others)


def _reading_answers(
    endpoint: type[PublicAPIViewSet], path: str, described: Mapping[str, Any]
) -> dict[str, Any]:
    answers = {
        "400": answer("A parameter is unknown or malformed."),
        "414": answer("The address is too long."),
    }
    if "{id}" in path or path == "find/":
        answers["404"] = answer("It is not there, or not public.")
    answers |= {status: answer(reason) for status, reason in endpoint.refusals.items()}
    if path == "find/":
        answers["302"] = {"description": "Found."}
    elif not endpoint.is_kept_at(path):
        answers["200"] = {"description": "Answered."}
    else:
        answers["200"] = {"description": "Answered.", "headers": {"ETag": ETAG}}
        answers["304"] = {"description": "It is what the client has, as If-None-Match says."}
    if "html_path" in endpoint.parameters_by_path()[path]:
        answers["301"] = {"description": "Redirected for good to what is no page of the site."}
    media_type, _, _ = endpoint.files_by_path().get(path, "").partition(";")
    if media_type:
        kind = "object" if "json" in media_type else "string"
        answers["200"]["content"] = {media_type: {"schema": {"type": kind}}}
    for status, schema in described.items():
        answer_there = answers.setdefault(status, {"description": "Nothing is there."})
        answer_there["content"] = {media_type or JSON: {"schema": schema}}
    return dict(sorted(answers.items()))


def with_examples(
    answers: dict[str, Any], examples: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Add what was answered, by status and name, to the descriptions of answers."""
    for status, by_name in examples.items():
        for content in answers[status]["content"].values():
            content["examples"] = by_name
    return answers
