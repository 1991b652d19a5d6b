"""The listening socket of a worker, from which every connection has its options."""

import socket

from granian._granian import SocketHolder

# Seconds for which what was sent may stay untaken before the system drops the connection.
UNTAKEN_SECONDS = 30


def listener(address: tuple[str, int], backlog: int) -> SocketHolder | None:
    """Return a socket of this process alone, or None where the system has no such deadline.

    The system shares connections out among the sockets of all workers. Those of a reader who has
    stopped reading are closed by the system itself, whoever is sending.
    """
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        return None
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    own = socket.socket(family)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNTAKEN_SECONDS * 1000)
    own.bind(address)
    # The stub has no constructor.
    return SocketHolder(own.detach(), False, backlog)  # type: ignore[call-arg]
