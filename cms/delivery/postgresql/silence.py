"""Whether a database server answers, as far as this process knows.

A server that is stopped, or whose machine hangs, closes no connection: its system goes on to accept
them and to acknowledge what is sent. Only that nothing comes back tells it.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import psycopg

# How long a statement runs before somebody looks whether the server still answers. Seconds.
PATIENCE = 1.0
MESSAGE = "The database server does not answer."
# The name of the thread that asks a silent server.
ASKER = "asks-the-silent-database"


class Silence:
    """The silence of one server: noticed by whoever waits, ended by a thread that goes on asking.

    Nobody else asks meanwhile, so that no request waits; and the thread has its answer in the
    moment in which the server goes on.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_known = False

    def refuse(self) -> None:
        """Raise OperationalError while the server is known to be silent."""
        if self._is_known:
            raise psycopg.OperationalError(MESSAGE)

    def listen(self, ask: Callable[[], None]) -> None:
        """Ask the server, and take it for silent if it says nothing in time.

        ask: connects, and raises psycopg.errors.ConnectionTimeout. A refusal is an answer as well.
        """
        if not _is_answered(ask):
            self.begin(ask)

    def begin(self, ask: Callable[[], None]) -> None:
        """Take the server for silent until it answers."""
        with self._lock:
            if not self._is_known:
                asker = threading.Thread(target=self._wait, args=(ask,), name=ASKER, daemon=True)
                asker.start()
                self._is_known = True

    def _wait(self, ask: Callable[[], None]) -> None:
        try:
            while not _is_answered(ask):
                continue
        finally:
            with self._lock:
                self._is_known = False


def _is_answered(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.Error:
        return True
    return True


def asking(parameters: Mapping[str, Any]) -> Callable[[], None]:
    """Return a function that connects with these parameters, and leaves again."""
    return lambda: psycopg.connect(**parameters).close()


# By the alias of the database.
silences: defaultdict[str, Silence] = defaultdict(Silence)
