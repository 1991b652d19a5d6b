"""Requests that walk an OpenAPI document: every operation, with each parameter and each member of
a body replaced by what nobody should send.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

WRITES = ("post", "put", "patch", "delete")
NUMBERS = [
    "0",
    "-1",
    "1_0",
    "١",
    " 1 ",
    "1.5",
    "null",
    "",
    "9" * 26,
    str(2**63),
    str(2**63 - 1),
    "9" * 5000,
]
TEXTS = [
    "",
    '"',
    'a"b',
    " ",
    "\x00",
    "a\x00b",
    "é",
    "\u202e",
    " ".join(["word"] * 500),
    "x" * 9000,
    "null",
    "-1",
    str(2**63),
    "id__in",
    "-",
    "random",
    "2024-13-45T00:00:00Z",
    "/fr/../../",
]
IN_PATHS = [
    "0",
    "-1",
    "1_0",
    "١",
    str(2**63),
    "9" * 26,
    "abc",
    "é",
    "\x00",
    "%",
    "_31",
    "1.0",
    "x" * 5000,
]
MEMBERS: list[Any] = [
    None,
    "",
    " ",
    "\x00",
    "\ud800",
    "x" * 9000,
    "\u202ea\n",
    "javascript:alert(1)",
    "9999-99-99",
    -1,
    0,
    1.5,
    2**31,
    2**63,
    10**400,
    float("nan"),
    float("inf"),
    True,
    [],
    [None],
    [[]],
    ["x"],
    [{"id": 2**63}],
    [{"type": "nothing", "value": "x"}],
    [{"type": "paragraph"}],
    {},
    {"": None},
    {"id": -1},
]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"1",
    b'"x"',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"meta":' * 50_000,
    b'{"meta": null}',
    b'{"meta": []}',
    b'{"meta": {"type": []}}',
    b'{"meta": {"type": "nothing.Nothing"}}',
    b'{"x": ' + b"9" * 5000 + b"}",
    b'{"": NaN, "": Infinity}',
]


EXAMPLES = {"integer": 1, "number": 1, "boolean": False, "object": {}, "string": "text"}
FORM = "multipart/form-data; boundary=x"


def form(fields: dict[str, str], file: bytes | None = None) -> bytes:
    """Return the body of a form with a file."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}' for k, v in fields.items()
    ]
    if file is not None:
        head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        parts.append(head + file.decode("latin-1"))
    return "\r\n".join([*parts, "--x--\r\n"]).encode()


@dataclass(frozen=True)
class Sent:
    """A request. what: what is hostile about it, for the report."""

    operation: str
    method: str
    path: str
    what: str
    body: bytes | dict[str, Any] | None = None
    content_type: str = "application/json"

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path[:120]} ({self.operation}: {self.what[:80]})"


class Walk:
    """All requests for a document. values: {parameter: [what exists]}."""

    def __init__(self, document: dict[str, Any], values: dict[str, list[Any]]) -> None:
        self.document = document
        self.values = values

    def __iter__(self) -> Iterator[Sent]:
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield from self.of(path, method, operation)

    def of(self, path: str, method: str, operation: dict[str, Any]) -> Iterator[Sent]:
        name = operation["operationId"]
        given = operation.get("parameters", [])
        in_path = [parameter["name"] for parameter in given if parameter["in"] == "path"]
        in_query = [parameter for parameter in given if parameter["in"] == "query"]
        bodies = list(self.bodies(operation))
        plain = bodies[0] if bodies else None
        for place in self.places(path, in_path):
            yield Sent(name, method, place, "as it should be", plain)
        first = self.places(path, in_path)[0]
        for hostile in IN_PATHS:
            for parameter in in_path:
                place = self.place(path, in_path, {parameter: hostile})
                yield Sent(name, method, place, f"{parameter} in the path", plain)
        for parameter in in_query:
            is_text = "string" in json.dumps(parameter["schema"])
            for hostile in [*NUMBERS, *(TEXTS if is_text else [])]:
                query = urlencode({parameter["name"]: hostile})
                yield Sent(
                    name, method, f"{first}?{query}", f"{parameter['name']}={hostile!r}", plain
                )
        yield Sent(name, method, f"{first}?no_such_parameter=1", "unknown parameter", plain)
        yield Sent(name, method, f"{first}?%ff=%fe&\x01", "query that is no text", plain)
        if operation.get("requestBody"):
            yield from self.with_bodies(name, method, first, bodies)

    def with_bodies(
        self, name: str, method: str, first: str, bodies: list[dict[str, Any]]
    ) -> Iterator[Sent]:
        for body in BODIES:
            yield Sent(name, method, first, f"body {body[:40]!r}", body)
        yield Sent(name, method, first, "a form", b"a=1", "application/x-www-form-urlencoded")
        yield Sent(name, method, first, "no type", b"{}", "")
        yield Sent(name, method, first, "parts", b"--x", "multipart/form-data; boundary=x")
        yield Sent(name, method, first, "charset", b"{}", "application/json; charset=nonsense")
        for body in bodies:
            yield Sent(name, method, first, "whole body", body)
            for changed, what in changes(body):
                yield Sent(name, method, first, what, changed)
        if not bodies:
            yield from self.as_forms(name, method, first)

    def as_forms(self, name: str, method: str, first: str) -> Iterator[Sent]:
        """Yield forms with a file: none, one that is no picture, and a value that is hostile."""
        fields = {"title": "Map", "author": "a", "licence": "CC0-1.0", "source": "b"}
        fields["alternative_texts"] = json.dumps({"en": "A map"})
        yield Sent(name, method, first, "form without a file", form(fields), FORM)
        for field in [*fields, "collection_id", "focal_point_x", "no_such_field"]:
            for hostile in [*NUMBERS, *TEXTS]:
                body = form({**fields, field: hostile}, b"not a picture")
                yield Sent(name, method, first, f"{field}={hostile!r}", body, FORM)
        yield Sent(name, method, first, "cut off", form(fields, b"x")[:-20], FORM)

    def places(self, path: str, names: list[str]) -> list[str]:
        most = max([len(self.values[name]) for name in names], default=1)
        return [self.place(path, names, {}, turn) for turn in range(most)]

    def place(self, path: str, names: list[str], given: dict[str, str], turn: int = 0) -> str:
        chosen = {
            name: given.get(name, self.values[name][turn % len(self.values[name])])
            for name in names
        }
        return path.format(**{name: quote(str(value), safe="") for name, value in chosen.items()})

    def bodies(self, operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
        content = operation.get("requestBody", {}).get("content", {})
        for kind, described in content.items():
            if kind == "application/json":
                for schema in self.variants(described["schema"]):
                    yield self.example("", schema)

    def variants(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        schema = self.resolved(schema)
        for word in ("anyOf", "oneOf"):
            if word in schema:
                return [found for part in schema[word] for found in self.variants(part)]
        return [schema]

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        if len(schema.get("allOf", [])) == 1:
            return self.resolved(schema["allOf"][0])
        return schema

    def example(self, name: str, schema: dict[str, Any]) -> Any:
        schema = self.resolved(schema)
        if name in self.values:
            return self.values[name][0]
        if "const" in schema or "enum" in schema:
            return schema.get("const") or schema["enum"][0]
        for word in ("anyOf", "oneOf"):
            if word in schema:
                return self.example(name, schema[word][0])
        if "properties" in schema:
            members = schema["properties"].items()
            return {member: self.example(member, of) for member, of in members}
        if schema.get("type") == "array":
            return [self.example(name, schema["items"])] if "$ref" in schema["items"] else []
        return EXAMPLES.get(schema.get("type"))


def changes(body: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the body with one member replaced, left out or added."""
    for member, value in body.items():
        yield {key: value for key, value in body.items() if key != member}, f"no {member}"
        for hostile in MEMBERS:
            yield {**body, member: hostile}, f"{member}: {str(hostile)[:40]!r}"
        match value:
            case dict():
                for changed, what in changes(value):
                    yield {**body, member: changed}, f"{member}.{what}"
            case [dict() as item]:
                for changed, what in changes(item):
                    yield {**body, member: [changed]}, f"{member}.0.{what}"
    yield {**body, "no_such_member": 1}, "unknown member"
