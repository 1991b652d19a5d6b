"""Clients that take their time, many at once, and somebody who wants an answer meanwhile."""

import socket
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

COUNT = 200
# Whoever asks meanwhile has the answer within this. Seconds.
PROMPT = 5
HOST = "Host: localhost\r\n"
APPLICATION = "/api/v2/applications/"
HEADS = {
    "slow head": f"GET /en/ HTTP/1.1\r\n{HOST}X-Slow: ",
    "nothing": "",
    "idle": f"GET /healthz HTTP/1.1\r\n{HOST}\r\n",
    "half a body": f"POST {APPLICATION} HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
    'Content-Length: 1000\r\n\r\n{"a',
    "half a chunk": f"POST {APPLICATION} HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
    'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a',
    "no length": f"POST {APPLICATION} HTTP/1.0\r\n{HOST}Content-Type: application/json\r\n\r\n{{",
    "half a form": f"POST /en/join/ HTTP/1.1\r\n{HOST}"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n--x\r\n",
}


@contextmanager
def slow_clients(port, sent, count=COUNT):
    """Open connections that send this and then neither send nor read."""
    with ExitStack() as opened:
        clients = []
        for _ in range(count):
            client = opened.enter_context(socket.socket())
            # So that little of a long answer fits into the buffers on the way.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", port))
            client.sendall(sent.encode())
            clients.append(client)
        yield clients


def ask(port, path, method="GET", body=None, **headers):
    """Return status and body of an answer that comes promptly."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PROMPT)
    try:
        is_chunked = "Transfer-Encoding" in headers
        asked = {"Host": "localhost", **headers}
        connection.request(method, path, body, asked, encode_chunked=is_chunked)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def heard(client, seconds):
    """Return what a client is told until its connection is closed. Raises TimeoutError."""
    client.settimeout(seconds)
    told = b""
    try:
        while piece := client.recv(1 << 20):
            told += piece
    except ConnectionError:
        pass
    return told


def hear_all(clients, seconds):
    """Return what each client is told, all within this time."""
    deadline = time.monotonic() + seconds
    return [heard(client, max(deadline - time.monotonic(), 0.1)) for client in clients]
