"""The addresses of this machine that "localhost" can mean, and whether a port is free on them.

Run as a program before anything is installed, so it needs nothing but Python:
`python3 -m cms.demo.ports 8000` ends with a sentence and status 1 unless the port is free.
"""

import errno
import socket
import sys

# The server listens on the first; at the second a browser would find another program.
LOOPBACKS = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}
HIGHEST_PORT = 65_535
NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def try_port(port: int) -> None:
    """Raise OSError where the port cannot be had on an address that exists."""
    for family, host in LOOPBACKS.items():
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                # As the server does; otherwise a port just left would count as taken.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno not in NO_SUCH_ADDRESS:
                raise


def fault(text: str) -> str | None:
    """Return a sentence on why the port cannot be used, or None."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        return f"PORT={text} is not a port: give a number from 1 to {HIGHEST_PORT}."
    try:
        try_port(int(text))
    except OSError as error:
        return (
            f"Port {text} cannot be used ({error.strerror}). Stop the program that holds it, "
            f"or choose another: PORT={int(text) % HIGHEST_PORT + 1}"
        )
    return None


if __name__ == "__main__":
    sys.exit(fault(sys.argv[1]))
