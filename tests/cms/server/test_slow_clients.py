"""No client holds the server: neither one that sends slowly nor one that reads slowly."""

import asyncio
import hashlib
import http.client
import json
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from cms.server import UNTAKEN_SECONDS, requests, sent_files
from cms.server.answering import OnDisk
from tests.cms.server.slow_application import LONG
from tests.cms.server.slow_clients import HEADS, ask, hear_all, heard, slow_clients
from tests.cms.server.test_server import serving

APPLICATION = "tests.cms.server.slow_application:application"


@pytest.fixture(scope="module")
def port():
    with serving(APPLICATION) as (process, port):
        process.stdout.readline()
        yield port


def answer_of(port, path="/", **options):
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


@pytest.mark.parametrize("size", [0, 1, requests.IN_MEMORY + 1, 10_000_000])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_arrives_whole_with_its_length(port, size, is_chunked):
    body = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sent = (piece for piece in (body[:100], body[100:]) if piece) if is_chunked else body
    headers = {"Transfer-Encoding": "chunked"} if is_chunked else {}
    answer = answer_of(port, method="POST", body=sent, **headers)
    assert answer["size"] == size
    assert answer["digest"] == hashlib.sha256(body).hexdigest()
    assert answer["length"] == str(size)


@pytest.mark.service
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
    assert answer_of(port)["method"] == "GET"
    assert time.monotonic() - began < 1
    for writer in writers:
        writer.join()


@pytest.mark.parametrize(
    "kind", ["half a body", pytest.param("half a chunk", marks=pytest.mark.service)]
)
def test_half_a_body_ends_with_408_and_holds_nobody_up(port, kind):
    with slow_clients(port, HEADS[kind], 200) as clients:
        assert answer_of(port)["method"] == "GET"
        assert answer_of(port, method="POST", body=b"abc")["size"] == 3
        answers = hear_all(clients, requests.PATIENCE + 10)
    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 408"}


async def looks(number):
    await asyncio.sleep(number * sent_files.PAUSE)


@pytest.fixture
def held(monkeypatch):
    """Return a file that is being sent, and what knows how much room it takes."""
    monkeypatch.setattr(sent_files, "PAUSE", 0.01)
    on_disk = OnDisk()
    on_disk.add(1000)
    with TemporaryFile() as file:
        file.write(bytes(1000))
        file.flush()
        yield file, on_disk


def test_a_long_answer_takes_room_as_long_as_it_is_read(held):
    file, on_disk = held

    async def send():
        sent_files.SentFiles(on_disk).hold(file)
        with Path(f"/dev/fd/{file.fileno()}").open("rb") as opened:
            await looks(3 * sent_files.LOOKS_UNTIL_SENT)
            assert on_disk.size == len(opened.read()) == 1000
        await looks(5)

    asyncio.run(send())
    assert (on_disk.size, file.closed) == (0, True)


def test_what_was_read_between_two_looks_gives_its_room_back_and_keeps_its_number(held):
    file, on_disk = held

    async def send():
        sent_files.SentFiles(on_disk).hold(file)
        await looks(3 * sent_files.LOOKS_UNTIL_SENT)
        assert (on_disk.size, file.closed) == (0, False)
        # Whoever opened it so late would find nothing of this answer, and of no other.
        assert Path(f"/dev/fd/{file.fileno()}").read_bytes() == b""
        await looks(3 * sent_files.LOOKS_UNTIL_FORGOTTEN)

    asyncio.run(send())
    assert (on_disk.size, file.closed) == (0, True)


def held_by(worker):
    """Return how many files and connections, threads and bytes of memory a process has."""
    process = Path(f"/proc/{worker}")
    memory = next(
        int(line.split()[1]) * 1024
        for line in (process / "status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
    return len([*(process / "fd").iterdir()]), len([*(process / "task").iterdir()]), memory


@pytest.mark.service
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system names no children")
def test_readers_who_never_read_take_no_thread_and_no_memory_and_are_let_go():
    with serving(APPLICATION) as (process, port), ExitStack() as readers:
        process.stdout.readline()
        [worker] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for _ in range(5):
            for path in ("/kept", "/pieces", "/"):
                assert ask(port, path)[0] == 200
        handles, threads, memory = held_by(worker)
        for path in ("/kept", "/pieces"):
            asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            readers.enter_context(slow_clients(port, asked, 100))
        until = time.monotonic() + 10
        while held_by(worker)[0] < handles + 200 and time.monotonic() < until:
            time.sleep(0.1)
        for _ in range(5):
            assert answer_of(port)["method"] == "GET"
        many_handles, _threads, much_memory = held_by(worker)
        assert many_handles >= handles + 200
        assert much_memory - memory < 64_000_000
        # granian reads files in threads that end when there is nothing to read.
        until = time.monotonic() + UNTAKEN_SECONDS / 2
        while held_by(worker)[1] > threads + 8 and time.monotonic() < until:
            time.sleep(1)
        assert held_by(worker)[1] <= threads + 8
        until = time.monotonic() + 3 * UNTAKEN_SECONDS
        while held_by(worker)[0] > handles + 5 and time.monotonic() < until:
            time.sleep(1)
        assert held_by(worker)[0] <= handles + 5
