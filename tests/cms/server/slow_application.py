"""A small application for the server's tests: it says what it was sent, and tells long stories."""

import hashlib
import json
import time

LONG = 40 * 1024 * 1024
PIECE = b"0123456789abcdef" * 4096
# As long as what the store in front of Django keeps, and as it gives it.
KEPT = PIECE * 30


def application(environ, start):
    path = environ["PATH_INFO"]
    if path == "/long":
        start("200 OK", [("Content-Type", "text/plain")])
        return (PIECE for _ in range(LONG // len(PIECE)))
    if path == "/kept":
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(KEPT)))])
        return [KEPT]
    if path == "/pieces":
        start("200 OK", [("Content-Type", "text/plain")])
        return (PIECE for _ in range(30))
    if path == "/broken":
        start("200 OK", [("Content-Type", "text/plain")])
        return _broken()
    if path == "/sleep":
        time.sleep(float(environ["QUERY_STRING"]))
    body = environ["wsgi.input"].read()
    told = {
        "method": environ["REQUEST_METHOD"],
        "size": len(body),
        "digest": hashlib.sha256(body).hexdigest(),
        "length": environ.get("CONTENT_LENGTH"),
        "path": path,
        "query": environ["QUERY_STRING"],
        "cookie": environ.get("HTTP_COOKIE"),
        "twice": environ.get("HTTP_X_TWICE"),
        "host": environ["HTTP_HOST"],
        "client": environ["REMOTE_ADDR"],
    }
    answer = json.dumps(told).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def _broken():
    for _ in range(100):
        yield PIECE
    raise RuntimeError("half-way")
