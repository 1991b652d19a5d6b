"""The operations that send something, with examples of what they take and answer."""

import json
from pathlib import Path
from typing import Any

from participants.api.applications.body import JSON, MULTIPART, largest_document
from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.applications.receiving import KEY
from participants.api.corrections.endpoint import CorrectionsAPIViewSet
from participants.api.openapi.operations import answer, parameter, with_examples
from participants.applications.submission.letters import MOST_BYTES
from participants.models import Theme
from participants.values.languages import content_languages

EXAMPLES: dict[str, Any] = json.loads(
    Path(__file__).with_name("examples.json").read_text(encoding="utf-8")
)


def application_examples() -> dict[str, dict[str, Any]]:
    """Return the examples by name; the measure is on a theme that there is."""
    examples = EXAMPLES["applications"]
    theme = Theme.objects.order_by("slug").values_list("slug", flat=True).first()
    measures = [{"theme": theme, **EXAMPLES["measure"]}] if theme else []
    complete = examples["complete"]
    value = {**complete["value"], "measures": measures}
    return {**examples, "complete": {**complete, "value": value}}


DOCUMENT = {"$ref": "#/components/schemas/Application"}


def sending_operation() -> dict[str, Any]:
    return {
        "operationId": "sendApplication",
        "tags": ["applications"],
        "summary": "Send an application to join",
        "description": (
            "Takes the same answers as the form of the site and checks them in the same way. "
            "`null` says the same as leaving a member out. The contact person gets a mail with a "
            "link; the application reaches the office when it is opened."
        ),
        "parameters": _parameters("Language of the sentences.", "application"),
        "requestBody": {"required": True, "content": _contents()},
        "responses": _answers(),
    }


def correcting_operation() -> dict[str, Any]:
    document = {"$ref": "#/components/schemas/Correction"}
    content = {JSON: {"schema": document, "examples": EXAMPLES["corrections"]}}
    answers = _sent("report", "SentCorrection") | {
        "413": answer(f"The document has more than {largest_document()} bytes."),
        "415": answer(f"The body is not {JSON}."),
        "429": answer("Too much came from this address.", is_retried=True),
    }
    return {
        "operationId": "sendCorrection",
        "tags": ["corrections"],
        "summary": "Tell the office what is wrong on a profile",
        "description": (
            "Takes the same answers as the form below each profile and checks them in the same "
            "way. `null` says the same as leaving a member out."
        ),
        "parameters": _parameters(
            "Language of the sentences, and of the answer by e-mail.", "report"
        ),
        "requestBody": {"required": True, "content": content},
        "responses": with_examples(
            dict(sorted(answers.items())), CorrectionsAPIViewSet.examples_at("corrections", "")
        ),
    }


def _parameters(locale: str, what: str) -> list[dict[str, Any]]:
    return [
        parameter("locale", {"enum": content_languages()}, locale),
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": f"The same key with the same {what} gives the same answer, "
            f"however often it is sent; without a key every sending is a new {what}.",
            "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
        },
    ]


def _contents() -> dict[str, Any]:
    letter = (
        f"The letter of the mayor or the decision of the council: PDF, JPEG or PNG of at most "
        f"{MOST_BYTES} bytes."
    )
    return {
        JSON: {"schema": DOCUMENT, "examples": application_examples()},
        MULTIPART: {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["application"],
                "properties": {
                    "application": DOCUMENT,
                    "letter": {"contentMediaType": "application/octet-stream", "title": letter},
                },
            },
            "encoding": {
                "application": {"contentType": JSON},
                "letter": {"contentType": "application/pdf, image/jpeg, image/png"},
            },
        },
    }


def _answers() -> dict[str, Any]:
    too_large = (
        f"The document has more than {largest_document()} bytes, or the letter {MOST_BYTES}."
    )
    answers = _sent("application", "Sent") | {
        "413": answer(too_large),
        "415": answer(f"The body is neither {JSON} nor {MULTIPART}."),
        "429": answer("Too much came from this address or for this e-mail.", is_retried=True),
    }
    return with_examples(
        dict(sorted(answers.items())), ApplicationsAPIViewSet.examples_at("applications", "")
    )


def _sent(what: str, schema: str) -> dict[str, Any]:
    """Return the answers that all sendings have. schema: of the answer that it was taken in."""
    return {
        "200": answer("It had been taken in before, with the same key.", schema),
        "201": answer("Taken in.", schema),
        "400": answer("Something is wrong; nothing was kept.", "Refusal"),
        "414": answer("The address is too long."),
        "422": answer(f"Another {what} came with the same key before."),
        "503": answer("It could not be kept, and can be sent again.", is_retried=True),
    }
