"""The project as it must not be: a worker that reads the version once and never again."""

import django

django.setup()

from cms.delivery.response_cache import state  # noqa: E402  after setup()

_read = state.read_version
_first: list[tuple[str, str]] = []


def read_once() -> tuple[str, str]:
    if not _first:
        _first.append(_read())
    return _first[0]


state.read_version = read_once

from cms.wsgi import application  # noqa: E402  after the change above

__all__ = ["application"]
