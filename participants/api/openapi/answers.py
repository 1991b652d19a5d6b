"""Pieces of descriptions that several operations share."""

from typing import Any

SCHEMAS: dict[str, Any] = {
    "Error": {
        "type": "object",
        "required": ["message"],
        "properties": {"message": {"type": "string", "description": "One sentence."}},
    },
    "Refusal": {
        "type": "object",
        "required": ["message"],
        "properties": {
            "message": {"type": "string"},
            "errors": {
                "type": "object",
                "description": "Sentences by place, such as `contact.email`, `measures[0].title`, "
                "or `application` for the whole.",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
    "Sent": {
        "type": "object",
        "required": ["reference", "state", "message"],
        "properties": {
            "reference": {"type": "string", "description": "For questions to the office."},
            "state": {"const": "unconfirmed"},
            "message": {"type": "string", "description": "What the applicant does next."},
        },
    },
}


def answer(
    description: str, schema: str = "Error", example: Any = None, *, is_retried: bool = False
) -> dict[str, Any]:
    """Return the description of an answer. is_retried: says when to ask again."""
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if example is not None:
        content["example"] = example
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
    """Return the description of a query parameter."""
    described = {"name": name, "in": "query", "schema": schema}
    return described | ({"description": description} if description else {})
