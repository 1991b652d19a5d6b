"""A deliverer at work beside the test."""

import time
from contextlib import contextmanager
from threading import Thread

import pytest

from cms.delivery.outbox.worker import Deliverer


@contextmanager
def delivering(lock):
    deliverer = Deliverer(lock)
    thread = Thread(target=deliverer.run, daemon=True)
    thread.start()
    try:
        yield deliverer
    finally:
        deliverer.stop()
        thread.join(20)
        assert not thread.is_alive()


def eventually(condition):
    """Wait until it holds; what is slow is no failure, what never comes is."""
    for _ in range(1500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("It never came to pass")
