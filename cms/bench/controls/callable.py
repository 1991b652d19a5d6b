"""A bare WSGI callable that returns the product's bytes: what the server itself can do."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cms.bench.answers import ANSWERS_VARIABLE, saved_answers

ANSWERS = {
    key: (answer.headers, [answer.body])
    for key, answer in saved_answers(Path(os.environ[ANSWERS_VARIABLE])).items()
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer with the bytes that are saved for the address."""
    headers, body = ANSWERS[environ["PATH_INFO"], environ["QUERY_STRING"]]
    start_response("200 OK", headers)
    return body
