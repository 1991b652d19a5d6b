"""The backend: `ENGINE` is `cms.delivery.postgresql`."""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import RV, PQGen
from psycopg.errors import ConnectionTimeout
from psycopg.errors import _WaitTimeout as WaitTimeout  # by it `wait` says that its time is over

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


def connecting(parameters: Mapping[str, Any]) -> Callable[[], None]:
    """Return a function that connects with these parameters, and leaves again."""
    return lambda: psycopg.connect(**parameters).close()


# By the alias of the database.
silences: defaultdict[str, Silence] = defaultdict(Silence)


class ListeningConnection(psycopg.Connection[Any]):
    """A connection whose statements take as long as they need while the server answers others.

    A limit of the server's, such as statement_timeout, is kept by a server that runs; one on the
    client's side would end long statements of a server that works. So whoever has waited for a
    while looks whether the server takes a new connection.
    """

    silence: Silence
    ask: Callable[[], None]

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Return what comes of a statement. Raises OperationalError, and closes, on silence."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        while True:
            try:
                self.silence.refuse()
            except psycopg.OperationalError:
                # Nothing that comes later belongs to what is asked next.
                self.pgconn.finish()
                raise
            try:
                return super().wait(gen, interval, PATIENCE)
            except WaitTimeout:
                self.silence.listen(self.ask)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with connections that listen where people wait for an answer."""

    # Where nobody waits for an answer, a command goes on when the server goes on.
    is_listening: ClassVar[bool] = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        """Return a new connection. Raises OperationalError without connecting a silent server."""
        if not self.is_listening:
            return super().get_new_connection(conn_params)
        silence, ask = silences[self.alias], connecting(conn_params)
        silence.refuse()
        try:
            connection = super().get_new_connection(conn_params)
        except ConnectionTimeout:
            silence.begin(ask)
            raise
        # Django has no place for a class of connections.
        connection.__class__ = ListeningConnection
        connection.silence, connection.ask = silence, ask
        return connection
