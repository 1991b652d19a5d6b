"""The backend: `ENGINE` is `cms.delivery.postgresql`."""

from collections.abc import Callable
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import RV, PQGen
from psycopg.errors import ConnectionTimeout
from psycopg.errors import _WaitTimeout as WaitTimeout  # by it `wait` says that its time is over

from cms.delivery.postgresql.silence import PATIENCE, Silence, asking, silences


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
        """Return a new connection. Raises OperationalError without asking a silent server."""
        if not self.is_listening:
            return super().get_new_connection(conn_params)
        silence, ask = silences[self.alias], asking(conn_params)
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
