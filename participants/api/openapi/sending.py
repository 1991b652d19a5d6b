"""The operation that sends an application, with examples of what it takes and answers."""

import json
from pathlib import Path
from typing import Any

from participants.api.applications.body import JSON, MULTIPART, largest_document
from participants.api.applications.endpoint import KEY, ApplicationsAPIViewSet
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
        "parameters": [
            parameter("locale", {"enum": content_languages()}, "Language of the sentences."),
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key with the same application gives the same answer, "
                "however often it is sent; without a key every sending is a new application.",
                "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
            },
        ],
        "requestBody": {"required": True, "content": _contents()},
        "responses": _answers(),
    }


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
    answers = {
        "200": answer("It had been taken in before, with the same key.", "Sent"),
        "201": answer("Taken in.", "Sent"),
        "400": answer("Something is wrong; nothing was kept.", "Refusal"),
        "413": answer(too_large),
        "414": answer("The address is too long."),
        "415": answer(f"The body is neither {JSON} nor {MULTIPART}."),
        "422": answer("Another application came with the same key before."),
        "429": answer("Too much came from this address or for this e-mail.", is_retried=True),
        "503": answer("It could not be kept, and can be sent again.", is_retried=True),
    }
    return with_examples(answers, ApplicationsAPIViewSet.examples_at("applications", ""))
