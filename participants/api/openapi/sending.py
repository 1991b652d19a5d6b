"""The operation that takes in an application, with every answer that it may have."""

from typing import Any

from participants.api.applications.body import JSON, MULTIPART, largest_document
from participants.api.applications.endpoint import KEY
from participants.api.openapi.answers import answer, parameter
from participants.api.openapi.examples import application_examples
from participants.applications.submission.letters import MOST_BYTES
from participants.values.texts_per_language import content_languages

DOCUMENT = {"$ref": "#/components/schemas/Application"}
TAKEN_IN = {
    "reference": "2026-KQXWTR",
    "state": "unconfirmed",
    "message": "Thank you. The contact person has been sent a mail with a link. The application "
    "reaches the office when the link is opened.",
}
REFUSED = {
    "message": "The application was not taken in: see “errors”.",
    "errors": {
        "contact.email": ["Enter a valid email address."],
        "population.value": ["This must be a whole number, or a text that says one."],
    },
}


def sending_operation() -> dict[str, Any]:
    """Return the operation `sendApplication`."""
    return {
        "operationId": "sendApplication",
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
    return {
        "201": answer("Taken in.", "Sent", TAKEN_IN),
        "200": answer("It had been taken in before, with the same key.", "Sent", TAKEN_IN),
        "400": answer("Something is wrong; nothing was kept.", "Refusal", REFUSED),
        "413": answer(too_large),
        "415": answer(f"The body is neither {JSON} nor {MULTIPART}."),
        "422": answer("Another application came with the same key before."),
        "429": answer("Too much came from this address or for this e-mail.", is_retried=True),
        "503": answer("It could not be kept, and can be sent again.", is_retried=True),
    }
