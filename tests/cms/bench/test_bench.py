"""What the benchmark builds, how it loads, and how it judges."""

import importlib
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from itertools import repeat
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from alliance_pages.models import NewsArticlePage
from cms.bench import data
from cms.bench.__main__ import bar_lines, figure_lines
from cms.bench.answers import ANSWERS_VARIABLE, Answer, ask, request_bytes, save_answers
from cms.bench.bars import Bar, bars_of_endpoints, exit_status
from cms.bench.controls import stock
from cms.bench.endpoints import ARTICLE_LIST, ARTICLE_LIST_ALL, LIST, LIST_ALL, RESOLVE, SITE
from cms.bench.growth import bars_of_growth
from cms.bench.load import CONNECTIONS, Load, LoadError, load
from cms.bench.measuring import Figure, Range
from cms.bench.publishing import Phase, Publishing
from cms.bench.servers import Way
from tests.factories import make_article, make_image, make_theme

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"


@pytest.fixture
def serve() -> Iterator:
    """Return a function that answers every request with the given bytes, and gives the address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket, pieces: list[bytes]) -> None:
        with connection, suppress(ConnectionError):
            while connection.recv(1 << 16):
                for piece in pieces:
                    connection.sendall(piece)
                if not pieces:
                    return

    def accept(pieces: list[bytes]) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            Thread(target=answer, args=(connection, pieces), daemon=True).start()

    def start(*pieces: bytes) -> tuple[str, int]:
        Thread(target=accept, args=(list(pieces),), daemon=True).start()
        return listener.getsockname()

    yield start
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


# Loading


def test_load_counts_every_whole_answer(serve):
    requests = [request_bytes("/")] * (CONNECTIONS * 3)
    assert load(serve(OK), iter(requests), 60).answers == len(requests)


def test_load_puts_the_pieces_of_a_long_answer_together(serve):
    body = b"x" * 300_000
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 300000\r\n\r\n"
    requests = [request_bytes("/")] * 20
    assert load(serve(head + body[:1_000], body[1_000:]), iter(requests), 60).answers == 20


def test_load_knows_that_a_304_has_no_body(serve):
    address = serve(b"HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n")
    requests = [request_bytes("/")] * 20
    assert load(address, iter(requests), 60, HTTPStatus.NOT_MODIFIED).answers == 20


@pytest.mark.parametrize(
    ("pieces", "message"),
    [
        ([OK.replace(b"200", b"500")], "unexpected answer"),
        ([b"HTTP/1.1 200 OK\r\n\r\nhello"], "does not say its length"),
        ([], "closed"),
    ],
)
def test_load_stops_at_an_answer_that_is_not_as_it_was(serve, pieces, message):
    with pytest.raises(LoadError, match=message):
        load(serve(*pieces), repeat(request_bytes("/")), 60)


def test_single_request_refuses_what_is_not_a_whole_200(serve):
    with pytest.raises(LoadError, match="answered 404"):
        ask(serve(OK.replace(b"200 OK", b"404 Not Found")), "/")


def test_load_tells_how_long_each_answer_took(serve):
    found = load(serve(OK), iter([request_bytes("/")] * CONNECTIONS), 60)
    assert found.answers == len(found.latencies) == CONNECTIONS
    assert 0 < min(found.latencies) <= max(found.latencies) < 60


# Controls


@pytest.mark.parametrize("path", ["/en/", "/api/v2/participants/?fields=*"])
def test_controls_give_the_saved_bytes(path, tmp_path, monkeypatch, rf):
    headers = [("content-type", "text/html"), ("content-length", "3"), ("etag", '"a"')]
    answer = Answer(200, [*headers, ("date", "today"), ("server", "granian")], b"\xff\x00a")
    save_answers(tmp_path / "answers.json", {path: answer})
    monkeypatch.setenv(ANSWERS_VARIABLE, str(tmp_path / "answers.json"))
    sent = []
    request = rf.get(path)
    for name in ("callable", "view"):
        monkeypatch.delitem(sys.modules, f"cms.bench.controls.{name}", raising=False)
    bare = importlib.import_module("cms.bench.controls.callable")
    assert bare.application(request.environ, lambda *said: sent.append(said)) == [b"\xff\x00a"]
    assert sent == [("200 OK", headers)]
    view = importlib.import_module("cms.bench.controls.view")
    response = view.repeat(request)
    assert (response.content, response["Content-Type"]) == (b"\xff\x00a", "text/html")
    assert "etag" not in response


def test_stock_control_is_what_wagtail_ships(settings, client, db):
    settings.ROOT_URLCONF = "cms.bench.controls.stock_urls"
    call_command("make_registry", size=1, verbosity=0)
    [participant] = client.get("/api/v2/participants/").json()["items"]
    assert set(participant) == {"id", "meta"}
    assert client.get("/api/v2/pages/").status_code == 200


def test_stock_control_shows_a_page_as_wagtail_does(settings, client, news_index):
    page = make_article(news_index, "Neighbours open their street")
    settings.ROOT_URLCONF = "cms.bench.controls.stock_urls"
    settings.TEMPLATES = stock.TEMPLATES
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "<h1>Neighbours open their street</h1>" in answer.text


# Verdicts


@pytest.mark.parametrize(
    ("found", "is_limit", "verdict"),
    [
        (2.5, False, "met"),
        (2.49, False, "nearly"),
        (2.0, False, "nearly"),
        (1.99, False, "missed"),
        (2.5, True, "met"),
        (3.0, True, "nearly"),
        (3.01, True, "missed"),
    ],
)
def test_bar_is_missed_beyond_a_fifth(found, is_limit, verdict):
    bar = Bar("warm", Range(found, found, found), 2.5, is_limit)
    assert bar.verdict == verdict
    assert exit_status([bar]) == (verdict == "missed")


def figures(**rates: float) -> dict:
    """Return figures of three rounds for every endpoint and way, the ways as fast as said."""
    names = {LIST, LIST_ALL, ARTICLE_LIST, ARTICLE_LIST_ALL}
    names |= {"participants, detail", "participants, summary", "news page", "home page", RESOLVE}
    names |= {SITE}
    return {
        (name, way): Figure(10, [rates[way.name] * luck for luck in (1, 2, 1.5)], [1, 1, 1])
        for name in names
        for way in Way
    }


FAST = {"WARM": 500, "UNCHANGED": 500, "COLD": 10, "VIEW": 100, "CALLABLE": 800, "STOCK": 2}


def test_ratios_are_formed_in_each_round():
    bars = bars_of_endpoints(figures(**FAST))
    assert {bar.verdict for bar in bars} == {"met"}
    assert all(bar.found.lowest == bar.found.highest for bar in bars)


def test_processor_time_of_what_is_worked_out_anew_is_bounded():
    found = figures(**FAST)
    found[RESOLVE, Way.COLD].processor = [12_000, 9_700, 9_500]
    found[SITE, Way.COLD].processor = [6_500, 6_200, 6_100]
    missed = [bar for bar in bars_of_endpoints(found) if bar.verdict == "missed"]
    assert [(bar.name, bar.found.middle) for bar in missed] == [
        ("resolve, news page: cold, ms of processor time", 9.7),
        ("site: cold, ms of processor time", 6.2),
    ]


@pytest.mark.parametrize(
    ("way", "rate", "missed"),
    [("WARM", 150, 25), ("UNCHANGED", 300, 6), ("COLD", 2, 3), ("STOCK", 6, 13)],
)
def test_each_bar_judges_its_own_way(way, rate, missed):
    bars = bars_of_endpoints(figures(**{**FAST, way: rate}))
    assert 0 < sum(bar.verdict == "missed" for bar in bars) <= missed
    assert exit_status(bars) == 1


def test_a_large_registry_may_take_little_longer():
    found = {
        ("list", "warm of 130"): Figure(10, [100.0], [1.0]),
        ("list", "warm of 100,000"): Figure(10, [99.0], [1.0]),
        ("list", "cold of 130"): Figure(10, [100.0], [1.0]),
        ("list", "cold of 100,000"): Figure(10, [50.0], [1.0]),
    }
    warm, cold = bars_of_growth(found, 130, 100_000)
    assert (warm.verdict, cold.verdict) == ("met", "missed")
    assert cold.found.middle == 2


def test_table_shows_every_figure_and_every_bar():
    found = figures(**FAST)
    lines = list(figure_lines(found))
    assert len(lines) == 1 + len(found)
    bars = bars_of_endpoints(found)
    lines = list(bar_lines(bars))
    assert len(lines) == 1 + len(bars)
    assert all(line.endswith("met") for line in lines[1:])


def test_publishing_is_judged_by_the_rate_that_readers_keep():
    quiet = Phase(Load([0.001] * 100, 0.1), hits=1)
    busy = Phase(Load([0.001] * 59 + [0.05], 0.15), hits=0.9)
    found = Publishing([quiet, quiet], [busy, busy])
    [bar] = found.bars()
    assert (bar.found.middle, bar.verdict) == (pytest.approx(0.4), "nearly")
    lines = list(found.lines())
    assert len(lines) == 4
    assert "400 answers/s, 90.00% hits" in lines[1]
    assert "longest 50 ms" in lines[1]


# Data


def test_recipe_changes_with_any_of_its_files(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "RECIPE", (tmp_path,))
    (tmp_path / "registry.py").write_text("one")
    before = data._recipe()
    assert data._recipe() == before
    (tmp_path / "registry.py").write_text("two")
    assert data._recipe() != before


def test_articles_are_published_whole_and_never_twice(news_index, api):
    make_image()
    make_theme()
    call_command("make_registry", size=3, verbosity=0)
    for _again in range(2):
        call_command("make_articles", size=2, verbosity=0)
    assert NewsArticlePage.objects.count() == 2
    status, answer = api("pages/", type="alliance_pages.NewsArticlePage", fields="*")
    assert status == 200
    for item in answer["items"]:
        assert len(item["body"]) == 7
        assert len(item["related_participants"]) == 2
        assert item["lead_image"]["alt"]


def test_articles_with_a_pause_are_public_one_by_one(news_index, monkeypatch):
    make_image()
    make_theme()
    call_command("make_registry", size=3, verbosity=0)
    seen = []
    monkeypatch.setattr(time, "sleep", lambda pause: seen.append((pause, public_articles())))
    call_command("make_articles", size=3, pause=1, verbosity=0)
    assert seen == [(1, 1), (1, 2), (1, 3)]


def public_articles():
    return NewsArticlePage.objects.live().count()


@pytest.mark.parametrize("pause", [-1, 3_601, float("nan")])
def test_articles_with_an_impossible_pause_are_refused(pause):
    with pytest.raises(CommandError, match="--pause"):
        call_command("make_articles", size=1, pause=pause)


@pytest.mark.parametrize("size", [0, -1, 100_001])
def test_articles_of_an_impossible_number_are_refused(size):
    with pytest.raises(CommandError, match="--size"):
        call_command("make_articles", size=size)
