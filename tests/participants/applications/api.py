"""Sending applications through the API, as a frontend does."""

import json
from copy import deepcopy
from ipaddress import IPv4Address
from itertools import count

from participants.api.applications.body import Body, RefusedError, parse
from participants.api.applications.reading import valid_forms
from participants.api.openapi.sending import application_examples

ADDRESS = "/api/v2/applications/"
ABSENT = object()

_places = count()


def elsewhere() -> str:
    """Return an IP address that nothing was sent from before."""
    return str(IPv4Address("10.0.0.0") + next(_places))


def example(name="complete") -> dict:
    return deepcopy(application_examples()[name]["value"])


def changed(document: dict, place: str, value) -> dict:
    """Return the document with another value at a place such as "measures.0.title"."""
    result = deepcopy(document)
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inner = result
    for step in way:
        inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step]
    if value is ABSENT:
        del inner[last]
    else:
        inner[last] = value
    return result


def post(client, document, content_type="application/json", *, query="", key=None, **extra):
    """Post a document or bytes; from a new address, so that no limit is met by chance."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    headers = {"Idempotency-Key": key} if key else {}
    extra.setdefault("REMOTE_ADDR", elsewhere())
    # Django's client names no type where there is no body.
    extra["CONTENT_TYPE"] = content_type
    return client.generic("POST", f"{ADDRESS}{query}", body, headers=headers, **extra)


def post_parts(client, query="", **parts):
    """Post a multipart form, from a new address."""
    return client.post(f"{ADDRESS}{query}", parts, REMOTE_ADDR=elsewhere())


def errors_of(document) -> dict:
    """Return what is wrong with a document, without sending it."""
    try:
        valid_forms(Body(parse(json.dumps(document).encode())))
    except RefusedError as error:
        return error.errors
    return {}
