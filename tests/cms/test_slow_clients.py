"""No client holds the server: neither one that sends slowly nor one that reads slowly."""

import hashlib
import http.client
import json
import socket
import threading
import time

import pytest

from cms.server import bodies
from tests.cms.slow_application import LONG
from tests.cms.slow_clients import HEADS, ask, hear_all, heard, slow_clients
from tests.cms.test_server import serving

APPLICATION = "tests.cms.slow_application:application"


@pytest.fixture(scope="module")
def port():
    with serving(APPLICATION) as (process, port):
        process.stdout.readline()
        yield port


def told(port, path="/", **options):
    status, body = ask(port, path, **options)
    assert status == 200
    return json.loads(body)


def test_a_request_arrives_as_wsgi_wants_it(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(
            b"GET /%C3%A9%20a?q=%C3%A9 HTTP/1.1\r\nHost: example.org\r\n"
            b"Cookie: a=1\r\nCookie: b=2\r\nX-Twice: 1\r\nX-Twice: 2\r\nConnection: close\r\n\r\n"
        )
        _head, _, body = heard(client, 10).partition(b"\r\n\r\n")
    answer = json.loads(body)
    assert answer["path"] == "/é a".encode().decode("latin-1")
    assert answer["query"] == "q=%C3%A9"
    assert answer["cookie"].replace(" ", "") == "a=1;b=2"
    assert answer["twice"] == "1,2"
    assert (answer["host"], answer["client"]) == ("example.org", "127.0.0.1")


@pytest.mark.parametrize("size", [0, 1, bodies.IN_MEMORY + 1, 10_000_000])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_arrives_whole_with_its_length(port, size, is_chunked):
    body = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sent = (piece for piece in (body[:100], body[100:]) if piece) if is_chunked else body
    headers = {"Transfer-Encoding": "chunked"} if is_chunked else {}
    answer = told(port, method="POST", body=sent, **headers)
    assert answer["size"] == size
    assert answer["digest"] == hashlib.sha256(body).hexdigest()
    assert answer["length"] == str(size)


def test_a_body_on_a_slow_but_living_line_is_waited_for(port):
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1200000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(head)
        for _ in range(12):
            client.sendall(bytes(100_000))
            time.sleep(1)
        assert b'"size": 1200000' in client.recv(65536)


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n")
        client.settimeout(5)
        assert client.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_body_that_breaks_off_reaches_nobody(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
        client.shutdown(socket.SHUT_WR)
        client.settimeout(5)
        assert b"200 OK" not in client.recv(65536)


def test_a_long_answer_that_fails_half_way_is_no_short_file(port):
    assert ask(port, "/broken")[0] == 500


def test_a_long_answer_says_its_length(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/long")
    response = connection.getresponse()
    assert response.headers["Content-Length"] == str(LONG)
    assert len(response.read()) == LONG
    connection.close()


def test_those_who_write_leave_threads_to_those_who_read(port):
    def write():
        ask(port, "/sleep?2", method="POST")

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert told(port)["method"] == "GET"
    assert time.monotonic() - began < 1
    for writer in writers:
        writer.join()


@pytest.mark.parametrize("kind", ["half a body", "half a chunk"])
def test_half_a_body_ends_with_408_and_holds_nobody_up(port, kind):
    with slow_clients(port, HEADS[kind], 200) as clients:
        assert told(port)["method"] == "GET"
        assert told(port, method="POST", body=b"abc")["size"] == 3
        answers = hear_all(clients, bodies.PATIENCE + 10)
    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 408"}
