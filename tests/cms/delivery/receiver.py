"""A receiver of webhooks on a real socket, which does as the test says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass
class Post:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """answer: gives the status and body, or writes by itself and gives None."""

    answer: Callable = lambda handler, post: (200, b"thanks")
    posts: list[Post] = field(default_factory=list)
    address: str = ""
    closing: Event = field(default_factory=Event)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on a free port until the end."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            post = Post(self.path, headers, self.rfile.read(length))
            if len(post.body) < length:
                # Whoever sent it was killed halfway.
                return
            receiver.posts.append(post)
            answer = receiver.answer(self, post)
            if answer is not None:
                status, body, *headers = answer
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *arguments: None
    receiver.address = f"http://127.0.0.1:{server.server_port}/hook"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
