"""CDNs for the tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from wagtail.contrib.frontend_cache.backends.base import BaseBackend


class NotingBackend(BaseBackend):
    """batches: what it was asked to forget; failure: called before it does."""

    batches: list[list[str]] = []
    failure: Callable | None = None

    def purge_batch(self, urls):
        if self.failure:
            self.failure()
        self.batches.append(list(urls))


@contextmanager
def purging_receiver() -> Iterator[tuple[str, list[str]]]:
    """Answer PURGE as Varnish does; give the address, and the paths that arrive."""
    purged: list[str] = []

    class Handler(QuietHandler):
        def do_PURGE(self):
            tags = self.headers.get("Cache-Tag")
            purged.append(f"{self.path} {tags}" if tags else self.path)
            self.send_response(200)
            self.end_headers()

    with _served(Handler) as address:
        yield address, purged


@contextmanager
def answering(status: int, body: bytes, heard: list[bytes] | None = None) -> Iterator[str]:
    """Answer every POST with a status and a body; give the address, and note what was sent."""

    class Handler(QuietHandler):
        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            if heard is not None:
                heard.append(sent)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with _served(Handler) as address:
        yield address


class QuietHandler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
