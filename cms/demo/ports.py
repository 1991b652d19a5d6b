"""The addresses of this machine that the server is to listen on, and whether a port is free there.

Run as a program before anything is installed, so it needs nothing but Python:
`python3 -m cms.demo.ports 8000` ends with a sentence and status 1 unless the port is free on
what "localhost" can mean; with a host as second argument, unless it is free there.
"""

import errno
import socket
import sys

# The server listens on the first; at the second a browser would find another program.
LOOPBACKS = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}
HIGHEST_PORT = 65_535
NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def try_port(port: int) -> None:
    """Raise OSError where the port cannot be had on a loopback address that exists."""
    for family, host in LOOPBACKS.items():
        try:
            _bind(family, host, port)
        except OSError as error:
            if error.errno not in NO_SUCH_ADDRESS:
                raise


def try_host(host: str, port: int) -> None:
    """Raise OSError where the port cannot be had on a host."""
    family, *_rest, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    _bind(family, str(place[0]), port)


def _bind(family: int, host: str, port: int) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does; otherwise a port just left would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def fault(text: str, host: str = LOOPBACKS[socket.AF_INET]) -> str | None:
    """Return a sentence on why the port cannot be used, or None."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        return f"PORT={text} is not a port: give a number from 1 to {HIGHEST_PORT}."
    port = int(text)
    try:
        try_host(host, port) if host not in LOOPBACKS.values() else try_port(port)
    except PermissionError:
        return (
            f"Port {port} may only be used by an administrator: choose one above 1023, such as "
            f"PORT={port + 8000 if port < 1024 else 8080}"
        )
    except socket.gaierror:
        return f"HOST={host} is no address and no name of this machine."
    except OSError as error:
        if error.errno in NO_SUCH_ADDRESS:
            return f"HOST={host} is no address of this machine."
        return (
            f"Port {port} cannot be used ({error.strerror}). Stop the program that holds it, "
            f"or choose another: PORT={port % HIGHEST_PORT + 1}"
        )
    return None


if __name__ == "__main__":
    sys.exit(fault(*sys.argv[1:3]))
