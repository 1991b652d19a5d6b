"""What granian says of a request, as the WSGI environment that the application reads."""

import sys
from typing import Any

Environ = dict[str, Any]

# The same for every request.
COMMON: Environ = {
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.errors": sys.stderr,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}

# WSGI's names of headers; only names that were seen, and no more than these.
MOST_NAMES = 200
_names = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Any) -> Environ:
    """Return the environment, without a body. scope: RSGI's."""
    server, _, port = scope.server.rpartition(":")
    environ = COMMON | {
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_latin_1(scope.path),
        "QUERY_STRING": _as_latin_1(scope.query_string),
        "wsgi.url_scheme": scope.scheme,
    }
    for header, value in scope.headers.items():
        name = _names.get(header)
        if name is None:
            # It would pass for one with hyphens, such as those that a proxy alone may set.
            if "_" in header:
                continue
            name = _name(header)
        if name in environ:
            separator = ";" if header == "cookie" else ","
            environ[name] = f"{environ[name]}{separator}{value}"
        else:
            environ[name] = value
    if "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority or ""
    return environ


def _name(header: str) -> str:
    name = f"HTTP_{header.upper().replace('-', '_')}"
    if len(_names) < MOST_NAMES:
        _names[header] = name
    return name


def _as_latin_1(text: str) -> str:
    # WSGI hands over bytes, written as the characters of Latin-1.
    return text if text.isascii() else text.encode().decode("latin-1")
