"""gunicorn's configuration for `make demo`: production's server, for this machine only."""

import os
import signal
import sys
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
# Nobody steers this server from outside, and its socket would lie in the home folder.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where the site is, and stop when the terminal is closed."""
    # To gunicorn a hang-up means "reload", and the server would outlive its terminal.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    sys.stdout.write(
        f"\nThe site            http://localhost:{port}/\n"
        f"The administration  http://localhost:{port}/admin/\n"
        f"The public API      http://localhost:{port}/api/v2/\n\n"
        "Ctrl-C stops the server.\n"
    )
    sys.stdout.flush()
