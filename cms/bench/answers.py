"""Single requests, and answers that the controls repeat."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from cms.bench.load import Address, LoadError

HEADERS = {
    "Host": "localhost",
    "User-Agent": "bench",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate, br",
}
ANSWERS_VARIABLE = "BENCH_ANSWERS"
# What a server says of its own accord.
OF_THE_SERVER = {"connection", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """A whole answer; its headers as the server sent them."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value. Raises LoadError where it is missing."""
        for key, value in self.headers:
            if key.lower() == name:
                return value
        raise LoadError(f"the answer has no {name}")


def request_bytes(path: str, **further: str) -> bytes:
    """Return the request for a path as it goes over the wire."""
    lines = [f"{name}: {value}" for name, value in {**HEADERS, **further}.items()]
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode("ascii")


def ask(address: Address, path: str, **further: str) -> Answer:
    """Ask once. Raises LoadError unless the answer is a whole 200, or a 304 where one may be."""
    connection = HTTPConnection(*address, timeout=60)
    connection.request("GET", path, headers={**HEADERS, **further})
    response = connection.getresponse()
    body = response.read()
    answer = Answer(response.status, response.getheaders(), body)
    connection.close()
    if answer.status == HTTPStatus.OK and int(answer.header("content-length")) == len(body):
        return answer
    if answer.status == HTTPStatus.NOT_MODIFIED and "If-None-Match" in further and not body:
        return answer
    raise LoadError(f"{path} answered {answer.status} with {len(body)} bytes")


def ask_json(address: Address, path: str) -> Any:
    """Ask the API once, and return what it says."""
    return json.loads(ask(address, path, **{"Accept-Encoding": "identity"}).body)


def save_answers(file: Path, answers: dict[str, Answer]) -> None:
    """Write the answers, by their paths with query strings, for the controls to repeat."""
    record = {
        path: {
            "headers": [pair for pair in answer.headers if pair[0].lower() not in OF_THE_SERVER],
            "body": answer.body.decode("latin-1"),
        }
        for path, answer in answers.items()
    }
    file.write_text(json.dumps(record), encoding="utf-8")


def saved_answers(file: Path) -> dict[tuple[str, str], Answer]:
    """Return the saved answers by path and query string."""
    found = {}
    for address, record in json.loads(file.read_text(encoding="utf-8")).items():
        path, _, query = address.partition("?")
        headers = [(name, value) for name, value in record["headers"]]
        found[path, query] = Answer(HTTPStatus.OK, headers, record["body"].encode("latin-1"))
    return found
