"""A proxy that notes what passes between a frontend and the CMS."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import urlsplit

HANDED_ON = ("Accept-Encoding", "If-None-Match")
HANDED_BACK = ("Content-Type", "Content-Encoding", "ETag", "Location")


class Exchange(NamedTuple):
    """A question to the CMS and its answer. size: of the body as it was sent, in bytes."""

    path: str
    status: int
    size: int


@contextmanager
def noted_exchanges(cms: str) -> Iterator[tuple[str, list[Exchange]]]:
    """Serve what the CMS answers at another address, and give that with the list of what passed."""
    found: list[Exchange] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = {name: self.headers[name] for name in HANDED_ON if name in self.headers}
            connection = HTTPConnection(urlsplit(cms).netloc)
            connection.request("GET", self.path, headers=given)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            found.append(Exchange(self.path, answer.status, len(body)))
            self.send_response(answer.status)
            for name in HANDED_BACK:
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}", found
    finally:
        server.shutdown()
        server.server_close()
