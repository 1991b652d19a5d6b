"""A database server that says nothing is asked by one thread, and refused by all others."""

import threading
import time

import pytest

from cms.delivery.outage import Fault, fault_of
from tests.cms.delivery.outage.test_outage import wrapped

psycopg = pytest.importorskip("psycopg")

from cms.delivery.postgresql.base import ASKER, Silence  # noqa: E402  needs psycopg


class Server:
    """Answers, refuses or says nothing, as it is told, and knows how often it was asked."""

    def __init__(self):
        self.answer = psycopg.errors.ConnectionTimeout("connection timeout expired")
        self.asked = threading.Semaphore(0)

    def ask(self):
        self.asked.release()
        if answer := self.answer:
            # As long as it says nothing, asking takes its time.
            time.sleep(0.01)
            raise answer


@pytest.mark.parametrize("answer", [None, psycopg.OperationalError("too many clients")])
def test_silence_is_known_until_something_is_heard(answer):
    server, silence = Server(), Silence()
    silence.refuse()
    silence.listen(server.ask)
    silence.begin(server.ask)
    for _ in range(5):
        # It is asked again and again, while everybody else is refused.
        assert server.asked.acquire(timeout=5)
        with pytest.raises(psycopg.OperationalError, match="does not answer") as refused:
            silence.refuse()
        assert fault_of(wrapped(refused.value)) is Fault.DATABASE
    askers = [thread for thread in threading.enumerate() if thread.name == ASKER]
    assert len(askers) == 1
    server.answer = answer
    askers[0].join(5)
    silence.refuse()


@pytest.mark.parametrize("answer", [None, psycopg.OperationalError("the database starts up")])
def test_a_server_that_answers_is_not_silent(answer):
    server, silence = Server(), Silence()
    server.answer = answer
    silence.listen(server.ask)
    silence.refuse()


def test_a_connection_that_comes_too_late_is_no_fault_of_ours():
    assert fault_of(wrapped(psycopg.errors.ConnectionTimeout("expired"))) is Fault.DATABASE
