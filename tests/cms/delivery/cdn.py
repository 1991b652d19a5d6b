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

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            purged.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", purged
    finally:
        server.shutdown()
        server.server_close()
