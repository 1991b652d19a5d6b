"""Find what breaks between two states of an OpenAPI document.

Programs written for the state before must be able to read every answer of now, and may send all
that they sent: either way each value of one schema has to be one that the other allows. Further
members of answers, and further values of their codes, break nothing; docs/api.md announces them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = Mapping[str, Any]
Document = Mapping[str, Any]

# What says how a text is read: another word there is another type.
KINDS = ("const", "format", "pattern", "contentMediaType", "contentEncoding")
LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
HIGHEST = ("maximum", "maxLength", "maxItems")
RULES = ("dependentRequired", "oneOf", "if", "then")


def breaking_changes(before: Document, now: Document) -> list[str]:
    """Return a sentence for each change that breaks what was written for the document before."""
    found: dict[str, None] = {}
    for path, item in before["paths"].items():
        for method, operation in item.items():
            place = f"{method.upper()} {path}"
            changed = now["paths"].get(path, {}).get(method)
            if changed is None:
                found[f"{place} is removed"] = None
                continue
            for change in _of_operation(operation, changed, _Both(before, now), place):
                found[change] = None
    return list(found)


@dataclass(frozen=True)
class _Both:
    """The two documents, and what has been compared in them already."""

    before: Document
    now: Document
    compared: set[tuple[bool, str, str]] = field(default_factory=set)

    def answer(self, before: Schema, now: Schema, place: str) -> Iterator[str]:
        side = _Side(self, self.now, self.before, is_answer=True)
        return side.changes(now, before, place)

    def request(self, before: Schema, now: Schema, place: str) -> Iterator[str]:
        side = _Side(self, self.before, self.now, is_answer=False)
        return side.changes(before, now, place)


def _of_operation(before: Schema, now: Schema, both: _Both, place: str) -> Iterator[str]:
    yield from _of_parameters(before, now, both, place)
    body, changed = before.get("requestBody", {}), now.get("requestBody", {})
    if changed.get("required") and not body.get("required"):
        yield f"{place}: a body has become required"
    yield from _of_contents(body, changed, both.request, f"{place}: body")
    for status, answer in before["responses"].items():
        if status not in now["responses"]:
            yield f"{place}: answer {status} is removed"
            continue
        changed = now["responses"][status]
        yield from _of_contents(answer, changed, both.answer, f"{place} {status}")


def _of_contents(before: Schema, now: Schema, compare: Any, place: str) -> Iterator[str]:
    for media_type, content in before.get("content", {}).items():
        changed = now.get("content", {}).get(media_type)
        if changed is None:
            yield f"{place}: {media_type} is removed"
        else:
            yield from compare(content["schema"], changed["schema"], place)


def _of_parameters(before: Schema, now: Schema, both: _Both, place: str) -> Iterator[str]:
    known, kept = _parameters(before), _parameters(now)
    for name, parameter in known.items():
        if name not in kept:
            yield f"{place}: parameter {name[1]} is removed"
        else:
            here = f"{place}: parameter {name[1]}"
            yield from both.request(parameter["schema"], kept[name]["schema"], here)
    for name, parameter in kept.items():
        if parameter.get("required") and not known.get(name, {}).get("required"):
            yield f"{place}: parameter {name[1]} has become required"


def _parameters(operation: Schema) -> dict[tuple[str, str], Any]:
    return {(each["in"], each["name"]): each for each in operation.get("parameters", [])}


@dataclass(frozen=True)
class _Side:
    """One direction: what is given must fit what the other side reads.

    Answers are given by the document of now and read by programs of before; requests are given by
    these programs and read by what is now.
    """

    both: _Both
    giving: Document
    reading: Document
    is_answer: bool

    def changes(self, given: Schema, read: Schema, place: str) -> Iterator[str]:
        """Return what of `given` does not fit `read`, which must be in words of what changed."""
        offered, expected = _choices(given, self.giving), _choices(read, self.reading)
        lone = len(_objects(offered)) == 1 == len(_objects(expected))
        for name, schema in offered.items():
            other = expected.get(name) or expected.get("any")
            if other is None and name == "integer":
                other = expected.get("number")
            if other is None and lone and name in _objects(offered):
                [other] = _objects(expected).values()
            if other is not None:
                yield from self._choice(name, schema, other, place)
            elif name not in _objects(offered) or not _objects(expected):
                yield f"{place}: {'can be' if self.is_answer else 'can no longer be'} {name}"
            elif not self.is_answer:
                yield f"{place}: {name} is no longer taken"
        if self.is_answer and not lone:
            for name in sorted(_objects(expected).keys() - _objects(offered).keys()):
                yield f"{place}: {name} is removed"

    def _choice(self, name: str, given: Schema, read: Schema, place: str) -> Iterator[str]:
        if _is_named(name):
            pair = (self.is_answer, name, str(read.get("title")))
            if pair in self.both.compared:
                return
            self.both.compared.add(pair)
            place = name
        yield from self._values(given, read, place)
        yield from self._members(given, read, place)
        for inner in ("items", "additionalProperties"):
            if isinstance(given.get(inner), dict) and isinstance(read.get(inner), dict):
                yield from self.changes(given[inner], read[inner], f"{place}[]")

    def _values(self, given: Schema, read: Schema, place: str) -> Iterator[str]:
        for word in (*KINDS, *(() if self.is_answer else RULES)):
            if word in read and given.get(word) != read[word]:
                yield f"{place}: {word} has changed"
        for words, sign in ((LOWEST, 1), (HIGHEST, -1)):
            for word in words:
                if word in read and (word not in given or given[word] * sign < read[word] * sign):
                    yield f"{place}: {word} has changed"
        if "enum" in read and "enum" not in given:
            yield f"{place}: {'is no longer' if self.is_answer else 'has become'} one of a list"
        elif not self.is_answer and "enum" in read:
            for value in given["enum"]:
                if value not in read["enum"]:
                    yield f"{place}: the value {value} is removed"

    def _members(self, given: Schema, read: Schema, place: str) -> Iterator[str]:
        members, known = given.get("properties", {}), read.get("properties", {})
        for name in known:
            if name not in members and self.is_answer:
                yield f"{place}.{name} is removed"
            elif name in read.get("required", []) and name not in given.get("required", []):
                yield f"{place}.{name} has become {'optional' if self.is_answer else 'required'}"
        for name, schema in members.items():
            if name in known:
                yield from self.changes(schema, known[name], f"{place}.{name}")
            elif not self.is_answer and known:
                yield f"{place}.{name} is no longer taken"


def _choices(schema: Schema, document: Document) -> dict[str, Schema]:
    """Return what a value may be, by the name of its schema or its type."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = document["components"]["schemas"][name]
        return _choices(target, document) if "anyOf" in target else {name: target}
    several = schema.get("anyOf") or [
        each for each in schema.get("oneOf", []) if "$ref" in each or "type" in each
    ]
    if several:
        found: dict[str, Schema] = {}
        for each in several:
            found |= _choices(each, document)
        return found
    types = schema.get("type", "any")
    return dict.fromkeys(types if isinstance(types, list) else [types], schema)


def _objects(choices: Mapping[str, Schema]) -> dict[str, Schema]:
    return {name: each for name, each in choices.items() if each.get("type") == "object"}


def _is_named(name: str) -> bool:
    return name[:1].isupper()
