"""gunicorn's configuration for `make demo`: production's server, for this machine only."""

import os
from typing import Any

from cms.demo.ports import local_addresses

port = int(os.environ["PORT"])

wsgi_app = "cms.wsgi:application"
bind = local_addresses(port)
worker_class = "gthread"
workers = 2
threads = 4
# So that the addresses are printed when they answer.
preload_app = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where the site is."""
    print(
        f"\nThe site            http://localhost:{port}/\n"
        f"The administration  http://localhost:{port}/admin/\n"
        f"The public API      http://localhost:{port}/api/v2/\n\n"
        "Ctrl-C stops the server.",
        flush=True,
    )
